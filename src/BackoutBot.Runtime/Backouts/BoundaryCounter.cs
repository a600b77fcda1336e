using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Backouts;

/// <summary>Numbers this process's appends.</summary>
internal sealed class BoundaryCounter
{
    private long count;

    /// <summary>The next one.</summary>
    public JournalBoundary Next(JournalAppend append) => new(
        Interlocked.Increment(ref count),
        append.Head.Id,
        append.Head.Version,
        [.. append.Entries.Select(entry => entry.Entry.Event.GetType().Name)]);
}
