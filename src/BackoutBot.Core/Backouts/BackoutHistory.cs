using BackoutBot.Core.Journal;

namespace BackoutBot.Core.Backouts;

/// <summary>A backout's state and the journal that it is the fold of.</summary>
/// <param name="State">The state; of a journal that was tampered with, what stood before.</param>
/// <param name="Entries">The journal, oldest first.</param>
/// <param name="TamperedAt">The first version whose hash does not fit; null where the chain is whole.</param>
public sealed record BackoutHistory(BackoutState State, IReadOnlyList<JournalEntry> Entries, long? TamperedAt)
{
    /// <summary>The version that was read; where the journal was tampered with, the state is at an earlier one.</summary>
    public long Version { get; init; } = State.Version;

    /// <summary>The entries that are as the bot wrote them: those before the first that is not.</summary>
    public IEnumerable<JournalEntry> Believed => Entries.Where(entry => TamperedAt is not { } at || entry.Version < at);
}
