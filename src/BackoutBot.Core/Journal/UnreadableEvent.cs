using BackoutBot.Core.Backouts.Events;

namespace BackoutBot.Core.Journal;

/// <summary>Stands where the journal holds what this version can't read as an event. It is never written, and nothing is folded from it.</summary>
/// <param name="Reason">Why it can't be read.</param>
public sealed record UnreadableEvent(string Reason) : BackoutEvent;
