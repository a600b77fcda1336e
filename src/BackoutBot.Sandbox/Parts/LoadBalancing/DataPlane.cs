using System.Globalization;
using System.IO.Enumeration;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Scenarios;
using Microsoft.Net.Http.Headers;

namespace BackoutBot.Sandbox.Parts.LoadBalancing;

/// <summary>
/// What the load balancer's clients get. Whoever names another host than the sandbox's own is one of them. The port in the <c>Host</c> header
/// is the listener's, 443 without one: the sandbox speaks no TLS, so it is taken for ended in front of it.
/// </summary>
internal sealed class DataPlane(Scenario scenario, SandboxAccount account)
{
    private const int DefaultPort = 443;
    private int turn;

    /// <summary>Whether a request is for the load balancer, and not for AWS or the sandbox itself.</summary>
    public static bool IsFor(HttpRequest request)
    {
        var host = request.Host.Host;
        return !request.Headers.Authorization.ToString().StartsWith("AWS4-", StringComparison.Ordinal) && host.Length > 0 && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && Uri.CheckHostName(host) == UriHostNameType.Dns;
    }

    public async Task HandleAsync(HttpContext context)
    {
        var port = context.Request.Host.Port ?? DefaultPort;
        if (scenario.LoadBalancer.Listeners.Find(l => l.Port == port) is not { } listener)
        {
            // Nobody listens there.
            context.Abort();
            return;
        }

        var answer = account.Read((state, _) => Answer(state, listener, context.Request));
        context.Response.StatusCode = answer.Status;
        if (answer.Location is { } location)
        {
            context.Response.Headers[HeaderNames.Location] = location;
        }

        if (answer.Body is { } body)
        {
            context.Response.ContentType = answer.ContentType;
            await context.Response.WriteAsync(body, context.RequestAborted);
        }
    }

    private DataAnswer Answer(AccountState state, Listener listener, HttpRequest request)
    {
        var rule = state.StandingRules
            .Where(r => r.ListenerArn == scenario.ListenerArn(listener) && r.Conditions.TrueForAll(c => Matches(c, request)))
            .MinBy(r => r.Priority);
        return rule?.Action switch
        {
            { Type: "fixed-response" } page => new DataAnswer(int.Parse(page.StatusCode!, CultureInfo.InvariantCulture), page.ContentType, page.MessageBody),
            null when listener.Protocol != "HTTPS" => new DataAnswer(301, null, null) { Location = $"https://{request.Host.Host}:443{request.Path}{request.QueryString}" },
            _ => Forwarded(state),
        };
    }

    // Path patterns are case-sensitive, host names are not; both know * and ?.
    private static bool Matches(RuleCondition condition, HttpRequest request) => condition.Field == "path-pattern"
        ? condition.Values.Exists(pattern => FileSystemName.MatchesSimpleExpression(pattern, request.Path.Value ?? "/", ignoreCase: false))
        : condition.Values.Exists(pattern => FileSystemName.MatchesSimpleExpression(pattern, request.Host.Host, ignoreCase: true));

    // "If a target group contains only unhealthy registered targets, the load balancer routes requests to all those targets, regardless of
    // their health status": Target group health.
    private DataAnswer Forwarded(AccountState state)
    {
        var targets = state.Instances.FindAll(i => i.Target == "healthy");
        targets = targets.Count > 0 ? targets : state.Instances.FindAll(i => i.Target == "unhealthy");
        if (targets.Count == 0)
        {
            return new DataAnswer(503, "text/html", "<html><head><title>503 Service Temporarily Unavailable</title></head></html>");
        }

        var target = targets[turn++ % targets.Count];
        return target.Failing
            ? new DataAnswer(503, "text/plain", $"{scenario.Deployments.Application} {target.Version}: out of order\n")
            : new DataAnswer(200, "text/plain", $"{scenario.Deployments.Application} {target.Version}: ok\n");
    }

    private sealed record DataAnswer(int Status, string? ContentType, string? Body)
    {
        public string? Location { get; init; }
    }
}
