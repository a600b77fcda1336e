using System.Net.Http.Headers;
using System.Text;
using Microsoft.Bot.Schema;
using Microsoft.Rest;
using Newtonsoft.Json;

namespace Microsoft.Bot.Connector;

/// <summary>The Bot Connector's REST interface, version 3: <c>/v3/conversations</c>.</summary>
internal sealed class ConnectorClient(HttpClient http, string serviceUrl, Func<CancellationToken, Task<string>> token)
{
    public static JsonSerializerSettings Json { get; } = new() { NullValueHandling = NullValueHandling.Ignore, DateTimeZoneHandling = DateTimeZoneHandling.Utc, MaxDepth = 128 };

    public Task<ConversationResourceResponse> CreateConversationAsync(ConversationParameters parameters, CancellationToken cancellationToken) =>
        SendAsync<ConversationResourceResponse>(HttpMethod.Post, "v3/conversations", parameters, cancellationToken);

    public Task<ResourceResponse> SendToConversationAsync(Activity activity, CancellationToken cancellationToken) =>
        SendAsync<ResourceResponse>(HttpMethod.Post, Activities(activity), activity, cancellationToken);

    public Task<ResourceResponse> ReplyToActivityAsync(Activity activity, CancellationToken cancellationToken) =>
        SendAsync<ResourceResponse>(HttpMethod.Post, $"{Activities(activity)}/{Uri.EscapeDataString(activity.ReplyToId)}", activity, cancellationToken);

    public Task<ResourceResponse> UpdateActivityAsync(Activity activity, CancellationToken cancellationToken) =>
        SendAsync<ResourceResponse>(HttpMethod.Put, $"{Activities(activity)}/{Uri.EscapeDataString(activity.Id)}", activity, cancellationToken);

    private static string Activities(Activity activity) => $"v3/conversations/{Uri.EscapeDataString(activity.Conversation.Id)}/activities";

    private static ErrorResponse Read(string body)
    {
        try
        {
            return JsonConvert.DeserializeObject<ErrorResponse>(body, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object body, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, new Uri(new Uri(serviceUrl.TrimEnd('/') + "/"), path))
        {
            Content = new StringContent(JsonConvert.SerializeObject(body, Json), Encoding.UTF8, "application/json"),
        };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token(cancellationToken));
        }

        using var response = await http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonConvert.DeserializeObject<T>(text, Json)
            : throw new ErrorResponseException($"Operation returned an invalid status code '{response.StatusCode}'")
            {
                Response = new HttpResponseMessageWrapper { StatusCode = response.StatusCode, Headers = response.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase) },
                Body = Read(text),
            };
    }
}
