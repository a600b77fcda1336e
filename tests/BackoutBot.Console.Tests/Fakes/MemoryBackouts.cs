using BackoutBot.Core.Backouts;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;

namespace BackoutBot.Console.Tests.Fakes;

/// <summary>The journals of all backouts in memory.</summary>
public sealed class MemoryBackouts : IBackoutReader, IWriteBan
{
    private readonly Lock gate = new();
    private readonly Dictionary<BackoutId, BackoutHistory> histories = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Why nothing may be written; null where it may.</summary>
    public string? Ban { get; set; }

    public ValueTask<string?> ReasonAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Ban);

    /// <summary>Puts a backout as it is now in the place of what was known of it.</summary>
    public void Keep(BackoutHistory history)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            histories[history.State.Id] = history;
            waiting = changed;
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
    }

    public ValueTask<BackoutHistory?> FindAsync(BackoutId id, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult(histories.GetValueOrDefault(id));
        }
    }

    public ValueTask<IReadOnlyList<BackoutState>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult<IReadOnlyList<BackoutState>>(
                [.. histories.Values.Select(history => history.State).OrderByDescending(state => state.OpenedAt).Take(limit)]);
        }
    }

    public async ValueTask<IReadOnlyList<BackoutState>> ListUnsettledAsync(CancellationToken cancellationToken) =>
        [.. (await ListAsync(int.MaxValue, cancellationToken)).Where(state => state.HasStandingResidue)];

    public async ValueTask WaitAsync(BackoutId? id, long version, CancellationToken cancellationToken)
    {
        for (var first = true; ; first = false)
        {
            Task next;
            lock (gate)
            {
                if (id is null ? !first : histories.TryGetValue(id.Value, out var history) && history.State.Version > version)
                {
                    return;
                }

                next = changed.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }
}
