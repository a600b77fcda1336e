using BackoutBot.Core.Backouts;
using BackoutBot.Core.Ids;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.Reading;

/// <summary>Reads backouts from the journal for views.</summary>
internal sealed class BackoutReader(IStore store, StoreChanges changes, BackoutStates states, BrokenJournals broken, IOptions<RuntimeOptions> options, TimeProvider time) : IBackoutReader
{
    /// <inheritdoc />
    public async ValueTask<BackoutHistory?> FindAsync(BackoutId id, CancellationToken cancellationToken)
    {
        if (await store.Journal.FindAsync(id, cancellationToken) is not { } head)
        {
            return null;
        }

        var entries = await store.Journal.ReadAsync(id, 0, cancellationToken);
        var read = VerifiedFold.New(id).Continue(entries, head.Version).State;
        await broken.NoteAsync(read);
        var state = broken.Mark(read);
        return new BackoutHistory(state, [.. entries.Select(entry => entry.Entry)], state.BrokenAt) { Version = Math.Max(head.Version, entries.Count) };
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<BackoutState>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        List<BackoutState> list = [];
        foreach (var head in await store.Journal.ListAsync(limit, cancellationToken))
        {
            list.Add(await states.AtAsync(head, cancellationToken));
        }

        return list;
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<BackoutState>> ListUnsettledAsync(CancellationToken cancellationToken) => states.UnsettledAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask WaitAsync(BackoutId? id, long version, CancellationToken cancellationToken)
    {
        if (id is not { } one)
        {
            await changes.Journal.Next.WaitAsync(cancellationToken);
            return;
        }

        while (true)
        {
            var next = changes.Journal.Next;
            if (await store.Journal.FindAsync(one, cancellationToken) is { } head && head.Version > version)
            {
                return;
            }

            // Another process's appends raise no pulse here.
            await Pulse.WaitAsync(next, options.Value.SweepInterval, time, cancellationToken);
        }
    }
}
