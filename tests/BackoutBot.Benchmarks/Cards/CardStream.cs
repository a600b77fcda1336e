using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BackoutBot.Benchmarks.Cards;

/// <summary>Listens to the console's stream of Server-Sent Events, as an open page does, and reports each card that it brings.</summary>
internal sealed partial class CardStream : IAsyncDisposable
{
    private readonly HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource stop = new();
    private readonly Action<CardSeen> seen;
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task reading = Task.CompletedTask;

    private CardStream(Action<CardSeen> seen) => this.seen = seen;

    public static async Task<CardStream> OpenAsync(Uri bot, string channel, Action<CardSeen> seen)
    {
        var stream = new CardStream(seen);
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(bot, $"/console/events?channel={Uri.EscapeDataString(channel)}&after=0"));
        request.Headers.Add("Cookie", "backoutbot-sandbox-person=alice");
        stream.reading = stream.ReadAsync(request);
        await Task.WhenAny(stream.open.Task, stream.reading).Unwrap();
        return stream;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        client.Dispose();
        stop.Dispose();
    }

    private static CardSeen? Card(string json, long at)
    {
        using var news = JsonDocument.Parse(json);
        if (!news.RootElement.TryGetProperty("key", out var key) || key.GetString() is not { } name || !name.StartsWith("card:", StringComparison.Ordinal)
            || news.RootElement.GetProperty("html").GetString() is not { } html)
        {
            return null;
        }

        return new CardSeen(name["card:".Length..], AlarmsFact().Match(html) is { Success: true } fact ? WebUtility.HtmlDecode(fact.Groups["alarms"].Value).Split(", ") : [], at);
    }

    [GeneratedRegex("<dt>Alarms?</dt>\\s*<dd>(?<alarms>[^<]*)</dd>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AlarmsFact();

    private async Task ReadAsync(HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new BenchmarkException($"The console's stream answered {(int)response.StatusCode}.");
        }

        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(stop.Token));
        while (await lines.ReadLineAsync(stop.Token) is { } line)
        {
            open.TrySetResult();
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                var at = Stopwatch.GetTimestamp();
                if (Card(line["data: ".Length..], at) is { } card)
                {
                    seen(card);
                }
            }
        }

        throw new BenchmarkException("The console ended its stream.");
    }
}
