using BackoutBot.Core.Chat;

namespace BackoutBot.Runtime.Storage;

/// <summary>A message as it stands in the outbox.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Message">What is to be said.</param>
/// <param name="Revision">1 for the first body; grows with each change of it.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Reference">The earlier delivery's reference; null before the first.</param>
/// <param name="ThreadReference">The thread root's reference on this platform; null where it is a root, or its root was not delivered yet.</param>
/// <param name="RootIsKept">Whether the thread's root is in the outbox, so that the message has to wait for it.</param>
/// <param name="DueAt">Not before then, UTC.</param>
/// <param name="Attempts">How often it was put off since it last went out.</param>
/// <param name="Note">Why it was put off or refused; null where it was not.</param>
/// <param name="Since">When the oldest change came about that was not delivered yet, UTC.</param>
public sealed record OutboxItem(
    string Platform,
    ChatMessage Message,
    long Revision,
    OutboxState State,
    string? Reference,
    string? ThreadReference,
    bool RootIsKept,
    DateTimeOffset DueAt,
    int Attempts,
    string? Note,
    DateTimeOffset Since);
