using BackoutBot.Sandbox.Account;
using Microsoft.Net.Http.Headers;

namespace BackoutBot.Sandbox.Parts.LoadBalancing;

/// <summary>
/// What the load balancer's clients get. Whoever names another host than the sandbox's own is one of them. The port in the <c>Host</c> header
/// is the listener's, 443 without one: the sandbox speaks no TLS, so it is taken for ended in front of it.
/// </summary>
internal sealed class DataPlane(Answering answering, SandboxAccount account)
{
    private const int DefaultPort = 443;

    /// <summary>Whether a request is for the load balancer, and not for AWS or the sandbox itself.</summary>
    public static bool IsFor(HttpRequest request)
    {
        var host = request.Host.Host;
        return !request.Headers.Authorization.ToString().StartsWith("AWS4-", StringComparison.Ordinal) && host.Length > 0 && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && Uri.CheckHostName(host) == UriHostNameType.Dns;
    }

    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var answer = account.Read((state, now) => answering.Ask(state, request.Host.Port ?? DefaultPort, request.Host.Host, request.Path.Value ?? "/", request.QueryString.ToString(), now));
        if (answer is null)
        {
            // Nobody listens there.
            context.Abort();
            return;
        }

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
}
