using BackoutBot.Core.Intake;

namespace BackoutBot.Runtime.Storage;

/// <summary>An inbound message that is still to be dealt with.</summary>
/// <param name="Message">The message.</param>
/// <param name="Attempts">How often something passing stood in the way.</param>
public sealed record PendingMessage(InboxMessage Message, int Attempts);
