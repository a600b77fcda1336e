using System.Diagnostics;
using BackoutBot.Benchmarks.Cards;
using BackoutBot.Benchmarks.Figures;
using BackoutBot.Benchmarks.Load;
using BackoutBot.Benchmarks.Signing;
using BackoutBot.Sandbox;

namespace BackoutBot.Benchmarks.Suites;

/// <summary>
/// How long it takes from a signed alarm to the changed card in an open console page, at a constant rate over several backouts: verified,
/// persisted, read, decided, journalled, projected to the outbox, delivered to the chat log, rendered and streamed.
/// </summary>
internal sealed class CardLatency(Bench bench)
{
    private const int PerSecond = 50;
    private const double TargetMilliseconds = 100;

    /// <summary>An alarm clears so many of the service's alarms after it went off.</summary>
    private const int Lag = PlanFolder.Alarms / 2;

    private readonly int warmUp = PerSecond * (bench.Quick ? 3 : 8);
    private readonly int measured = PerSecond * (bench.Quick ? 3 : 20);

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        Bench.Say($"cards: {PerSecond} alarms a second over {PlanFolder.Services} backouts, {measured / PerSecond} s");
        await using var sandbox = SandboxApplication.Build(
            new SandboxOptions { Urls = "http://127.0.0.1:0", DataDirectory = bench.FreshFolder() },
            TimeProvider.System);
        await sandbox.StartAsync();
        using var bot = bench.Bot(bench.FreshFolder(), new Uri(sandbox.Urls.Single()));
        await bot.WaitUntilReadyAsync();

        var watch = new CardWatch();
        await using var stream = await CardStream.OpenAsync(bot.Address, "#ops", watch.Seen);
        await OpenBackoutsAsync(bot.Address, watch);
        await SendAsync(bot.Address, watch, first: 0, warmUp);
        watch.Begin();
        var acknowledged = await SendAsync(bot.Address, watch, first: warmUp, measured);
        var cards = watch.Latencies;

        using var peer = bench.Programs.SnsValidator(bench.Certificates.Origin);
        await peer.WaitUntilReadyAsync();
        await OpenLoop.RunAsync(peer.Address, Requests(0, warmUp), PerSecond);
        var verified = (await OpenLoop.RunAsync(peer.Address, Requests(0, measured), PerSecond)).AllAcknowledged("sns-validator");

        var p99 = Statistics.Percentile(cards, 99).TotalMilliseconds;
        return
        [
            new Figure(
                $"event in to card out, p99 at {PerSecond}/s",
                p99,
                "ms",
                "no peer does this",
                null,
                $"<= {TargetMilliseconds} ms",
                p99 <= TargetMilliseconds,
                $"p50 {Statistics.Percentile(cards, 50).TotalMilliseconds:N1}, max {cards.Max().TotalMilliseconds:N1} ms, {cards.Count} events",
                new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["p50"] = Statistics.Percentile(cards, 50).TotalMilliseconds,
                    ["p90"] = Statistics.Percentile(cards, 90).TotalMilliseconds,
                    ["max"] = cards.Max().TotalMilliseconds,
                    ["events"] = cards.Count,
                    ["cards"] = watch.Cards,
                    ["backouts"] = watch.Backouts,
                }),
            new Figure(
                $"event in to 200, p99 at {PerSecond}/s",
                acknowledged.P99.TotalMilliseconds,
                "ms",
                "npm sns-validator 0.3.5 behind Node's http, verify only",
                verified.P99.TotalMilliseconds,
                null,
                null,
                $"p50 {Statistics.Percentile(acknowledged.Latencies, 50).TotalMilliseconds:N1} beside {Statistics.Percentile(verified.Latencies, 50).TotalMilliseconds:N1} ms",
                new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["p50"] = Statistics.Percentile(acknowledged.Latencies, 50).TotalMilliseconds,
                    ["peerP50"] = Statistics.Percentile(verified.Latencies, 50).TotalMilliseconds,
                }),
        ];
    }

    /// <summary>The event at that place of the story: the services take turns; each raises one alarm, then clears an older one.</summary>
    private static (int Service, string Alarm, bool Raised) Event(int index)
    {
        var (turn, service) = Math.DivRem(index, PlanFolder.Services);
        var (pair, half) = Math.DivRem(turn, 2);
        var raises = half == 0 || pair < Lag;
        var alarm = half == 0 ? pair : pair < Lag ? PlanFolder.Alarms + pair : pair - Lag;
        return (service, PlanFolder.Alarm(service, alarm), raises);
    }

    private async Task OpenBackoutsAsync(Uri bot, CardWatch watch)
    {
        var now = DateTimeOffset.UtcNow;
        var first = bench.Requests.Many(PlanFolder.Services, service => new AlarmMessage(PlanFolder.FirstAlarm(service), IsRaised: true, now));
        (await OpenLoop.RunAsync(bot, first, PerSecond)).AllAcknowledged("the bot");

        // Their restore points and checks change the cards too, and are not what is measured.
        await WaitAsync(() => watch.Backouts == PlanFolder.Services && watch.Quiet > TimeSpan.FromSeconds(2), () => $"only {watch.Backouts} of {PlanFolder.Services} backouts showed a card, or they never came to rest");
    }

    private async Task<LoadResult> SendAsync(Uri bot, CardWatch watch, int first, int count)
    {
        var result = (await OpenLoop.RunAsync(bot, Requests(first, count), PerSecond, (index, due) =>
        {
            var (service, alarm, raised) = Event(first + index);
            watch.Expect(service, alarm, raised, due);
        })).AllAcknowledged("the bot");
        await WaitAsync(() => watch.Missing == 0, () => $"{watch.Missing} of {count} events never showed on a card");
        return result;
    }

    private SignedRequest[] Requests(int first, int count)
    {
        var now = DateTimeOffset.UtcNow;
        return bench.Requests.Many(count, index =>
        {
            var (_, alarm, raised) = Event(first + index);
            return new AlarmMessage(alarm, raised, now.AddMilliseconds(index));
        });
    }

    private static async Task WaitAsync(Func<bool> isThere, Func<string> otherwise)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!isThere())
        {
            if (Stopwatch.GetElapsedTime(begin) > TimeSpan.FromSeconds(30))
            {
                throw new BenchmarkException($"Cards: {otherwise()}.");
            }

            await Task.Delay(20);
        }
    }
}
