using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Runtime.Storage;

/// <summary>The append-only journal of all backouts, with a head row each.</summary>
public interface IJournalStore
{
    /// <summary>Appends all of it or nothing. When the task ends with <see cref="AppendResult.Appended"/> it is durable.</summary>
    ValueTask<AppendResult> AppendAsync(JournalAppend append, CancellationToken cancellationToken);

    /// <summary>The backout's entries after <paramref name="afterVersion"/>, oldest first. What can't be read as an event is an <see cref="UnreadableEvent"/>: whether it is broken or of a newer version is for the chain to say.</summary>
    ValueTask<IReadOnlyList<SealedEntry>> ReadAsync(BackoutId backout, long afterVersion, CancellationToken cancellationToken);

    /// <summary>
    /// Closes a backout whose journal is not to be believed, so that no other waits for it. Its journal stays as it is; any process that still believes
    /// it finds that its next entry is not there. False where there is no open one of that name.
    /// </summary>
    ValueTask<bool> SetAsideAsync(BackoutId backout, CancellationToken cancellationToken);

    /// <summary>The backout's head, or null where there is none of that name.</summary>
    ValueTask<BackoutHead?> FindAsync(BackoutId backout, CancellationToken cancellationToken);

    /// <summary>The service's open backout, or null.</summary>
    ValueTask<BackoutHead?> FindOpenAsync(ServiceId service, CancellationToken cancellationToken);

    /// <summary>The number of the service's latest backout; 0 where it never had one.</summary>
    ValueTask<int> LatestNumberAsync(ServiceId service, CancellationToken cancellationToken);

    /// <summary>The open backouts of all services.</summary>
    ValueTask<IReadOnlyList<BackoutHead>> ListOpenAsync(CancellationToken cancellationToken);

    /// <summary>The backouts that ended since their service was last rolled back as a whole, the newest first.</summary>
    ValueTask<IReadOnlyList<BackoutHead>> ListEndedSinceWholeAsync(CancellationToken cancellationToken);

    /// <summary>The newest backouts, newest first.</summary>
    ValueTask<IReadOnlyList<BackoutHead>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>The first of these resources on which an open backout other than this one works, with that backout; null where none does.</summary>
    ValueTask<ResourceHolder?> FindHolderAsync(BackoutId other, IReadOnlyList<string> resources, CancellationToken cancellationToken);

    /// <summary>The service's restore points, one a release, the newest first.</summary>
    ValueTask<IReadOnlyList<KeptRestorePoint>> ListRestorePointsAsync(ServiceId service, CancellationToken cancellationToken);

    /// <summary>Keeps what was read in place of what was read before under the same release. One of another release stays as it is.</summary>
    ValueTask KeepRestorePointAsync(ServiceId service, RestorePointReading reading, CancellationToken cancellationToken);
}
