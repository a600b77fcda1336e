namespace BackoutBot.Core.Intake;

/// <summary>Keeps what comes in until it was dealt with. What is accepted is on disk.</summary>
public interface IInbox
{
    /// <summary>Persists the message unless its key was seen before. When the task ends the message is durable.</summary>
    /// <exception cref="InboxUnavailableException">It could not be persisted: the sender must be told to try again.</exception>
    ValueTask<InboxReceipt> AcceptAsync(InboxMessage message, CancellationToken cancellationToken);
}
