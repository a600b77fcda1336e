using BackoutBot.Benchmarks.Figures;

namespace BackoutBot.Benchmarks.Suites;

/// <summary>How much memory the bot holds when nothing happens, beside a bare ASP.NET Core application.</summary>
internal sealed class IdleMemory(Bench bench)
{
    private const double TargetMiB = 160;

    private readonly TimeSpan idle = TimeSpan.FromSeconds(bench.Quick ? 3 : 30);

    public async Task<Figure> RunAsync()
    {
        Bench.Say($"idle memory: waiting {idle.TotalSeconds} s");
        using var bot = bench.Bot(bench.FreshFolder());
        using var peer = bench.Programs.BareApp();
        await bot.WaitUntilReadyAsync();
        await peer.WaitUntilReadyAsync();
        var used = bot.ProcessorTime;
        await Task.Delay(idle);
        var memory = bot.ResidentMiB;
        return new Figure(
            $"resident memory after {idle.TotalSeconds} s idle",
            memory,
            "MiB",
            "bare ASP.NET Core minimal API, published alike",
            peer.ResidentMiB,
            $"<= {TargetMiB} MiB",
            memory <= TargetMiB,
            "one run",
            new Dictionary<string, object>(StringComparer.Ordinal) { ["idleProcessorSeconds"] = (bot.ProcessorTime - used).TotalSeconds });
    }
}
