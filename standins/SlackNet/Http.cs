using System.Net;
using System.Net.Http;
using Newtonsoft.Json;

namespace SlackNet;

public interface IHttp
{
    internal Task<T> Execute<T>(HttpRequestMessage requestMessage, CancellationToken cancellationToken = default);
}

internal sealed class Http : IHttp
{
    private readonly Func<HttpClient> _client;
    private readonly SlackJsonSettings _json;

    public Http(Func<HttpClient> client, SlackJsonSettings json)
    {
        _client = client;
        _json = json;
    }

    async Task<T> IHttp.Execute<T>(HttpRequestMessage requestMessage, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _client().SendAsync(requestMessage, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            throw new SlackRateLimitException(response.Headers.RetryAfter.Delta);
        }

        response.EnsureSuccessStatusCode();
        if (response.Content.Headers.ContentType.MediaType != "application/json")
        {
            return default;
        }

        string body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return JsonConvert.DeserializeObject<T>(body, _json.SerializerSettings);
    }
}

public class SlackRateLimitException : Exception
{
    public SlackRateLimitException(TimeSpan? retryAfter) => RetryAfter = retryAfter;

    public TimeSpan? RetryAfter { get; }
}
