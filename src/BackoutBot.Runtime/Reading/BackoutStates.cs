using System.Collections.Concurrent;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Ids;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Reading;

/// <summary>Folds journals for those who only look, remembering the folds so that each entry is read once.</summary>
internal sealed partial class BackoutStates(IStore store, BrokenJournals broken, ILogger<BackoutStates> logger)
{
    private const int Remembered = 512;

    private readonly ConcurrentDictionary<BackoutId, VerifiedFold> known = new();
    private readonly ConcurrentDictionary<BackoutId, long> unreadable = new();

    /// <summary>The state of the backout, at least as new as its head; where its journal is broken, what stood before.</summary>
    public async ValueTask<BackoutState> AtAsync(BackoutHead head, CancellationToken cancellationToken)
    {
        var fold = known.GetValueOrDefault(head.Id) ?? VerifiedFold.New(head.Id);
        if (fold.State.Version < head.Version && fold.State.BrokenAt is null)
        {
            fold = fold.Continue(await store.Journal.ReadAsync(head.Id, fold.State.Version, cancellationToken), head.Version);
            if (known.Count >= Remembered)
            {
                known.Clear();
            }

            fold = known.AddOrUpdate(head.Id, fold, (_, other) => other.State.Version > fold.State.Version ? other : fold);
        }

        await broken.NoteAsync(fold.State);
        return broken.Mark(fold.State);
    }

    /// <summary>The open backouts of all services.</summary>
    public async ValueTask<IReadOnlyList<BackoutState>> OpenAsync(CancellationToken cancellationToken) =>
        await AtAsync(await store.Journal.ListOpenAsync(cancellationToken), cancellationToken);

    /// <summary>The ended backouts of all services that left something for which nobody answers yet, the newest first.</summary>
    public async ValueTask<IReadOnlyList<BackoutState>> UnsettledAsync(CancellationToken cancellationToken)
    {
        // Of one that was set aside nobody knows how it ended.
        var ended = (await AtAsync(await store.Journal.ListEndedSinceWholeAsync(cancellationToken), cancellationToken)).Where(state => state.IsClosed).ToList();
        return [.. ended
            .Select((state, at) => state.KnowingOf([.. ended.Take(at).Where(later => later.Service == state.Service)]))
            .Where(state => state.HasStandingResidue)];
    }

    /// <summary>The backout of that id, as far as it is still so by what later ones of its service that have ended saw; null where there is none.</summary>
    public async ValueTask<BackoutState?> KnownByNowAsync(BackoutId id, CancellationToken cancellationToken)
    {
        if (await store.Journal.FindAsync(id, cancellationToken) is not { } head)
        {
            return null;
        }

        List<BackoutState> later = [];
        for (var number = await store.Journal.LatestNumberAsync(head.Service, cancellationToken); number > head.Number; number--)
        {
            if (await store.Journal.FindAsync(BackoutHead.IdOf(head.Service, number), cancellationToken) is { IsOpen: false } one && await ReadableAsync(one, cancellationToken) is { } state)
            {
                later.Insert(0, state);
            }
        }

        return (await AtAsync(head, cancellationToken)).KnowingOf(later);
    }

    /// <summary>The ended backouts of a service that by their own journal still ask for what they left, and by later ones need not: each with the one that settled it.</summary>
    public async ValueTask<IReadOnlyList<(BackoutState Ended, BackoutState By)>> SettledAsync(ServiceId service, CancellationToken cancellationToken)
    {
        List<(BackoutState, BackoutState)> settled = [];
        List<BackoutState> later = [];
        for (var number = await store.Journal.LatestNumberAsync(service, cancellationToken); number > 0; number--)
        {
            if (await store.Journal.FindAsync(BackoutHead.IdOf(service, number), cancellationToken) is not { IsOpen: false } head || await ReadableAsync(head, cancellationToken) is not { IsClosed: true } ended)
            {
                continue;
            }

            if (ended.HasStandingResidue && SettledBy(ended, later) is { } by)
            {
                settled.Add((ended, by));
            }

            // What came before was settled by this one when it ended.
            if (ended.Phase is BackoutPhase.RolledBack && later.Exists(one => one.Phase is BackoutPhase.RolledBack))
            {
                break;
            }

            later.Insert(0, ended);
        }

        return settled;
    }

    private static BackoutState? SettledBy(BackoutState ended, List<BackoutState> later) =>
        later.Where((one, at) => one.Phase is BackoutPhase.RolledBack || !ended.KnowingOf(later[..(at + 1)]).HasStandingResidue).FirstOrDefault();

    private async ValueTask<IReadOnlyList<BackoutState>> AtAsync(IReadOnlyList<BackoutHead> heads, CancellationToken cancellationToken)
    {
        List<BackoutState> states = [];
        foreach (var head in heads)
        {
            if (await ReadableAsync(head, cancellationToken) is { } state)
            {
                states.Add(state);
            }
        }

        return states;
    }

    /// <summary>The same as <see cref="AtAsync(BackoutHead, CancellationToken)"/>; null where this version can't read it, which is told once.</summary>
    public async ValueTask<BackoutState?> ReadableAsync(BackoutHead head, CancellationToken cancellationToken)
    {
        try
        {
            return await AtAsync(head, cancellationToken);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or StorageException))
        {
            // One journal of a newer version must not keep all others from being seen, nor a halt from being said.
            if (!unreadable.TryGetValue(head.Id, out var at) || at != head.Version)
            {
                unreadable[head.Id] = head.Version;
                LogUnreadable(logger, fault, head.Id);
            }

            return null;
        }
    }

    [LoggerMessage(2701, LogLevel.Error, "The journal of {Backout} can't be read by this version of the bot, and the backout is left out of all lists until a version runs that can")]
    private static partial void LogUnreadable(ILogger logger, Exception fault, BackoutId backout);
}
