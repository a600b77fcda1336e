using BackoutBot.Benchmarks.Figures;

namespace BackoutBot.Benchmarks.Load;

/// <summary>What came of a load.</summary>
/// <param name="Acknowledged">The ids of the messages that were answered with 200.</param>
/// <param name="Refused">How many were answered otherwise.</param>
/// <param name="Elapsed">From the first request to the last answer.</param>
/// <param name="Latencies">Of each answer.</param>
internal sealed record LoadResult(IReadOnlyList<string> Acknowledged, int Refused, TimeSpan Elapsed, IReadOnlyList<TimeSpan> Latencies)
{
    public double PerSecond => Acknowledged.Count / Elapsed.TotalSeconds;

    public TimeSpan P99 => Statistics.Percentile(Latencies, 99);

    /// <summary>Throws where anything but 200 was answered: such a run measures something else.</summary>
    public LoadResult AllAcknowledged(string server) => Refused == 0 && Acknowledged.Count > 0
        ? this
        : throw new BenchmarkException($"{server} acknowledged {Acknowledged.Count} messages and refused {Refused}; it should have refused none.");
}
