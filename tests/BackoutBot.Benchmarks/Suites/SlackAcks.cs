using BackoutBot.Benchmarks.Figures;
using BackoutBot.Benchmarks.Load;
using BackoutBot.Benchmarks.Processes;
using BackoutBot.Benchmarks.Signing;

namespace BackoutBot.Benchmarks.Suites;

/// <summary>
/// How long a signed slash command waits for its acknowledgement, at a constant rate: verified, persisted with an fsync and acknowledged by the
/// bot, which answers each of them in chat as well; only verified and acknowledged by the peer.
/// </summary>
internal sealed class SlackAcks(Bench bench)
{
    private const int PerSecond = 200;
    private const double TargetMilliseconds = 100;

    private readonly int warmUp = PerSecond * (bench.Quick ? 2 : 8);
    private readonly int measured = PerSecond * (bench.Quick ? 2 : 20);

    public async Task<Figure> RunAsync()
    {
        Bench.Say($"slack: {PerSecond} signed commands a second, {measured / PerSecond} s");
        await using var slack = await FakeSlack.StartAsync();
        using var bot = bench.Programs.BotOnSlack(bench.FreshFolder(), bench.Plans.Path, bench.Authority, bench.Certificates.Origin, new Uri(slack.Urls.Single()));
        var ours = await LoadAsync("the bot", bot, "/slack/command");
        bot.Kill();
        using var peer = bench.Programs.BoltAck();
        var theirs = await LoadAsync("Bolt", peer, "/slack/events");

        return new Figure(
            $"signed Slack command in to 200, p99 at {PerSecond}/s",
            ours.P99.TotalMilliseconds,
            "ms",
            "npm @slack/bolt 5.1.0, verify and ack only",
            theirs.P99.TotalMilliseconds,
            $"<= {TargetMilliseconds} ms",
            ours.P99.TotalMilliseconds <= TargetMilliseconds,
            $"p50 {Statistics.Percentile(ours.Latencies, 50).TotalMilliseconds:N1} beside {Statistics.Percentile(theirs.Latencies, 50).TotalMilliseconds:N1} ms, {ours.Latencies.Count} commands",
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["p50"] = Statistics.Percentile(ours.Latencies, 50).TotalMilliseconds,
                ["max"] = ours.Latencies.Max().TotalMilliseconds,
                ["peerP50"] = Statistics.Percentile(theirs.Latencies, 50).TotalMilliseconds,
                ["peerMax"] = theirs.Latencies.Max().TotalMilliseconds,
            });
    }

    private async Task<LoadResult> LoadAsync(string name, ServerProcess server, string path)
    {
        await server.WaitUntilReadyAsync();
        var now = DateTimeOffset.UtcNow;
        (await OpenLoop.RunAsync(server.Address, SlackCommandFactory.Many(warmUp, path, now), PerSecond)).AllAcknowledged(name);
        return (await OpenLoop.RunAsync(server.Address, SlackCommandFactory.Many(measured, path, DateTimeOffset.UtcNow), PerSecond)).AllAcknowledged(name);
    }
}
