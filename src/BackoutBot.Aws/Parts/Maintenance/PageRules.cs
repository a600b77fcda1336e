using System.Globalization;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>A rule that answers every request of a listener by itself, whoever made it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Backout">The backout that put it up; null where its tags name none.</param>
/// <param name="Installation">The installation of the bot that put it up; null where its tags name none, as those of earlier versions do.</param>
internal sealed record PageRule(Rule Rule, BackoutId? Backout, InstallationId? Installation)
{
    /// <summary>How many rules, from priority 1 on, have to make room so that it is the first; 0 where none has to.</summary>
    public int Before { get; init; }

    /// <summary>Whether no rule before it answers anything in another way, so that customers get it.</summary>
    public bool IsInFront { get; init; }

    /// <summary>Its number in the listener's order; 1 is the first.</summary>
    public int Priority => PageRules.PriorityOf(Rule);

    /// <summary>Who put it up, for people.</summary>
    public string Origin => Backout is { } backout
        ? $"put up by {backout}{(Installation is { } installation ? $" of installation {installation}" : "")}"
        : "which has no tag of this bot";
}

/// <summary>Tells a listener's maintenance pages from its other rules. A page is known by what it does, not by who is remembered to have made it.</summary>
internal static class PageRules
{
    /// <summary>The tag that names the backout that put a page up.</summary>
    public const string BackoutTag = "bo:backout";

    /// <summary>The tag that names the installation that put a page up.</summary>
    public const string InstallationTag = "bo:installation";

    /// <summary>The tag that says how many rules, from priority 1 on, a page was put before; without it, none had to make room.</summary>
    public const string BeforeTag = "bo:before";

    /// <summary>The tag that carries the attempt's idempotency key.</summary>
    public const string KeyTag = "bo:key";

    /// <summary>
    /// The pages on a listener, those of others included, the first to match first. A rule that answers what no other rule took is no page:
    /// others are served before it.
    /// </summary>
    public static IReadOnlyList<PageRule> Pages(this IReadOnlyList<TaggedRule> rules)
    {
        var inFront = InOrder(rules).TakeWhile(one => AnswersEverything(one.Rule)).ToArray();
        return
        [
            .. InOrder(rules).TakeWhile(one => IsOurs(one) || AnswersEverything(one.Rule))
                .Union(InOrder(rules).Where(IsOurs))
                .Select(one => new PageRule(
                    one.Rule,
                    one.Tags.GetValueOrDefault(BackoutTag) is { Length: > 0 } backout ? new BackoutId(backout) : null,
                    one.Tags.GetValueOrDefault(InstallationTag) is { Length: > 0 } installation ? new InstallationId(installation) : null)
                {
                    Before = int.TryParse(one.Tags.GetValueOrDefault(BeforeTag), CultureInfo.InvariantCulture, out var before) ? before : 0,
                    IsInFront = inFront.Contains(one),
                }),
        ];
    }

    private static IEnumerable<TaggedRule> InOrder(IReadOnlyList<TaggedRule> rules) =>
        rules.Where(one => one.Rule.IsDefault != true).OrderBy(one => PriorityOf(one.Rule));

    /// <summary>A rule's number in its listener's order; the default rule comes last.</summary>
    public static int PriorityOf(Rule rule) => int.TryParse(rule.Priority, CultureInfo.InvariantCulture, out var priority) ? priority : int.MaxValue;

    private static bool IsOurs(TaggedRule rule) => rule.Tags.ContainsKey(BackoutTag);

    /// <summary>Those of one owner, whichever of its backouts put them up.</summary>
    public static IReadOnlyList<PageRule> Of(this IEnumerable<PageRule> pages, PageOwner owner) => [.. pages.Where(owner.Owns)];

    /// <summary>Those of everybody else.</summary>
    public static IReadOnlyList<PageRule> NotOf(this IEnumerable<PageRule> pages, PageOwner owner) => [.. pages.Where(page => !owner.Owns(page))];

    /// <summary>How one owner's page stands among the pages of a listener.</summary>
    public static OwnPage StandingOf(this IReadOnlyList<PageRule> pages, PageOwner owner) => pages.Of(owner) switch
    {
        [] => OwnPage.None,
        var own when own.Any(page => page.IsInFront && !pages.NotOf(owner).Any(other => other.Priority < page.Priority)) => OwnPage.InFront,
        _ => OwnPage.Behind,
    };

    private static bool AnswersEverything(Rule rule) =>
        rule.Actions is [.., var last] && last.Type == ActionTypeEnum.FixedResponse
        && last.FixedResponseConfig?.StatusCode is ['5', ..]
        && (rule.Conditions ?? []).All(condition => condition.Field == "path-pattern" && (condition.PathPatternConfig?.Values ?? condition.Values ?? []).Any(path => path is "/*" or "*"));
}
