using System.Globalization;
using System.IO.Enumeration;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Scenarios;

namespace BackoutBot.Sandbox.Parts.LoadBalancing;

/// <summary>What the load balancer answers its clients.</summary>
internal sealed class Routing(Scenario scenario)
{
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
            null when listener.Protocol != "HTTPS" => [new DataAnswer(301, null, null) { Location = $"https://{host}:443{path}{query}" }],
            _ => Forwarded(state),
        };
    }

    // Path patterns are case-sensitive, host names are not; both know * and ?.
    private static bool Matches(RuleCondition condition, string host, string path) => condition.Field == "path-pattern"
        ? condition.Values.Exists(pattern => FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false))
        : condition.Values.Exists(pattern => FileSystemName.MatchesSimpleExpression(pattern, host, ignoreCase: true));

    // "If a target group contains only unhealthy registered targets, the load balancer routes requests to all those targets, regardless of
    // their health status": Target group health.
    private DataAnswer[] Forwarded(AccountState state)
    {
        var targets = state.Instances.FindAll(i => i.Target == "healthy");
        targets = targets.Count > 0 ? targets : state.Instances.FindAll(i => i.Target == "unhealthy");
        return targets.Count == 0
            ? [new DataAnswer(503, "text/html", "<html><head><title>503 Service Temporarily Unavailable</title></head></html>")]
            :
            [
                .. targets.Select(target => target.Failing
                    ? new DataAnswer(503, "text/plain", $"{scenario.Deployments.Application} {target.Version}: out of order\n") { IsOfTarget = true }
                    : new DataAnswer(200, "text/plain", $"{scenario.Deployments.Application} {target.Version}: ok\n") { IsOfTarget = true }),
            ];
    }
}

/// <summary>What a client gets.</summary>
internal sealed record DataAnswer(int Status, string? ContentType, string? Body)
{
    public string? Location { get; init; }

    /// <summary>Whether a target gave it, and not the load balancer itself.</summary>
    public bool IsOfTarget { get; init; }
}
