using System.Collections.Concurrent;
using BackoutBot.Core.Chat;
using BackoutBot.Runtime.Diagnostics;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Outbox;

/// <summary>
/// Delivers one platform's messages. What must stay in order shares a lane, and only a lane's oldest message is on its way:
/// the replies of a thread, the first posts in a channel, the edits of one message.
/// </summary>
internal sealed partial class PlatformOutbox(
    IStore store,
    StoreChanges changes,
    IChatPlatform platform,
    RuntimeOptions options,
    BackoutInstruments instruments,
    TimeProvider time,
    DateTimeOffset startedAt,
    ILogger<PlatformOutbox> logger)
{
    private const int Page = 1000;

    private readonly HashSet<string> busy = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Lane, string Key, bool IsThere)> ended = new();

    // First deliveries that were begun and are not known to be there: how one ended may never have been heard, or not been written down.
    private readonly HashSet<string> begun = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> deliveries = new(StringComparer.Ordinal);
    private readonly Pulse freed = new();
    private readonly Dictionary<string, DateTimeOffset> openAt = new(StringComparer.Ordinal);

    /// <summary>Delivers until stopped, then waits for what is on its way.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = Task.WhenAny(changes.Outbox.Next, freed.Next);
            var wait = options.SweepInterval;
            try
            {
                Free();
                wait = Start(await store.Outbox.PendingAsync(platform.Name, Page, stoppingToken), stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogLookFailed(logger, fault, platform.Name);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await Pulse.WaitAsync(next, wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAny(Task.WhenAll(deliveries.Values), Task.Delay(options.ShutdownGrace, time, CancellationToken.None));
    }

    private static string LaneOf(OutboxItem item) => item switch
    {
        // Somebody waits for it, and the thread's order is not theirs.
        { Message.OnlyFor: { } person } => $"private {person} {item.Message.Channel}",
        { Message.Thread: { } thread } => $"thread {thread}",
        { Reference: null } => $"channel {item.Message.Channel}",
        _ => $"edit {item.Message.Key}",
    };

    /// <summary>Frees what has ended. Only before a look at the store, so that no look from before an end is taken for one after it.</summary>
    private void Free()
    {
        while (ended.TryDequeue(out var delivery))
        {
            busy.Remove(delivery.Lane);
            deliveries.Remove(delivery.Key);
            if (delivery.IsThere)
            {
                begun.Remove(delivery.Key);
            }
        }
    }

    /// <summary>Starts what can start, and says how long to wait for the next thing to fall due.</summary>
    private TimeSpan Start(IReadOnlyList<OutboxItem> pending, CancellationToken stoppingToken)
    {
        instruments.OutboxIs(pending.Count);
        var now = time.GetUtcNow();
        var wait = options.SweepInterval;
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var item in pending)
        {
            var lane = LaneOf(item);
            if (!seen.Add(lane) || busy.Contains(lane) || deliveries.ContainsKey(item.Message.Key))
            {
                continue;
            }

            // Edits have a pace of their own, and what is for one person's eyes does not fill the channel.
            var isPaced = item is { Reference: null, Message.OnlyFor: null } && platform.Capabilities.PostInterval > TimeSpan.Zero;
            var due = isPaced && openAt.TryGetValue(item.Message.Channel, out var open) && open > item.DueAt ? open : item.DueAt;
            if (due > now)
            {
                wait = due - now < wait ? due - now : wait;
                continue;
            }

            if (item is { Message.Thread: not null, RootIsKept: true, ThreadReference: null } || deliveries.Count >= options.OutboxParallelism)
            {
                continue;
            }

            busy.Add(lane);
            if (isPaced)
            {
                openAt[item.Message.Channel] = now + platform.Capabilities.PostInterval;
            }

            // What an earlier process left may have gone out; so may whatever was begun before.
            var isRepeat = item.Reference is null && !begun.Add(item.Message.Key);
            ChatDelivery delivery = new(item.Message, item.ThreadReference, item.Reference, MayHaveArrived: item.Reference is null && (isRepeat || item.Attempts > 0 || item.Since < startedAt));
            deliveries[item.Message.Key] = Task.Run(() => DeliverAsync(item, delivery, lane, stoppingToken), CancellationToken.None);
        }

        return wait;
    }

    private async Task DeliverAsync(OutboxItem item, ChatDelivery delivery, string lane, CancellationToken stoppingToken)
    {
        var isThere = false;
        try
        {
            var outcome = await AskAsync(item, delivery, stoppingToken);
            await RecordAsync(item, outcome);
            isThere = outcome is Delivery.Done;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It stays pending; the platform's adapter finds by the key what may have arrived.
        }
        catch (Exception fault)
        {
            LogNotRecorded(logger, fault, item.Message.Key, platform.Name);
        }
        finally
        {
            ended.Enqueue((lane, item.Message.Key, isThere));
            freed.Raise();
        }
    }

    private async Task<Delivery> AskAsync(OutboxItem item, ChatDelivery delivery, CancellationToken stoppingToken)
    {
        try
        {
            return await platform.DeliverAsync(delivery, stoppingToken);
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            LogUnexpected(logger, fault, item.Message.Key, platform.Name);
            return new Delivery.Later(TimeSpan.Zero, fault.Message);
        }
    }

    private async Task RecordAsync(OutboxItem item, Delivery delivery)
    {
        var now = time.GetUtcNow();
        switch (delivery)
        {
            case Delivery.Done done:
                await store.Outbox.DeliveredAsync(platform.Name, item.Message.Key, item.Revision, done.Reference, now + platform.Capabilities.EditInterval, CancellationToken.None);
                if (item.Message.Body is CardBody)
                {
                    instruments.CardDelivered(now - item.Since);
                }

                break;
            case Delivery.Later later:
                var pause = Backoff.Delay(item.Attempts, options.PollMin, options.PollMax);
                pause = later.After > pause ? later.After : pause;
                LogPutOff(logger, item.Message.Key, platform.Name, pause, later.Reason);
                await store.Outbox.RescheduleAsync(platform.Name, item.Message.Key, now + pause, later.Reason, CancellationToken.None);
                break;
            case Delivery.Refused refused:
                instruments.DeliveryRefused();
                LogRefused(logger, item.Message.Key, platform.Name, refused.Reason);
                await store.Outbox.RefuseAsync(platform.Name, item.Message.Key, item.Revision, refused.Reason, CancellationToken.None);
                break;
            default:
                throw new InvalidOperationException($"The platform {platform.Name} answered {delivery.GetType().Name}, which nobody knows.");
        }
    }
}
