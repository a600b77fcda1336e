using System.Diagnostics;
using BackoutBot.Benchmarks.Figures;
using BackoutBot.Benchmarks.Load;
using BackoutBot.Benchmarks.Processes;
using BackoutBot.Benchmarks.Signing;

namespace BackoutBot.Benchmarks.Suites;

/// <summary>
/// How many SNS messages a second the bot verifies, makes durable and acknowledges, beside how many sns-validator only verifies.
/// Ours and theirs take turns, each with a process of its own, the same requests and the same number of connections.
/// </summary>
internal sealed class IntakeThroughput(Bench bench)
{
    private const double Target = 3;
    private const int Connections = 64;

    private readonly int rounds = bench.Rounds ?? (bench.Quick ? 1 : 4);
    private readonly TimeSpan warmUp = TimeSpan.FromSeconds(bench.Quick ? 1 : 5);
    private readonly TimeSpan duration = TimeSpan.FromSeconds(bench.Quick ? 1 : 3);
    private readonly int warmUpMessages = bench.Quick ? 6_000 : 48_000;
    private readonly int messages = bench.Quick ? 12_000 : 48_000;

    public async Task<Figure> RunAsync()
    {
        var ours = new List<Measured>();
        var theirs = new List<Measured>();
        Bench.Say($"intake: signing {warmUpMessages + messages:N0} messages");
        var now = DateTimeOffset.UtcNow;

        // Of a topic that the bot listens to, about alarms that no plan file names: all of the intake, and no backout. Each round takes the
        // same ones: its bot begins with an empty inbox, so each message is new to it.
        var requests = bench.Requests.Many(warmUpMessages + messages, index => new AlarmMessage($"other-alarm-{index % 100}", index % 2 == 0, now)).AsMemory();
        for (var round = 1; round <= rounds; round++)
        {
            ours.Add(await OursAsync(requests));
            theirs.Add(await TheirsAsync(requests));
            Bench.Say($"intake, round {round}: {ours[^1].PerSecond:N0}/s beside {theirs[^1].PerSecond:N0}/s, ratio {ours[^1].PerSecond / theirs[^1].PerSecond:N2}");
        }

        var ratios = ours.Zip(theirs, (our, their) => our.PerSecond / their.PerSecond).ToList();
        var ratio = Statistics.Median(ratios);
        return new Figure(
            "SNS messages verified, persisted (fsync) and acknowledged",
            Statistics.Median(ours.Select(one => one.PerSecond)),
            "/s",
            "npm sns-validator 0.3.5 behind Node's http, verify only",
            Statistics.Median(theirs.Select(one => one.PerSecond)),
            $"ratio >= {Target}",
            ratio >= Target,
            $"ratio {ratio:N2} ({ratios.Min():N2} to {ratios.Max():N2}, {rounds} rounds)",
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["ratio"] = ratio,
                ["ratios"] = ratios,
                ["connections"] = Connections,
                ["ours"] = ours,
                ["theirs"] = theirs,
            });
    }

    private async Task<Measured> OursAsync(ReadOnlyMemory<SignedRequest> requests)
    {
        var data = bench.FreshFolder();
        using var bot = bench.Bot(data);
        await bot.WaitUntilReadyAsync();
        var (before, measured, result) = await LoadAsync("the bot", bot, requests);

        // Killed in the middle of its work: what it acknowledged must be there all the same.
        bot.Kill();
        var pending = InboxAudit.Check(data, [.. before.Acknowledged, .. result.Acknowledged]);
        Directory.Delete(data, recursive: true);
        return measured with { Pending = pending };
    }

    private async Task<Measured> TheirsAsync(ReadOnlyMemory<SignedRequest> requests)
    {
        using var peer = bench.Programs.SnsValidator(bench.Certificates.Origin);
        await peer.WaitUntilReadyAsync();
        return (await LoadAsync("sns-validator", peer, requests)).Measured;
    }

    private async Task<(LoadResult WarmUp, Measured Measured, LoadResult Result)> LoadAsync(string name, ServerProcess server, ReadOnlyMemory<SignedRequest> requests)
    {
        var fetched = bench.Certificates.Downloads;
        var first = (await ClosedLoop.RunAsync(server.Address, requests[..warmUpMessages], Connections, warmUp)).AllAcknowledged(name);
        if (bench.Certificates.Downloads == fetched)
        {
            throw new BenchmarkException($"{name} never fetched the signing certificate, so it verified nothing.");
        }

        using var self = Process.GetCurrentProcess();
        var (serverTime, selfTime) = (server.ProcessorTime, self.TotalProcessorTime);
        var result = (await ClosedLoop.RunAsync(server.Address, requests[warmUpMessages..], Connections, duration)).AllAcknowledged(name);
        self.Refresh();
        return (
            first,
            new Measured(
                result.PerSecond,
                result.Acknowledged.Count,
                result.Elapsed.TotalSeconds,
                Statistics.Percentile(result.Latencies, 50).TotalMilliseconds,
                result.P99.TotalMilliseconds,
                (server.ProcessorTime - serverTime) / result.Elapsed,
                (self.TotalProcessorTime - selfTime) / result.Elapsed),
            result);
    }

    /// <param name="PerSecond">Acknowledged messages a second.</param>
    /// <param name="Messages">How many were acknowledged.</param>
    /// <param name="Seconds">In how long.</param>
    /// <param name="P50Milliseconds">Median latency under full load.</param>
    /// <param name="P99Milliseconds">The 99th percentile of it.</param>
    /// <param name="ServerCores">How many cores the server used.</param>
    /// <param name="GeneratorCores">How many cores the load generator used.</param>
    private sealed record Measured(double PerSecond, int Messages, double Seconds, double P50Milliseconds, double P99Milliseconds, double ServerCores, double GeneratorCores)
    {
        /// <summary>How many messages the bot had not read yet when it was killed.</summary>
        public int Pending { get; init; }
    }
}
