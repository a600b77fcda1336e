using System.Net;
using System.Net.Http.Headers;

namespace BackoutBot.Slack.Outbound.Calls;

/// <summary>
/// Puts right what SlackNet's HTTP layer trips over: a 429 without Retry-After makes it throw a null reference, and an answer of the
/// API that is no JSON counts as success.
/// </summary>
internal sealed class SlackHttpGuard(Uri api) : DelegatingHandler
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            if (response.Headers.RetryAfter?.Delta is null)
            {
                response.Headers.RetryAfter = new RetryConditionHeaderValue(SlackFaults.UnsaidLimit);
            }

            return response;
        }

        if (response.IsSuccessStatusCode && api.IsBaseOf(request.RequestUri!) && response.Content.Headers.ContentType?.MediaType != "application/json")
        {
            var type = response.Content.Headers.ContentType?.MediaType ?? "no content type";
            response.Dispose();
            throw new NotJsonException($"it came as {type}.");
        }

        // Where a file is uploaded to, the answer may have no content type, and SlackNet wants one.
        response.Content.Headers.ContentType ??= new MediaTypeHeaderValue("text/plain");
        return response;
    }
}
