using System.Collections.Concurrent;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>
/// What one attempt at taking pages away has come to, over the calls that it takes. A restart forgets it, which makes the wait for lists longer and
/// never shorter, and what is said of it less.
/// </summary>
internal sealed class PageRemoval
{
    /// <summary>Since when it finds no page on some listener; null while it does, UTC.</summary>
    public DateTimeOffset? NoneSince { get; set; }

    /// <summary>What of others it could not put back, by listener: the page that told it is gone when the attempt is called again.</summary>
    public ConcurrentDictionary<string, string> Displaced { get; } = new(StringComparer.Ordinal);

    /// <summary>The rules whose deletion it asked for without an answer: found gone, it may well have been by that.</summary>
    public ConcurrentDictionary<string, bool> Unanswered { get; } = new(StringComparer.Ordinal);

    /// <summary>The listeners that had a page which is gone, and whether it was this attempt that took it away.</summary>
    public ConcurrentDictionary<string, bool> Gone { get; } = new(StringComparer.Ordinal);
}
