using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Journal;

/// <summary>One event of one backout, as it stands in the append-only journal.</summary>
/// <param name="Backout">The backout.</param>
/// <param name="Version">1 for the first event; no gaps.</param>
/// <param name="At">When it was decided, UTC.</param>
/// <param name="Actor">Who caused it: a person, or null for the bot itself.</param>
/// <param name="Cause">The command that it came from.</param>
/// <param name="TraceParent">The W3C trace context in which it was decided; null where there was none.</param>
/// <param name="Event">What happened.</param>
/// <param name="PreviousHash">The hash of the entry before; 64 zeros for the first.</param>
/// <param name="Hash">Lower-case hexadecimal SHA-256 over this entry's content and <paramref name="PreviousHash"/>.</param>
public sealed record JournalEntry(
    BackoutId Backout,
    long Version,
    DateTimeOffset At,
    PersonId? Actor,
    CommandKey Cause,
    string? TraceParent,
    BackoutEvent Event,
    string PreviousHash,
    string Hash);
