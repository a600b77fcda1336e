using BackoutBot.Core.Intake;

namespace BackoutBot.Runtime.Storage;

/// <summary>What came in and what became of it. What is accepted is on disk.</summary>
public interface IInboxStore : IInbox, IInboxReader
{
    /// <summary>The oldest messages that are pending and due at <paramref name="now"/>, in order of acceptance.</summary>
    ValueTask<IReadOnlyList<PendingMessage>> PendingAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>How many are pending, due or not.</summary>
    ValueTask<long> CountPendingAsync(CancellationToken cancellationToken);

    /// <summary>The message is dealt with.</summary>
    ValueTask CompleteAsync(InboxKey key, string? note, CancellationToken cancellationToken);

    /// <summary>The message is dealt with, and this is to be said about it; both or neither.</summary>
    ValueTask CompleteAsync(InboxKey key, string? note, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken);

    /// <summary>The message is not understood: it is kept and shown, and not read again.</summary>
    ValueTask MarkUnrecognisedAsync(InboxKey key, string reason, CancellationToken cancellationToken);

    /// <summary>Something passing stood in the way: the message is read again at <paramref name="dueAt"/>.</summary>
    ValueTask RetryAsync(InboxKey key, DateTimeOffset dueAt, string reason, CancellationToken cancellationToken);

    /// <summary>Drops what was done before <paramref name="receivedBefore"/>; its keys are no longer recognised as duplicates.</summary>
    ValueTask<int> ForgetAsync(DateTimeOffset receivedBefore, CancellationToken cancellationToken);
}
