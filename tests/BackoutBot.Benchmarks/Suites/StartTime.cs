using System.Diagnostics;
using BackoutBot.Benchmarks.Figures;
using BackoutBot.Benchmarks.Processes;

namespace BackoutBot.Benchmarks.Suites;

/// <summary>How long the bot takes from being started until <c>/readyz</c> answers 200, beside a bare ASP.NET Core application.</summary>
internal sealed class StartTime(Bench bench)
{
    private const double TargetSeconds = 1.5;

    private readonly int rounds = bench.Rounds ?? (bench.Quick ? 1 : 5);

    public async Task<IReadOnlyList<Figure>> RunAsync() =>
    [
        await MeasureAsync("start to ready, files not in memory", cold: true),
        await MeasureAsync("start to ready, files in memory", cold: false),
    ];

    private async Task<Figure> MeasureAsync(string name, bool cold)
    {
        var used = bench.FreshFolder();
        if (!cold)
        {
            // Its database and the files of both are there already.
            await OnceAsync(() => bench.Bot(used), cold: false);
            await OnceAsync(bench.Programs.BareApp, cold: false);
        }

        var ours = new List<double>();
        var theirs = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await OnceAsync(() => bench.Bot(cold ? bench.FreshFolder() : used), cold));
            theirs.Add(await OnceAsync(bench.Programs.BareApp, cold));
        }

        var median = Statistics.Median(ours);
        Bench.Say($"{name}: {median:N2} s beside {Statistics.Median(theirs):N2} s");
        return new Figure(
            name,
            median,
            "s",
            "bare ASP.NET Core minimal API, published alike",
            Statistics.Median(theirs),
            $"<= {TargetSeconds} s",
            median <= TargetSeconds,
            $"{ours.Min():N2} to {ours.Max():N2} s, {rounds} rounds",
            new Dictionary<string, object>(StringComparer.Ordinal) { ["ours"] = ours, ["theirs"] = theirs });
    }

    private async Task<double> OnceAsync(Func<ServerProcess> start, bool cold)
    {
        if (cold)
        {
            bench.Programs.DropFromMemory();
        }

        var begin = Stopwatch.GetTimestamp();
        using var server = start();
        await server.WaitUntilReadyAsync();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
