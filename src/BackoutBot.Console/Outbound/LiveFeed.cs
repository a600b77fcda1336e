using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BackoutBot.Console.Backouts;
using BackoutBot.Console.Rendering;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using Microsoft.Extensions.Hosting;

namespace BackoutBot.Console.Outbound;

/// <summary>Tells an open page what changed, from where it was on: nothing is polled, nothing is left out.</summary>
internal sealed class LiveFeed(
    IChatLog log,
    IBackoutReader backouts,
    ChatTranscript transcript,
    ConsoleRenderer renderer,
    TimeProvider time,
    IHostApplicationLifetime lifetime)
{
    /// <summary>How many backouts the list shows.</summary>
    public const int ListLength = 200;

    private const int Batch = 200;

    /// <summary>Often enough that proxies keep the connection and a page sees within seconds that it is dead.</summary>
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);

    /// <summary>The events for the page, until it leaves or the host stops.</summary>
    public async IAsyncEnumerable<SseItem<string>> FollowAsync(LivePage page, LiveCursor cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var here = leaving.Token;
        if ((await transcript.ReadAsync(here)).Position < cursor.Position)
        {
            // The page knows more than the log: it was made by an earlier life of the storage.
            yield return Event("reload", "{}", cursor);
            yield break;
        }

        yield return Event("ready", "{}", cursor);
        var shown = new HashSet<string>(StringComparer.Ordinal);
        while (!here.IsCancellationRequested)
        {
            using var round = CancellationTokenSource.CreateLinkedTokenSource(here);

            // The waits begin before the look, so that a change between the two is not missed.
            var waits = new List<Task> { Task.Delay(BeatEvery, time, round.Token) };
            if (page.List)
            {
                waits.Add(backouts.WaitAsync(null, 0, round.Token).AsTask());
                var list = await renderer.RenderAsync<BackoutList>(
                    (nameof(BackoutList.Backouts), await backouts.ListAsync(ListLength, here)),
                    (nameof(BackoutList.Unsettled), await backouts.ListUnsettledAsync(here)));
                if (shown.Add(list))
                {
                    shown.Clear();
                    shown.Add(list);
                    yield return Fragments([list], null, cursor);
                }
            }

            if (page.Channel is not null)
            {
                while (await log.ReadAsync(cursor.Position, Batch, here) is { Count: > 0 } entries)
                {
                    foreach (var entry in entries)
                    {
                        cursor = cursor with { Position = entry.Position };
                        if (entry.IsVisibleTo(page.Viewer))
                        {
                            yield return await MessageAsync(entry, page.Channel, cursor);
                        }
                    }
                }

                waits.Add(log.WaitAsync(cursor.Position, round.Token).AsTask());
            }

            if (page.Backout is { } id)
            {
                if (await backouts.FindAsync(id, here) is { } history && history.Version > cursor.Version)
                {
                    var view = new BackoutView(history, CardWriter.Write(history.State, time.GetUtcNow()));
                    var entries = new List<string>();
                    foreach (var entry in history.Entries.Where(entry => entry.Version > cursor.Version))
                    {
                        entries.Add(await BackoutSections.RenderAsync(renderer, entry, history.TamperedAt));
                    }

                    var changed = (await BackoutSections.RenderAsync(renderer, view)).Where(shown.Add).ToList();
                    yield return Fragments(changed, null, cursor);
                    cursor = cursor with { Version = history.Version };
                    yield return Fragments(entries, BackoutSections.Timeline, cursor);
                }

                waits.Add(backouts.WaitAsync(id, cursor.Version, round.Token).AsTask());
            }

            var woken = await Task.WhenAny(waits);
            await round.CancelAsync();
            if (here.IsCancellationRequested)
            {
                yield break;
            }

            await woken;
            if (woken == waits[0])
            {
                yield return Event("beat", "{}", cursor);
            }
        }
    }

    private async Task<SseItem<string>> MessageAsync(ChatLogEntry entry, string channel, LiveCursor cursor)
    {
        var message = entry.Message;
        var html = message.Channel != channel
            ? null
            : message.Thread is null
                ? await renderer.RenderAsync<ThreadView>((nameof(ThreadView.Thread), new ChatThread(entry, [])), (nameof(ThreadView.Open), true))
                : await renderer.RenderAsync<ReplyView>((nameof(ReplyView.Entry), entry));
        var news = new MessageNews(message.Key, message.Channel, message.Thread, html);
        return Event("message", JsonSerializer.Serialize(news, ConsoleJson.Default.MessageNews), cursor);
    }

    private static SseItem<string> Fragments(IReadOnlyList<string> fragments, string? into, LiveCursor cursor) =>
        Event("fragments", JsonSerializer.Serialize(new FragmentNews(fragments, into), ConsoleJson.Default.FragmentNews), cursor);

    private static SseItem<string> Event(string kind, string data, LiveCursor cursor) =>
        new(data, kind) { EventId = cursor.ToString(), ReconnectionInterval = ReconnectAfter };
}
