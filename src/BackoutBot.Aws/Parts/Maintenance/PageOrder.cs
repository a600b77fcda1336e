using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Parts.LoadBalancing;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>
/// Where in a listener's order a page goes. Before all others where there is a number left; where a rule has priority 1, the page is made behind
/// those that follow on it without a gap, and then changes places with them in one call. Its tag says so, and by it they change back.
/// </summary>
internal static class PageOrder
{
    private const int First = 1;

    /// <summary>Where a page is made, and how many rules it then has to change places with.</summary>
    public static (int Priority, int Before) Place(IReadOnlyList<TaggedRule> rules)
    {
        var taken = rules.Where(one => one.Rule.IsDefault != true).Select(one => PageRules.PriorityOf(one.Rule)).ToHashSet();
        if (taken.Count == 0 || taken.Min() > First)
        {
            return (taken.Count == 0 ? First : taken.Min() - 1, 0);
        }

        var gap = First;
        while (taken.Contains(gap))
        {
            gap++;
        }

        return (gap, gap - First);
    }

    /// <summary>The numbers by which a page goes before those that are to make room for it; none where it is there already.</summary>
    public static IReadOnlyList<RulePriorityPair> ToFront(IReadOnlyList<TaggedRule> rules, PageRule page) =>
        page.Before == 0 || page.Priority == First ? [] : [Pair(page.Rule, First), .. Others(rules, page).Where(rule => PageRules.PriorityOf(rule) <= page.Before).Select(rule => Pair(rule, PageRules.PriorityOf(rule) + 1))];

    /// <summary>The numbers by which those that made room are where they were; none where they are, or did not have to.</summary>
    public static IReadOnlyList<RulePriorityPair> Back(IReadOnlyList<TaggedRule> rules, PageRule page) =>
        page.Before == 0 || page.Priority != First
            ? []
            : [Pair(page.Rule, page.Before + 1), .. Others(rules, page).Where(rule => PageRules.PriorityOf(rule) <= page.Before + 1).Select(rule => Pair(rule, PageRules.PriorityOf(rule) - 1))];

    /// <summary>A rule's number as it is without the page.</summary>
    public static int Without(Rule rule, PageRule? page) =>
        page is { Before: > 0, Priority: First } && PageRules.PriorityOf(rule) <= page.Before + 1 ? PageRules.PriorityOf(rule) - 1 : PageRules.PriorityOf(rule);

    private static IEnumerable<Rule> Others(IReadOnlyList<TaggedRule> rules, PageRule page) =>
        rules.Select(one => one.Rule).Where(rule => rule.IsDefault != true && rule.RuleArn != page.Rule.RuleArn);

    private static RulePriorityPair Pair(Rule rule, int priority) => new() { RuleArn = rule.RuleArn, Priority = priority };
}
