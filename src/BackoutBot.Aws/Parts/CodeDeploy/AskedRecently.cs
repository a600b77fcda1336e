using System.Collections.Concurrent;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>
/// Remembers for a short while which attempts may have asked AWS for something that takes a moment to show, so that it is waited for
/// rather than asked for again. Losing it costs one repetition of a call that is safe to repeat.
/// </summary>
internal sealed class AskedRecently(TimeProvider time)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<IdempotencyKey, DateTimeOffset> asked = [];

    /// <summary>Notes that the attempt asks now.</summary>
    public void Note(IdempotencyKey key)
    {
        var now = time.GetUtcNow();
        foreach (var old in asked.Where(entry => now - entry.Value > Grace))
        {
            asked.TryRemove(old);
        }

        asked[key] = now;
    }

    /// <summary>Whether the attempt is to wait: it asked a moment ago, or may have done so before this process began.</summary>
    public bool MustWait(IdempotencyKey key, bool mayHaveActed)
    {
        if (asked.TryGetValue(key, out var at))
        {
            return time.GetUtcNow() - at < Grace;
        }

        if (mayHaveActed)
        {
            asked[key] = time.GetUtcNow();
        }

        return mayHaveActed;
    }
}
