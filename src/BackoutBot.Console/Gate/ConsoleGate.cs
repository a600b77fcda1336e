using BackoutBot.Console.Pages;
using BackoutBot.Console.People;
using BackoutBot.Console.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace BackoutBot.Console.Gate;

/// <summary>
/// Stands before every endpoint of the console: refuses where nobody can sign in, refuses forged requests, and finds out who asks,
/// before anything of the request's body is read.
/// </summary>
internal sealed partial class ConsoleGate(IConsoleIdentity identity, ConsoleRenderer renderer, ILogger<ConsoleGate> logger) : IEndpointFilter
{
    /// <summary>The header that a page of another origin can't send without being asked first (a CORS preflight, which is never granted).</summary>
    public const string Header = "X-BackoutBot";

    /// <summary>The header's value.</summary>
    public const string HeaderValue = "console";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        SecurityHeaders.Write(http.Response);
        var isPage = !http.Request.Path.StartsWithSegments("/console", StringComparison.Ordinal) && HttpMethods.IsGet(http.Request.Method);
        if (identity.Refusal is { } refusal)
        {
            return isPage
                ? await renderer.PageAsync<RefusalPage>(
                    StatusCodes.Status403Forbidden,
                    (nameof(RefusalPage.Heading), "The console is closed"),
                    (nameof(RefusalPage.Explanation), refusal))
                : ConsoleProblems.Refused(refusal);
        }

        if (!HttpMethods.IsGet(http.Request.Method) && Forgery(http.Request) is { } forgery)
        {
            LogForgery(http.Request.Path, forgery);
            return ConsoleProblems.Refused(forgery);
        }

        var person = identity.Find(http);
        if (person is null && isPage && identity.Switchable is [var first, ..])
        {
            identity.SwitchTo(http, first);
            person = first;
        }

        if (person is null)
        {
            return ConsoleProblems.Unknown();
        }

        http.Features.Set(new ConsoleVisitor(person.Value));
        return await next(context);
    }

    // The cookie is SameSite=Strict already; these hold where a browser does not keep to that.
    private static string? Forgery(HttpRequest request)
    {
        if (request.Headers[Header] != HeaderValue)
        {
            return $"The request lacks the header {Header}: {HeaderValue}, so it does not come from the console.";
        }

        if (request.Headers.Origin is [{ } origin] && origin != $"{request.Scheme}://{request.Host}")
        {
            return "The request comes from another origin than the console's own. Behind a proxy, have it pass on the Host header and send X-Forwarded-Proto, and start the bot with ASPNETCORE_FORWARDEDHEADERS_ENABLED=true.";
        }

        // RFC 8259 has JSON in UTF-8; a reader that is told of another encoding looks for it, and may not know it.
        return request.HasJsonContentType() && MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && (type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            ? null
            : "The request's content type must be application/json, in UTF-8.";
    }

    [LoggerMessage(3101, LogLevel.Warning, "Refused a request to {Path}: {Reason}")]
    private partial void LogForgery(string path, string reason);
}
