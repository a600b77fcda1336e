using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.Reading;

/// <summary>The console's chat, kept in the store.</summary>
internal sealed class ChatLog(IStore store, StoreChanges changes, IOptions<RuntimeOptions> options, TimeProvider time) : IChatLog
{
    /// <inheritdoc />
    public ValueTask<ChatLogEntry> PutAsync(ChatMessage message, PersonId? author, CancellationToken cancellationToken) =>
        store.Chat.PutAsync(message, author, time.GetUtcNow(), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<ChatLogEntry>> ReadAsync(long position, int limit, CancellationToken cancellationToken) =>
        store.Chat.ReadAsync(position, limit, cancellationToken);

    /// <inheritdoc />
    public async ValueTask WaitAsync(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = changes.Chat.Next;
            if (await store.Chat.LatestPositionAsync(cancellationToken) > position)
            {
                return;
            }

            await Pulse.WaitAsync(next, options.Value.SweepInterval, time, cancellationToken);
        }
    }
}
