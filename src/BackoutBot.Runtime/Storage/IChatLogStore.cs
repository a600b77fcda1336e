using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;

namespace BackoutBot.Runtime.Storage;

/// <summary>The console's own chat.</summary>
public interface IChatLogStore
{
    /// <summary>Keeps the message, or replaces the body of the one with its key, at a new position. Durable when the task ends.</summary>
    ValueTask<ChatLogEntry> PutAsync(ChatMessage message, PersonId? author, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>What changed after <paramref name="position"/>, oldest change first.</summary>
    ValueTask<IReadOnlyList<ChatLogEntry>> ReadAsync(long position, int limit, CancellationToken cancellationToken);

    /// <summary>The position of the latest change; 0 before the first.</summary>
    ValueTask<long> LatestPositionAsync(CancellationToken cancellationToken);
}
