using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Runtime.Storage;

/// <summary>One decision's consequences, which are written together or not at all.</summary>
/// <param name="ExpectedVersion">The version that the decision was made on; 0 opens the backout.</param>
/// <param name="Head">The backout's head afterwards.</param>
/// <param name="Entries">The entries, sealed, in order; their versions follow on <paramref name="ExpectedVersion"/>.</param>
/// <param name="Messages">What is to be said of it.</param>
/// <param name="Handled">The inbound message that led to it, which is then done; null where none did.</param>
/// <param name="RestorePoints">What becomes of the service's kept restore points, in order.</param>
public sealed record JournalAppend(
    long ExpectedVersion,
    BackoutHead Head,
    IReadOnlyList<SealedEntry> Entries,
    IReadOnlyList<OutboxMessage> Messages,
    InboxKey? Handled,
    IReadOnlyList<RestorePointChange> RestorePoints)
{
    /// <summary>The resources that the backout is to be the only one to work on, until it is done with them or closed. Nothing is written where another open one works on any of them.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>Whether it is done with all that it claimed before, so that others may work on that.</summary>
    public bool FreesClaims { get; init; }
}

/// <summary>What becomes of a service's kept restore points.</summary>
public abstract record RestorePointChange
{
    private RestorePointChange()
    {
    }

    /// <summary>Keeps what was read in place of what was read before under the same release. One of another release stays as it is.</summary>
    public sealed record Keep(RestorePointReading Reading) : RestorePointChange;

    /// <summary>Marks a release as one that a backout went back from: it is nothing to go back to any more.</summary>
    public sealed record Leave(Release Release, BackoutId By) : RestorePointChange;

    /// <summary>A release that was left may be gone back to again.</summary>
    public sealed record Clear(Release Release) : RestorePointChange;

    /// <summary>Something bad was heard: no release of the service was well without a break any more.</summary>
    public sealed record Trouble : RestorePointChange;
}
