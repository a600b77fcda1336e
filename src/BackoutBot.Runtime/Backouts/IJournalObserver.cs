using BackoutBot.Core.Ids;

namespace BackoutBot.Runtime.Backouts;

/// <summary>Is told of each append: for drills that stop the process just there.</summary>
public interface IJournalObserver
{
    /// <summary>The append is about to be made.</summary>
    ValueTask BeforeAppendAsync(JournalBoundary boundary);

    /// <summary>The append is on disk, and nothing has come of it yet.</summary>
    ValueTask AfterAppendAsync(JournalBoundary boundary);
}

/// <summary>A place in the story where a crash must do no harm.</summary>
/// <param name="Count">How many appends this process has made or begun, this one included.</param>
/// <param name="Backout">The backout.</param>
/// <param name="Version">The version that it is at once the append is made.</param>
/// <param name="Events">The names of the events' types, in order.</param>
public sealed record JournalBoundary(long Count, BackoutId Backout, long Version, IReadOnlyList<string> Events);
