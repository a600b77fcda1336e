using Microsoft.AspNetCore.Http;

namespace BackoutBot.Console.Gate;

/// <summary>The answers to requests that are refused, as problem details (RFC 9457).</summary>
internal static class ConsoleProblems
{
    public static IResult Refused(string detail) =>
        TypedResults.Problem(title: "Refused", detail: detail, statusCode: StatusCodes.Status403Forbidden);

    public static IResult Unknown() => TypedResults.Problem(
        title: "Not signed in",
        detail: "The request carries no identity. Open the console's page in this browser, then try again.",
        statusCode: StatusCodes.Status401Unauthorized);

    public static IResult Unavailable(string detail) =>
        TypedResults.Problem(title: "Not received", detail: detail, statusCode: StatusCodes.Status503ServiceUnavailable);

    /// <summary>The server gave up reading the body: it is too large, or ended early.</summary>
    public static IResult NotRead(BadHttpRequestException fault) => TypedResults.Problem(title: "Not read", detail: fault.Message, statusCode: fault.StatusCode);

    public static IResult Invalid(IEnumerable<string> faults) => TypedResults.Problem(
        title: "Not understood",
        detail: string.Join(' ', faults),
        statusCode: StatusCodes.Status400BadRequest);
}
