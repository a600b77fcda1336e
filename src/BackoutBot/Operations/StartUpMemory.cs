namespace BackoutBot.Operations;

/// <summary>
/// Gives back, once, what only starting needed. An idle bot makes so little garbage that nothing else would for hours, and idle is what it
/// is nearly always (docs/benchmarks.md says how much that is).
/// </summary>
internal sealed class StartUpMemory(TimeProvider time) : BackgroundService
{
    /// <summary>By then the first looks at every service are over.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Settled, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stoppingToken.IsCancellationRequested)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
