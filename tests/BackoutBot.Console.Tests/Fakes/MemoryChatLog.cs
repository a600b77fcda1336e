using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;

namespace BackoutBot.Console.Tests.Fakes;

/// <summary>The chat log in memory, with the durable one's promises.</summary>
public sealed class MemoryChatLog(TimeProvider time) : IChatLog
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ChatLogEntry> entries = new(StringComparer.Ordinal);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long position;

    /// <summary>What the next puts fail with; null where they go through.</summary>
    public Exception? Fault { get; set; }

    /// <summary>All messages, by position.</summary>
    public IReadOnlyList<ChatLogEntry> Entries
    {
        get
        {
            lock (gate)
            {
                return [.. entries.Values.OrderBy(entry => entry.Position)];
            }
        }
    }

    public ValueTask<ChatLogEntry> PutAsync(ChatMessage message, PersonId? author, CancellationToken cancellationToken)
    {
        if (Fault is not null)
        {
            throw Fault;
        }

        TaskCompletionSource waiting;
        ChatLogEntry entry;
        lock (gate)
        {
            var first = entries.GetValueOrDefault(message.Key);
            entry = new ChatLogEntry(++position, first?.PostedAt ?? time.GetUtcNow(), first?.Author ?? author, message);
            entries[message.Key] = entry;
            waiting = changed;
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
        return ValueTask.FromResult(entry);
    }

    public ValueTask<IReadOnlyList<ChatLogEntry>> ReadAsync(long position, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ChatLogEntry>>([.. Entries.Where(entry => entry.Position > position).Take(limit)]);

    public async ValueTask WaitAsync(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (this.position > position)
                {
                    return;
                }

                next = changed.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }
}
