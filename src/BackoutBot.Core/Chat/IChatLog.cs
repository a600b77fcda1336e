using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Chat;

/// <summary>The durable chat of the console: what the bot and people said there.</summary>
public interface IChatLog
{
    /// <summary>Keeps the message, or replaces the body of the one with its key. Durable when the task ends.</summary>
    /// <param name="message">What was said.</param>
    /// <param name="author">Who said it; null for the bot.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<ChatLogEntry> PutAsync(ChatMessage message, PersonId? author, CancellationToken cancellationToken);

    /// <summary>What changed in all channels after <paramref name="position"/>, oldest first, at most <paramref name="limit"/> entries.</summary>
    ValueTask<IReadOnlyList<ChatLogEntry>> ReadAsync(long position, int limit, CancellationToken cancellationToken);

    /// <summary>Ends when the log has entries after <paramref name="position"/>.</summary>
    ValueTask WaitAsync(long position, CancellationToken cancellationToken);
}
