using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>A rule that answers every request of a listener by itself, whoever made it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Backout">The backout that put it up; null where its tags name none.</param>
internal sealed record PageRule(Rule Rule, BackoutId? Backout)
{
    /// <summary>Who put it up, for people.</summary>
    public string Origin => Backout is { } backout ? $"put up by {backout}" : "which has no tag of this bot";
}

/// <summary>Tells a listener's maintenance pages from its other rules. A page is known by what it does, not by who is remembered to have made it.</summary>
internal static class PageRules
{
    /// <summary>The tag that names the backout that put a page up.</summary>
    public const string BackoutTag = "bo:backout";

    /// <summary>The tag that carries the attempt's idempotency key.</summary>
    public const string KeyTag = "bo:key";

    /// <summary>
    /// The pages on a listener, those of others included, the first to match first. A rule that answers what no other rule took is no page:
    /// others are served before it.
    /// </summary>
    public static IReadOnlyList<PageRule> Pages(this IReadOnlyList<TaggedRule> rules) =>
    [
        .. InOrder(rules)
            .TakeWhile(one => IsOurs(one) || AnswersEverything(one.Rule))
            .Union(InOrder(rules).Where(IsOurs))
            .Select(one => new PageRule(one.Rule, one.Tags.GetValueOrDefault(BackoutTag) is { Length: > 0 } backout ? new BackoutId(backout) : null)),
    ];

    private static IEnumerable<TaggedRule> InOrder(IReadOnlyList<TaggedRule> rules) =>
        rules.Where(one => one.Rule.IsDefault != true).OrderBy(one => int.TryParse(one.Rule.Priority, out var priority) ? priority : int.MaxValue);

    private static bool IsOurs(TaggedRule rule) => rule.Tags.ContainsKey(BackoutTag);

    /// <summary>Those of one service, whichever of its backouts put them up.</summary>
    public static IReadOnlyList<PageRule> Of(this IEnumerable<PageRule> pages, ServiceId service) =>
        [.. pages.Where(page => page.Backout is { } backout && backout.Value.LastIndexOf('-') is > 0 and var dash && backout.Value[..dash] == SessionText.Tag(service.Value))];

    private static bool AnswersEverything(Rule rule) =>
        rule.Actions is [.., var last] && last.Type == ActionTypeEnum.FixedResponse
        && last.FixedResponseConfig?.StatusCode is ['5', ..]
        && (rule.Conditions ?? []).All(condition => condition.Field == "path-pattern" && (condition.PathPatternConfig?.Values ?? condition.Values ?? []).Any(path => path is "/*" or "*"));
}
