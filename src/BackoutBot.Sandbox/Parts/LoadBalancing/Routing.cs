using System.Globalization;
using System.IO.Enumeration;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Scenarios;

namespace BackoutBot.Sandbox.Parts.LoadBalancing;

/// <summary>What the load balancer answers its clients.</summary>
internal sealed class Routing(Scenario scenario, TargetHealths health)
{
    private static readonly DataAnswer Nobody = new(503, "text/html", "<html><head><title>503 Service Temporarily Unavailable</title></head></html>");

    /// <summary>The answers that a request can get: more than one where several targets take turns. Null where nobody listens.</summary>
    public IReadOnlyList<DataAnswer>? Answers(AccountState state, int port, string host, string path, string query)
    {
        if (scenario.LoadBalancer.Listeners.Find(l => l.Port == port) is not { } listener)
        {
            return null;
        }

        var rule = state.StandingRules
            .Where(r => r.ListenerArn == scenario.ListenerArn(listener) && r.Conditions.TrueForAll(c => Matches(c, host, path)))
            .MinBy(r => r.Priority);
        return rule?.Action switch
        {
            { Type: "fixed-response" } page => [new DataAnswer(int.Parse(page.StatusCode!, CultureInfo.InvariantCulture), page.ContentType, page.MessageBody)],
            { } forward => Forwarded(state, scenario.LoadBalancer.TargetGroups.First(group => group.Arn == forward.TargetGroupArn)),
            null when scenario.LoadBalancer.ForwardsOf(listener) is { Count: > 0 } forwards => Forwarded(state, forwards),
            null => [new DataAnswer(301, null, null) { Location = $"https://{host}:443{path}{query}" }],
        };
    }

    // Path patterns are case-sensitive, host names are not; both know * and ?.
    private static bool Matches(RuleCondition condition, string host, string path) => condition.Field == "path-pattern"
        ? condition.Values.Exists(pattern => FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false))
        : condition.Values.Exists(pattern => FileSystemName.MatchesSimpleExpression(pattern, host, ignoreCase: true));

    // Each group gets its share of the requests by weight, none by weight 0.
    private DataAnswer[] Forwarded(AccountState state, IReadOnlyList<ForwardedTo> forwards)
    {
        (DataAnswer[] Answers, int Weight)[] shares = [.. forwards.Where(to => to.Weight > 0).Select(to => (Forwarded(state, scenario.LoadBalancer.TargetGroups.First(group => group.Name == to.TargetGroup)), to.Weight))];
        return shares switch
        {
            [] => [Nobody],
            [var only] => only.Answers,
            _ => [.. Enumerable.Range(0, shares.Max(share => share.Answers.Length)).SelectMany(turn => shares.SelectMany(share => Enumerable.Range(turn * share.Weight, share.Weight).Select(at => share.Answers[at % share.Answers.Length])))],
        };
    }

    // "If a target group contains only unhealthy registered targets, the load balancer routes requests to all those targets, regardless of
    // their health status": Target group health.
    private DataAnswer[] Forwarded(AccountState state, TargetGroup group)
    {
        var all = health.Of(state, group);
        TargetHealth[] targets = [.. all.Where(target => target.State is "healthy" or "unavailable")];
        targets = targets.Length > 0 ? targets : [.. all.Where(target => target.State == "unhealthy")];
        var isOwn = group is not OtherTargetGroup;
        return targets.Length == 0
            ? [Nobody]
            :
            [
                .. targets.Select(target => target.IsFailing
                    ? new DataAnswer(503, "text/plain", $"{scenario.Deployments.Application} {target.Version}: out of order\n") { IsOfTarget = isOwn }
                    : new DataAnswer(200, "text/plain", $"{scenario.Deployments.Application} {target.Version}: ok\n") { IsOfTarget = isOwn }),
            ];
    }
}

/// <summary>What a client gets.</summary>
internal sealed record DataAnswer(int Status, string? ContentType, string? Body)
{
    public string? Location { get; init; }

    /// <summary>Whether a target of the service's own group gave it, and not another or the load balancer itself.</summary>
    public bool IsOfTarget { get; init; }
}
