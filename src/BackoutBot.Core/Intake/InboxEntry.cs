namespace BackoutBot.Core.Intake;

/// <summary>An inbound message and what became of it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Note">What was done, or why it was not understood or is tried again; null where there is nothing to say.</param>
/// <param name="Attempts">How often something passing stood in the way.</param>
public sealed record InboxEntry(InboxMessage Message, InboxStatus Status, string? Note, int Attempts);
