using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using BackoutBot.EndToEnd.Tests.World;

namespace BackoutBot.EndToEnd.Tests.Processes;

/// <summary>One person at the console, by HTTP. Sends again, under the same key, what was not acknowledged, as the page lets people do.</summary>
internal sealed class ConsoleClient : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly HttpClient http;
    private readonly CancellationTokenSource leaving = new();
    private readonly Lock gate = new();
    private readonly List<SeenMessage> seen = [];
    private readonly List<Task> streams = [];

    public ConsoleClient(Uri console, string person)
    {
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = console, Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Add("X-BackoutBot", "console");
        http.DefaultRequestHeaders.Add("Cookie", $"backoutbot-sandbox-person={person}");
        Person = person;
    }

    public string Person { get; }

    /// <summary>All forms of all messages that its open pages were sent, in order.</summary>
    public IReadOnlyList<SeenMessage> Seen
    {
        get
        {
            lock (gate)
            {
                return [.. seen];
            }
        }
    }

    /// <summary>Opens the channel's page, and follows it from its beginning until it is disposed of.</summary>
    public void Open(string channel) => streams.Add(FollowAsync(channel));

    /// <summary>Types a text.</summary>
    public Task SayAsync(string channel, string text, string key) => SubmitAsync(new { key, channel, text });

    /// <summary>Presses a button of a card.</summary>
    public Task PressAsync(string backout, string verb, string key, string? plan = null, string? step = null, string? input = null) =>
        SubmitAsync(new { key, channel = "#ops", backout, press = new { verb, plan, step, input } });

    /// <summary>Opens a page of the console.</summary>
    /// <returns>Its HTML.</returns>
    public async Task<string> PageAsync(string path)
    {
        using HttpResponseMessage answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        string page = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode} {page}");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        await Task.WhenAll(streams);
        leaving.Dispose();
        http.Dispose();
    }

    private Task SubmitAsync<T>(T body) => Eventually.TrueAsync($"{Person}'s {JsonSerializer.Serialize(body)} to be taken", async () =>
    {
        using HttpResponseMessage answer = await http.PostAsJsonAsync("/console/submit", body, Web);
        if (answer.StatusCode is HttpStatusCode.ServiceUnavailable)
        {
            return false;
        }

        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return true;
    });

    private async Task FollowAsync(string channel)
    {
        string? last = null;
        while (!leaving.IsCancellationRequested)
        {
            try
            {
                using HttpRequestMessage request = new(HttpMethod.Get, $"/console/events?channel={Uri.EscapeDataString(channel)}");
                if (last is not null)
                {
                    request.Headers.Add("Last-Event-ID", last);
                }

                using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token);
                await using Stream stream = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(leaving.Token);
                await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(leaving.Token))
                {
                    last = item.EventId ?? last;
                    if (item.EventType == "message")
                    {
                        lock (gate)
                        {
                            seen.Add(JsonSerializer.Deserialize<SeenMessage>(item.Data, Web)!);
                        }
                    }
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // The bot is away, or this person is.
            }

            await Task.Delay(100, leaving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

/// <summary>A message as a page is sent it.</summary>
internal sealed record SeenMessage(string Key, string Channel, string? Thread, string? Html);
