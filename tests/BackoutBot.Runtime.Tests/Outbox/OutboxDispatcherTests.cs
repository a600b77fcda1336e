using System.Collections.Concurrent;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Runtime.Storage;
using BackoutBot.Runtime.Tests.World;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Runtime.Tests.Outbox;

/// <summary>How what is in the outbox reaches the platforms.</summary>
public sealed class OutboxDispatcherTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new();

    private ScriptedChat Chat => world.Chat;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_replies_when_the_root_is_put_off_then_they_wait_for_it_and_hang_on_it_in_order()
    {
        var tries = 0;
        Chat.Answer = message => Task.FromResult<Delivery?>(message.Key == "root" && Interlocked.Increment(ref tries) < 3 ? new Delivery.Later(TimeSpan.FromMilliseconds(30), "rate limited") : null);
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);

        await PutAsync(bot, Message("root"), Message("r1", thread: "root"), Message("r2", thread: "root"), Message("r3", thread: "root"));
        await SaidAsync(bot);

        Assert.Equal(["root", "root", "root", "r1", "r2", "r3"], Chat.Deliveries.Select(delivery => delivery.Message.Key));
        Assert.All(Chat.Deliveries.Skip(3), delivery => Assert.Equal("ref:root", delivery.Thread));
    }

    [Fact]
    public async Task Given_a_reply_that_is_put_off_then_later_replies_do_not_overtake_it()
    {
        var tries = 0;
        Chat.Answer = message => Task.FromResult<Delivery?>(message.Key == "r1" && Interlocked.Increment(ref tries) < 3 ? new Delivery.Later(TimeSpan.FromMilliseconds(50), "rate limited") : null);
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);

        await PutAsync(bot, Message("root"), Message("r1", thread: "root"), Message("r2", thread: "root"), Message("elsewhere", channel: "#stakeholders"));
        await SaidAsync(bot);

        Assert.Equal(["r1", "r1", "r1", "r2"], Chat.Deliveries.Select(delivery => delivery.Message.Key).Where(key => key[0] == 'r' && key != "root"));
    }

    [Fact]
    public async Task Given_many_edits_when_the_platform_is_slow_then_only_the_newest_is_delivered_and_never_two_at_once()
    {
        var slow = new TaskCompletionSource();
        Chat.Answer = async _ =>
        {
            await slow.Task;
            return null;
        };
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await PutAsync(bot, Message("card", text: "0"));
        await Eventually.TrueAsync(() => !Chat.Deliveries.IsEmpty, "the card was not delivered");

        for (var edit = 1; edit <= 50; edit++)
        {
            await PutAsync(bot, Message("card", text: $"{edit}"));
        }

        slow.SetResult();
        await SaidAsync(bot);

        Assert.Equal(["0", "50"], Chat.Deliveries.Select(delivery => Text(delivery.Message)));
        Assert.Equal([null, "ref:card"], Chat.Deliveries.Select(delivery => delivery.Existing));
        Assert.Empty(Chat.Overlapping);
    }

    [Fact]
    public async Task Given_a_post_interval_then_the_deliveries_of_a_channel_keep_to_it_and_another_channel_does_not_wait()
    {
        var interval = TimeSpan.FromMilliseconds(500);
        ConcurrentQueue<(string Channel, DateTimeOffset At)> times = new();
        Chat.Capabilities = new ChatCapabilities(TimeSpan.Zero, interval, PrivateReplies: true);
        Chat.Answer = message =>
        {
            times.Enqueue((message.Channel, TimeProvider.System.GetUtcNow()));
            return Task.FromResult<Delivery?>(null);
        };
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);

        await PutAsync(bot, Message("a"), Message("b"), Message("c"), Message("elsewhere", channel: "#stakeholders"));
        await SaidAsync(bot);

        DateTimeOffset[] ops = [.. times.Where(time => time.Channel == "#ops").Select(time => time.At)];
        Assert.Equal(3, ops.Length);
        Assert.All(ops.Zip(ops.Skip(1)), pair => Assert.True(pair.Second - pair.First >= interval * 0.5, $"{pair.Second - pair.First} between two"));
        Assert.True(times.Single(time => time.Channel == "#stakeholders").At < ops[1]);
    }

    [Fact]
    public async Task Given_what_an_earlier_process_left_or_what_was_tried_before_then_the_platform_is_told_that_it_may_have_arrived()
    {
        await using (var first = await ScriptedBot.StartAsync(world, directory.Path))
        {
            Chat.Answer = message => Task.FromResult<Delivery?>(message.Key == "left" ? new Delivery.Later(TimeSpan.FromMinutes(5), "not now") : null);
            await PutAsync(first, Message("left"), Message("there", channel: "#stakeholders"));
            await Eventually.TrueAsync(
                async () => Chat.Shown.ContainsKey("there") && (await first.Store.Outbox.FindAsync("console", "left", default))!.Attempts == 1,
                () => "nothing was delivered, or put off");
            Assert.Empty(Chat.PerhapsThere);
        }

        var tries = 0;
        Chat.Answer = message => Task.FromResult<Delivery?>(message.Key == "new" && Interlocked.Increment(ref tries) == 1 ? new Delivery.Later(TimeSpan.FromMilliseconds(5), "not now") : null);
        await using var second = await ScriptedBot.StartAsync(world, directory.Path);
        await second.Store.Outbox.RescheduleAsync("console", "left", DateTimeOffset.UnixEpoch, "now", default);
        await PutAsync(second, Message("new", channel: "#stakeholders"));
        await SaidAsync(second);

        Assert.Equal(["left", "new"], Chat.PerhapsThere.Order());
    }

    [Fact]
    public async Task Given_a_first_delivery_whose_answer_was_lost_when_the_body_changes_then_it_may_still_have_arrived()
    {
        var lost = new TaskCompletionSource();
        var tries = 0;
        Chat.Answer = async _ =>
        {
            if (Interlocked.Increment(ref tries) > 1)
            {
                return null;
            }

            await lost.Task;
            return new Delivery.Later(TimeSpan.FromMilliseconds(200), "The answer was lost.");
        };
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await PutAsync(bot, Message("card", text: "0"));
        await Eventually.TrueAsync(() => !Chat.Deliveries.IsEmpty, "the card was not delivered");

        lost.SetResult();
        await Eventually.TrueAsync(async () => (await bot.Store.Outbox.FindAsync("console", "card", default))!.Attempts == 1, () => "it was not put off");
        await PutAsync(bot, Message("card", text: "1"));
        await SaidAsync(bot);

        Assert.Equal(["card"], Chat.PerhapsThere);
    }

    [Fact]
    public async Task Given_a_first_delivery_that_could_not_be_written_down_when_it_is_made_again_then_it_may_have_arrived()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var tries = 0;
        Chat.Answer = _ => Task.FromResult<Delivery?>(Interlocked.Increment(ref tries) == 1 ? new Delivery.Later(TimeSpan.MaxValue, "Until after the end of time, which no store can keep.") : null);
        await PutAsync(bot, Message("card"));
        await SaidAsync(bot);

        Assert.Equal(2, Chat.Deliveries.Count);
        Assert.Equal(["card"], Chat.PerhapsThere);
    }

    [Fact]
    public async Task Given_a_busy_channel_then_what_is_for_one_persons_eyes_and_edits_do_not_wait_for_its_pace()
    {
        Chat.Capabilities = new ChatCapabilities(TimeSpan.Zero, TimeSpan.FromMinutes(5), PrivateReplies: true);
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await PutAsync(bot, Message("card", text: "0"));
        await Eventually.TrueAsync(() => Chat.Shown.ContainsKey("card"), "the card was not delivered");

        await PutAsync(bot, Message("late", thread: "card"), Message("later", thread: "card"), Message("card", text: "1"), new OutboxMessage("console", new ChatMessage("why", "#ops", "card", ScriptedWorld.Alice, new TextBody(CardTone.Quiet, "You requested it.", [])), TimeProvider.System.GetUtcNow()));
        await Eventually.TrueAsync(() => Chat.Shown.ContainsKey("why") && Text(Chat.Shown["card"]) == "1", "they waited for the channel's pace");

        Assert.DoesNotContain(Chat.Shown.Keys, key => key.StartsWith("late", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_a_platform_without_the_channel_then_nothing_is_put_up_for_it()
    {
        var other = new ScriptedChat("slack") { Has = channel => channel == "#ops" };
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: builder => builder.Services.AddSingleton<IChatPlatform>(other));

        await bot.HearAsync("m-1", "AlarmRaised checkout-api");
        await bot.WhenAsync("checkout-api-1", state => state.Version > 0);
        await bot.TypeAsync("t-1", ScriptedWorld.Alice, "announce We are on it.", "checkout-api-1");
        await Eventually.TrueAsync(() => Chat.Shown.Values.Any(message => message.Channel == "#stakeholders") && !other.Shown.IsEmpty, "nothing was announced");

        await SaidAsync(bot);
        Assert.All(other.Shown.Values, message => Assert.Equal("#ops", message.Channel));
        Assert.Null(await bot.Store.Outbox.FindAsync("slack", Chat.Shown.Values.First(message => message.Channel == "#stakeholders").Key, default));
    }

    [Fact]
    public async Task Given_an_edit_interval_then_edits_keep_to_it_and_those_in_between_are_coalesced()
    {
        var interval = TimeSpan.FromMilliseconds(300);
        List<DateTimeOffset> times = [];
        Chat.Capabilities = new ChatCapabilities(interval, TimeSpan.Zero, PrivateReplies: true);
        Chat.Answer = _ =>
        {
            times.Add(TimeProvider.System.GetUtcNow());
            return Task.FromResult<Delivery?>(null);
        };
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);

        for (var edit = 0; edit <= 40; edit++)
        {
            await PutAsync(bot, Message("card", text: $"{edit}"));
        }

        await SaidAsync(bot);

        // Times are kept to the millisecond.
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= interval - TimeSpan.FromMilliseconds(1), $"edited after {(pair.Second - pair.First).TotalMilliseconds} ms"));
        Assert.InRange(times.Count, 2, 20);
        Assert.Equal("40", Text(Chat.Shown["card"]));
    }

    [Fact]
    public async Task Given_a_refused_message_then_it_is_parked_with_its_reason_and_others_go_on()
    {
        Chat.Answer = message => Task.FromResult<Delivery?>(message.Channel == "#gone" ? new Delivery.Refused("There is no channel #gone: create it, or name another in the plan file.") : null);
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);

        await PutAsync(bot, Message("lost", channel: "#gone"), Message("fine"));
        await SaidAsync(bot);

        Assert.Equal(["fine"], Chat.Shown.Keys);
        Assert.Single(Chat.Deliveries, delivery => delivery.Message.Key == "lost");
        Assert.Equal("There is no channel #gone: create it, or name another in the plan file.", Assert.Single(await bot.Store.Outbox.RefusedAsync(10, default)).Note);
    }

    [Fact]
    public async Task Given_a_platform_that_throws_then_it_is_tried_again()
    {
        var tries = 0;
        Chat.Answer = _ => Interlocked.Increment(ref tries) < 4 ? throw new HttpRequestException("no route") : Task.FromResult<Delivery?>(null);
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);

        await PutAsync(bot, Message("card"));
        await SaidAsync(bot);

        Assert.Equal(4, Chat.Deliveries.Count);
    }

    [Fact]
    public async Task Given_an_edit_that_is_put_off_again_and_again_then_the_pauses_grow()
    {
        ConcurrentQueue<DateTimeOffset> times = [];
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: builder =>
        {
            builder.Configuration["Runtime:PollMin"] = "00:00:00.020";
            builder.Configuration["Runtime:PollMax"] = "00:00:00.160";
        });
        await PutAsync(bot, Message("card", text: "0"));
        await SaidAsync(bot);
        Chat.Answer = _ =>
        {
            times.Enqueue(TimeProvider.System.GetUtcNow());
            return Task.FromResult<Delivery?>(times.Count < 6 ? new Delivery.Later(TimeSpan.FromMilliseconds(30), "500, though it was done") : null);
        };

        await PutAsync(bot, Message("card", text: "1"));
        await SaidAsync(bot);

        // No shorter than the platform asks, doubled from the shortest to the longest, and up to a fifth less so that many do not come back together.
        Assert.All(
            times.Zip(times.Skip(1), (before, after) => (after - before).TotalMilliseconds).Zip([30.0, 32, 64, 128, 128]),
            pause => Assert.True(pause.First >= pause.Second - 1, $"after {pause.First} ms instead of {pause.Second}"));
        Assert.Equal(6, times.Count);
    }

    [Fact]
    public async Task Given_a_restart_then_what_waits_is_said_and_what_was_said_is_not_said_again()
    {
        Chat.Answer = message => Task.FromResult<Delivery?>(message.Key == "r2" ? new Delivery.Later(TimeSpan.FromMilliseconds(1), "away") : null);
        await using (var first = await ScriptedBot.StartAsync(world, directory.Path))
        {
            await PutAsync(first, Message("root"), Message("r1", thread: "root"), Message("r2", thread: "root"));
            await Eventually.TrueAsync(() => Chat.Deliveries.Any(delivery => delivery.Message.Key == "r2"), "r2 was not tried");
        }

        Chat.Answer = _ => Task.FromResult<Delivery?>(null);
        await using var second = await ScriptedBot.StartAsync(world, directory.Path);
        await SaidAsync(second);

        Assert.Equal("ref:root", Chat.Deliveries.Last(delivery => delivery.Message.Key == "r2").Thread);
        Assert.Single(Chat.Deliveries, delivery => delivery.Message.Key == "root");
        Assert.Single(Chat.Deliveries, delivery => delivery.Message.Key == "r1");
    }

    [Fact]
    public async Task Given_two_platforms_then_each_has_the_thread_and_a_private_answer_goes_only_to_where_it_was_asked()
    {
        var other = new ScriptedChat("slack");
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: builder => builder.Services.AddSingleton<IChatPlatform>(other));
        await bot.TypeAsync("t-1", ScriptedWorld.Alice, "start checkout-api");
        var state = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", ScriptedWorld.Alice, $"approve {state.Plan!.Hash}", "checkout-api-1");
        await Eventually.TrueAsync(() => Chat.Shown.Values.Any(message => message.OnlyFor is not null), "the refusal was not explained");
        await SaidAsync(bot);

        Assert.Contains("card:checkout-api-1", other.Shown.Keys);
        Assert.Empty(Chat.Shown.Values.Where(message => message.OnlyFor is null).Select(message => message.Key).Except(other.Shown.Keys));
        Assert.DoesNotContain(other.Shown.Values, message => message.OnlyFor is not null);
    }

    private static OutboxMessage Message(string key, string text = "hello", string? thread = null, string channel = "#ops") =>
        new("console", new ChatMessage(key, channel, thread, null, new TextBody(CardTone.Quiet, text, [])), TimeProvider.System.GetUtcNow());

    private static string Text(ChatMessage message) => ((TextBody)message.Body).Headline;

    private static async Task PutAsync(ScriptedBot bot, params OutboxMessage[] messages) => await bot.Store.Outbox.PutAsync(messages, default);

    private static Task SaidAsync(ScriptedBot bot) =>
        Eventually.TrueAsync(async () => await bot.Store.Outbox.CountPendingAsync(default) == 0, () => "not everything was said");
}
