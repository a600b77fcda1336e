using BackoutBot.Core.Halts;

namespace BackoutBot.Runtime.Storage;

/// <summary>The record of halts: only ever added to, and read right before each write to a provider.</summary>
public interface IHaltStore
{
    /// <summary>The whole record.</summary>
    ValueTask<HaltRecord> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Adds the entry, settles the inbound message that it comes from and keeps what is to be said of it: all of it or nothing. False where
    /// another entry has taken its number since the record was read.
    /// </summary>
    ValueTask<bool> AppendAsync(HaltEntry entry, InboxKey cause, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken);
}
