using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Runtime.Storage;

/// <summary>One decision's consequences, which are written together or not at all.</summary>
/// <param name="ExpectedVersion">The version that the decision was made on; 0 opens the backout.</param>
/// <param name="Head">The backout's head afterwards.</param>
/// <param name="Entries">The entries, sealed, in order; their versions follow on <paramref name="ExpectedVersion"/>.</param>
/// <param name="Messages">What is to be said of it.</param>
/// <param name="Handled">The inbound message that led to it, which is then done; null where none did.</param>
/// <param name="RestorePoint">What becomes of the service's kept restore point.</param>
public sealed record JournalAppend(
    long ExpectedVersion,
    BackoutHead Head,
    IReadOnlyList<SealedEntry> Entries,
    IReadOnlyList<OutboxMessage> Messages,
    InboxKey? Handled,
    RestorePointChange? RestorePoint);

/// <summary>What becomes of a service's kept restore point.</summary>
/// <param name="Keep">The one to keep from now on; null forgets the one that was kept.</param>
public sealed record RestorePointChange(RestorePoint? Keep);
