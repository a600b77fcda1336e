using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Effects;

/// <summary>The later backout of a service by which what an earlier one had left is settled: it did it, did not need it, or answers for it in its own place.</summary>
/// <param name="By">The later backout.</param>
/// <param name="At">When that ended, UTC.</param>
public sealed record Settled(BackoutId By, DateTimeOffset At)
{
    /// <summary>The same, for people: a clause.</summary>
    internal string InWords => $"settled by {By}, which ended at {At:yyyy-MM-dd HH:mm} UTC";
}
