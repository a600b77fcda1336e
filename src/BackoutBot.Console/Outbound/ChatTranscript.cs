using System.Collections.Immutable;
using BackoutBot.Core.Chat;

namespace BackoutBot.Console.Outbound;

/// <summary>The chat log as it stands, kept in memory and caught up with before each look, so that no page reads the log from its beginning.</summary>
internal sealed class ChatTranscript(IChatLog log) : IDisposable
{
    private const int Batch = 500;

    /// <summary>How many messages are kept; the longest untouched go first.</summary>
    internal const int Kept = 5_000;

    private readonly SemaphoreSlim catchingUp = new(1, 1);
    private ChatSnapshot snapshot = new(0, ImmutableDictionary<string, ChatLogEntry>.Empty);

    /// <summary>Everything that was said so far.</summary>
    public async ValueTask<ChatSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await catchingUp.WaitAsync(cancellationToken);
        try
        {
            while (await log.ReadAsync(snapshot.Position, Batch, cancellationToken) is { Count: > 0 } entries)
            {
                snapshot = snapshot.With(entries, Kept);
            }

            return snapshot;
        }
        finally
        {
            catchingUp.Release();
        }
    }

    public void Dispose() => catchingUp.Dispose();
}
