namespace BackoutBot.Runtime;

/// <summary>Waits that double from a shortest to a longest, with jitter so that many waiters do not come back together.</summary>
internal static class Backoff
{
    private const double Jitter = 0.2;

    /// <summary>How long to wait before the next try.</summary>
    /// <param name="round">0 for the shortest wait.</param>
    /// <param name="shortest">The shortest wait.</param>
    /// <param name="longest">The longest wait; jitter never goes beyond it.</param>
    public static TimeSpan Delay(int round, TimeSpan shortest, TimeSpan longest)
    {
        var full = Math.Min(shortest.TotalMilliseconds * Math.Pow(2, Math.Clamp(round, 0, 30)), longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (1 - (Jitter * Random.Shared.NextDouble())));
    }
}
