using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Backouts;

/// <summary>Reads backouts for views; everything comes from the journal.</summary>
public interface IBackoutReader
{
    /// <summary>The backout's state and journal, or null where there is none of that name.</summary>
    ValueTask<BackoutHistory?> FindAsync(BackoutId id, CancellationToken cancellationToken);

    /// <summary>The newest backouts' states, newest first.</summary>
    ValueTask<IReadOnlyList<BackoutState>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>The ended backouts that left something for which nobody answers yet, the newest first.</summary>
    ValueTask<IReadOnlyList<BackoutState>> ListUnsettledAsync(CancellationToken cancellationToken);

    /// <summary>Ends when the backout has entries after <paramref name="version"/>; <paramref name="id"/> null waits for any backout's next change.</summary>
    ValueTask WaitAsync(BackoutId? id, long version, CancellationToken cancellationToken);
}
