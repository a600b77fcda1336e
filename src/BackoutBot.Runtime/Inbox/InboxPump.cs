using System.Collections.Concurrent;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.Inbox;

/// <summary>Takes what was accepted, at once and in order of acceptance, and has it dealt with: in order for each service, many services at once.</summary>
internal sealed partial class InboxPump(
    IStore store,
    StoreChanges changes,
    InboxHandler handler,
    IOptions<RuntimeOptions> options,
    TimeProvider time,
    ILogger<InboxPump> logger) : BackgroundService
{
    private const int Page = 512;

    private readonly HashSet<InboxKey> taken = [];
    private readonly Dictionary<string, Task> lanes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(InboxKey Key, string Lane)> ended = new();
    private readonly Pulse freed = new();

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var slots = new SemaphoreSlim(options.Value.InboxParallelism);
        while (!stoppingToken.IsCancellationRequested)
        {
            var (accepted, free) = (changes.Inbox.Next, freed.Next);
            try
            {
                Free();
                var pending = await store.Inbox.PendingAsync(time.GetUtcNow(), Page, stoppingToken);
                Take(pending, slots, stoppingToken);

                // Behind a full page only an end brings others into sight.
                var next = pending.Count == Page ? free : accepted;
                await Pulse.WaitAsync(next, options.Value.SweepInterval, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                LogLookFailed(logger, fault);
                await Task.Delay(options.Value.PollMin, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        // What was begun is finished, as far as there is time; the rest is still in the inbox at the next start.
        await Task.WhenAny(Task.WhenAll(lanes.Values), Task.Delay(options.Value.ShutdownGrace, time, CancellationToken.None));
    }

    /// <summary>Frees what has ended. Only before a look at the store, so that no look from before an end is taken for one after it.</summary>
    private void Free()
    {
        while (ended.TryDequeue(out var end))
        {
            taken.Remove(end.Key);
            if (lanes.GetValueOrDefault(end.Lane) is { IsCompleted: true })
            {
                lanes.Remove(end.Lane);
            }
        }
    }

    private void Take(IReadOnlyList<PendingMessage> pending, SemaphoreSlim slots, CancellationToken stoppingToken)
    {
        foreach (var message in pending)
        {
            var key = InboxKey.Of(message.Message);
            if (taken.Contains(key))
            {
                continue;
            }

            taken.Add(key);
            var job = handler.Begin(message);
            lanes[job.Lane] = HandleAsync(job, key, lanes.GetValueOrDefault(job.Lane) ?? Task.CompletedTask, slots, stoppingToken);
        }
    }

    private async Task HandleAsync(InboxJob job, InboxKey key, Task before, SemaphoreSlim slots, CancellationToken stoppingToken)
    {
        // A slot is taken last: what waits for its turn or for an answer from elsewhere keeps nobody else waiting.
        await before;
        await job.Read.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await slots.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested)
        {
            return;
        }

        await Task.Yield();
        try
        {
            await job.HandleAsync();
        }
        finally
        {
            slots.Release();
            ended.Enqueue((key, job.Lane));

            // A look at the store costs more than a message: one for many, unless a slot has nothing to do.
            if (ended.Count >= Page / 4 || slots.CurrentCount > 0)
            {
                freed.Raise();
            }
        }
    }
}
