namespace BackoutBot.Benchmarks.Figures;

/// <summary>The few statistics that the figures need.</summary>
internal static class Statistics
{
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The nearest-rank percentile: a value that was really measured.</summary>
    public static TimeSpan Percentile(IEnumerable<TimeSpan> values, double percent)
    {
        TimeSpan[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? throw new BenchmarkException("Nothing was measured.")
            : sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
