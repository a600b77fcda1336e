using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;
using BackoutBot.Runtime.Backouts;
using BackoutBot.Runtime.Tests.World;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>The process goes down at every place of the story, and the next one goes on where it was.</summary>
public sealed class CrashTests : IDisposable
{
    private const string Id = "checkout-api-1";

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_a_crash_after_each_append_then_the_story_ends_well_and_nothing_is_done_twice()
    {
        var lives = await PlayAsync(() => new Crash(afterAppends: 1, before: false));

        Assert.InRange(lives, 10, 100);
        await AssertDoneOnceAsync();
    }

    [Fact]
    public async Task Given_a_crash_before_each_second_append_then_the_story_ends_well_and_nothing_is_done_twice()
    {
        var lives = await PlayAsync(() => new Crash(afterAppends: 1, before: true));

        Assert.InRange(lives, 10, 100);
        await AssertDoneOnceAsync();
    }

    [Fact]
    public async Task Given_a_crash_while_the_provider_acts_then_the_next_process_looks_before_it_acts()
    {
        var crash = new TaskCompletionSource();
        world.AfterEffect = key => key.Contains("dns", StringComparison.Ordinal) && !crash.Task.IsCompleted ? Hang(crash) : Task.CompletedTask;
        var first = await ScriptedBot.StartAsync(world, directory.Path);
        await DriveAsync(first, crash.Task);
        await first.DisposeAsync();

        await using var second = await ScriptedBot.StartAsync(world, directory.Path);
        await DriveAsync(second, new TaskCompletionSource().Task);

        Assert.Equal([false, true], world.Starts.Where(start => start.Key.Contains("dns", StringComparison.Ordinal)).Select(start => start.MayHaveActed));
        await AssertDoneOnceAsync();

        static Task Hang(TaskCompletionSource crash)
        {
            crash.SetResult();
            return new TaskCompletionSource().Task;
        }
    }

    [Fact]
    public async Task Given_a_crash_between_intent_and_call_then_the_effect_is_looked_for_only_after_the_settle_time()
    {
        var crash = new Crash(at: nameof(StepIntended));
        await using (var first = await ScriptedBot.StartAsync(world, directory.Path, crash))
        {
            await DriveAsync(first, crash.Happened);
        }

        var settle = TimeSpan.FromMilliseconds(600);
        await using var second = await ScriptedBot.StartAsync(world, directory.Path, configure: builder => builder.Configuration["Runtime:Settle"] = settle.ToString());
        await DriveAsync(second, new TaskCompletionSource().Task);

        var history = await second.Get<IBackoutReader>().FindAsync(new BackoutId(Id), default);
        var intended = history!.Entries.First(entry => entry.Event is StepIntended);
        var key = ((StepIntended)intended.Event).Key.Value;
        var start = Assert.Single(world.Starts, start => start.Key == key);
        Assert.True(start.MayHaveActed);
        Assert.True(start.At >= intended.At + settle, $"looked {(start.At - intended.At).TotalMilliseconds} ms after the intent");
        await AssertDoneOnceAsync();
    }

    [Fact]
    public async Task Given_an_answer_that_is_lost_then_the_bot_looks_and_adopts_what_it_did()
    {
        var lost = 0;
        world.AfterEffect = _ => Interlocked.Increment(ref lost) <= 2 ? throw new HttpRequestException("connection reset") : Task.CompletedTask;

        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await DriveAsync(bot, new TaskCompletionSource().Task);

        await AssertDoneOnceAsync();
    }

    [Fact]
    public async Task Given_work_that_keeps_failing_then_the_thread_is_told_and_it_goes_on_when_it_can()
    {
        var failing = true;
        world.BeforeEffect = _ => failing ? throw new HttpRequestException("the provider is away") : Task.CompletedTask;
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var story = DriveAsync(bot, new TaskCompletionSource().Task);

        await Eventually.TrueAsync(
            () => world.Chat.Shown.Values.Any(message => message is { Key: var key, Body: Core.Chat.TextBody { Lines: ["the provider is away"] } } && key.StartsWith("trouble:", StringComparison.Ordinal)),
            "the thread was not told");
        failing = false;
        await story;

        await AssertDoneOnceAsync();
    }

    /// <summary>Starts process after process until the story is over; answers how many it took.</summary>
    private async Task<int> PlayAsync(Func<Crash> crashes)
    {
        List<ScriptedBot> dead = [];
        for (var life = 1; ; life++)
        {
            var crash = crashes();
            var bot = await ScriptedBot.StartAsync(world, directory.Path, crash);
            dead.Add(bot);
            if (await DriveAsync(bot, crash.Happened))
            {
                await Task.WhenAll(dead.Select(one => one.DisposeAsync().AsTask()));
                return life;
            }
        }
    }

    /// <summary>Does what people and alarms do, whenever it is their turn; true when the backout is closed, false when the process went down.</summary>
    private static async Task<bool> DriveAsync(ScriptedBot bot, Task crashed)
    {
        var closed = false;
        await Eventually.TrueAsync(
            async () =>
            {
                if (crashed.IsCompleted)
                {
                    return true;
                }

                switch (await bot.FindAsync(Id))
                {
                    case null:
                        await bot.HearAsync("m-1", "AlarmRaised checkout-api");
                        break;
                    case { Phase: BackoutPhase.Watching }:
                        await bot.TypeAsync("t-1", Alice, "start checkout-api");
                        break;
                    case { Phase: BackoutPhase.AwaitingApproval } state:
                        await bot.TypeAsync("t-2", Bob, $"approve {state.Plan!.Hash}", Id);
                        break;
                    case { Phase: BackoutPhase.Validating }:
                        await bot.HearAsync("m-2", "AlarmCleared checkout-api");
                        break;
                    case { IsClosed: true }:
                        closed = true;
                        break;
                    default:
                        break;
                }

                return closed;
            },
            () => "the story has stalled");
        return closed;
    }

    private async Task AssertDoneOnceAsync()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var history = await bot.Get<IBackoutReader>().FindAsync(new BackoutId(Id), default);
        Assert.Equal(BackoutPhase.RolledBack, history!.State.Phase);
        Assert.Null(history.TamperedAt);
        Assert.Single(history.Entries, entry => entry.Event is PlanApproved);
        Assert.Single(history.Entries, entry => entry.Event is PostMortemWritten);
        Assert.Equal(3, history.Entries.Count(entry => entry.Event is StepIntended));
        Assert.Equal(3, world.Effects.Count);
        Assert.All(world.Effects, effect => Assert.Equal(1, effect.Value));

        await Eventually.TrueAsync(async () => await bot.Store.Outbox.CountPendingAsync(default) == 0, () => "not everything was said");
        Assert.All(
            history.Entries.Where(entry => entry.Event is StepSucceeded or PlanApproved or AnnouncementMade),
            entry => Assert.Contains($"{Id}:{entry.Version}", world.Chat.Shown.Keys));
    }

    /// <summary>Stops a process's journal for good, as a crash does: nothing of it is written any more.</summary>
    private sealed class Crash(int afterAppends = int.MaxValue, bool before = false, string? at = null) : IJournalObserver
    {
        private readonly TaskCompletionSource happened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource never = new();

        public Task Happened => happened.Task;

        public async ValueTask BeforeAppendAsync(JournalBoundary boundary)
        {
            if (happened.Task.IsCompleted || (before && boundary.Count > afterAppends))
            {
                await DieAsync();
            }
        }

        public async ValueTask AfterAppendAsync(JournalBoundary boundary)
        {
            if ((!before && boundary.Count >= afterAppends) || boundary.Events.Contains(at))
            {
                await DieAsync();
            }
        }

        private Task DieAsync()
        {
            happened.TrySetResult();
            return never.Task;
        }
    }
}
