using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BackoutBot.Hosting.Sandbox;

/// <summary>Passes the console's button on to the sandbox.</summary>
internal sealed class SandboxStory(HttpClient http)
{
    /// <summary>Starts the story.</summary>
    /// <returns>202 when it began, 409 when it can't begin now, 502 when the sandbox is away.</returns>
    public async Task<IResult> BreakProductionAsync(CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await http.PostAsync(new Uri("/_sandbox/story/break-production", UriKind.Relative), content: null, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.Accepted => TypedResults.Json(new { message = "The bad release is on its way." }, statusCode: StatusCodes.Status202Accepted),
                HttpStatusCode.Conflict => TypedResults.Problem(
                    title: "Not now", detail: (await response.Content.ReadFromJsonAsync<SandboxProblem>(cancellationToken))?.Detail, statusCode: StatusCodes.Status409Conflict),
                _ => Away($"it answered {(int)response.StatusCode}"),
            };
        }
        catch (HttpRequestException e)
        {
            return Away(e.Message);
        }
    }

    private ProblemHttpResult Away(string why) => TypedResults.Problem(
        title: "The sandbox does not answer", detail: $"The sandbox at {http.BaseAddress} can't start the story: {why}", statusCode: StatusCodes.Status502BadGateway);

    private sealed record SandboxProblem(string? Detail);
}
