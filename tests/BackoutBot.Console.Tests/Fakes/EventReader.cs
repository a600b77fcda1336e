using System.Net.ServerSentEvents;

namespace BackoutBot.Console.Tests.Fakes;

/// <summary>A page's stream of events, read one by one. Waits are bounded so that a missing event fails the test.</summary>
public sealed class EventReader : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource stop = new(Patience);
    private readonly HttpResponseMessage response;
    private readonly IAsyncEnumerator<SseItem<string>> events;
    private readonly SseParser<string> parser;

    private EventReader(HttpResponseMessage response, Stream stream)
    {
        this.response = response;
        parser = SseParser.Create(stream);
        events = parser.EnumerateAsync(stop.Token).GetAsyncEnumerator(stop.Token);
    }

    /// <summary>The id of the last event, as the browser would repeat it.</summary>
    public string LastId => parser.LastEventId;

    public static async Task<EventReader> OpenAsync(HttpClient client, string query, string? lastId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/console/events?{query}");
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        return new EventReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event of that kind; others are passed over.</summary>
    public async Task<string> NextAsync(string kind)
    {
        while (await events.MoveNextAsync())
        {
            if (events.Current.EventType == kind)
            {
                return events.Current.Data;
            }
        }

        throw new InvalidOperationException($"The stream ended before an event '{kind}' came.");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        response.Dispose();
        stop.Dispose();
    }
}
