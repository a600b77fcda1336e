using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Runtime.Storage;

/// <summary>One decision's consequences, which are written together or not at all.</summary>
/// <param name="ExpectedVersion">The version that the decision was made on; 0 opens the backout.</param>
/// <param name="Head">The backout's head afterwards.</param>
/// <param name="Entries">The entries, sealed, in order; their versions follow on <paramref name="ExpectedVersion"/>.</param>
/// <param name="Messages">What is to be said of it.</param>
/// <param name="Handled">The inbound message that led to it, which is then done; null where none did.</param>
/// <param name="RestorePoint">What becomes of the service's kept restore points; null where nothing does.</param>
public sealed record JournalAppend(
    long ExpectedVersion,
    BackoutHead Head,
    IReadOnlyList<SealedEntry> Entries,
    IReadOnlyList<OutboxMessage> Messages,
    InboxKey? Handled,
    RestorePointChange? RestorePoint);

/// <summary>What becomes of a service's kept restore points.</summary>
public abstract record RestorePointChange
{
    private RestorePointChange()
    {
    }

    /// <summary>Keeps a point in place of an older one of the same release.</summary>
    public sealed record Keep(RestorePoint Point) : RestorePointChange;

    /// <summary>Marks a release as one that this backout went back from: it is nothing to go back to any more.</summary>
    public sealed record Leave(Release Release) : RestorePointChange;
}
