using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Runtime.Backouts;
using BackoutBot.Runtime.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>The whole story through the real engine: from what comes in to what is said.</summary>
public sealed class StoryTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_an_alarm_when_it_is_started_and_approved_then_it_is_rolled_back_and_told()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);

        await bot.HearAsync("m-1", "AlarmRaised checkout-api 2");
        await bot.HearAsync("m-2", "AlarmRaised checkout-api");
        await bot.WhenAsync("checkout-api-1", state => state.Signals.Count == 2);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Bob, $"approve {planned.Plan!.Hash.Value[..8]}", "checkout-api-1");
        var running = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.Validating || state.IsClosed);
        await bot.HearAsync("m-3", "AlarmCleared checkout-api");
        var closed = await bot.WhenAsync("checkout-api-1", state => state.IsClosed);

        Assert.Equal(BackoutPhase.RolledBack, closed.Outcome);
        Assert.Equal(3, world.Effects.Count);
        Assert.All(world.Effects, effect => Assert.Equal(1, effect.Value));
        Assert.All(world.Starts, start => Assert.False(start.MayHaveActed));
        Assert.NotNull(running.Plan);

        var history = await bot.Get<IBackoutReader>().FindAsync(new BackoutId("checkout-api-1"), default);
        Assert.Null(history!.TamperedAt);
        Assert.Contains(history.Entries, entry => entry.Event is PostMortemWritten);

        await Eventually.TrueAsync(async () => await bot.Store.Outbox.CountPendingAsync(default) == 0, () => "not everything was said");
        var said = world.Chat.Shown.Values;
        Assert.Contains(said, message => message.Body is DocumentBody);
        Assert.Contains(said, message => message.Channel == "#stakeholders");
        Assert.Equal("Rolled back", ((CardBody)world.Chat.Shown["card:checkout-api-1"].Body).Card.State, ignoreCase: true);
        Assert.Empty(await bot.Store.Inbox.PendingAsync(TimeProvider.System.GetUtcNow(), 10, default));
    }

    [Fact]
    public async Task Given_a_release_by_somebody_else_while_approval_is_awaited_when_it_is_approved_then_nothing_is_done_before_the_new_plan_is_approved_too()
    {
        world.Revision = "d-1";
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);

        world.Revision = "d-2";
        await bot.TypeAsync("t-2", Bob, $"approve {planned.Plan!.Hash.Value[..8]}", "checkout-api-1");
        var anew = await bot.WhenAsync("checkout-api-1", state => state is { Phase: BackoutPhase.AwaitingApproval, PlanRound: 2 });
        Assert.NotEqual(planned.Plan.Hash, anew.Plan!.Hash);
        Assert.Empty(anew.Approvals);
        Assert.Empty(world.Effects);

        await bot.TypeAsync("t-3", Bob, $"approve {anew.Plan.Hash.Value[..8]}", "checkout-api-1");
        await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.Validating || state.IsClosed);
        Assert.Equal(3, world.Effects.Count);
    }

    [Fact]
    public async Task Given_what_a_plan_rests_on_can_not_be_read_when_it_is_approved_then_nothing_starts_before_it_can()
    {
        world.Revision = "d-1";
        var reads = 0;
        var isAway = true;
        world.BeforeBasisIsRead = () => Interlocked.Increment(ref reads) > 0 && isAway ? throw new TimeoutException("no answer") : Task.CompletedTask;
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Bob, $"approve {planned.Plan!.Hash.Value[..8]}", "checkout-api-1");

        await Eventually.TrueAsync(() => reads > 6, "it was not tried again");
        Assert.Empty(world.Starts);

        isAway = false;
        await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.Validating || state.IsClosed);
        Assert.Equal(3, world.Effects.Count);
    }

    [Fact]
    public async Task Given_what_a_plan_rests_on_can_not_be_read_and_that_can_not_be_told_either_then_both_are_logged_and_it_is_tried_on()
    {
        world.Revision = "d-1";
        var isAway = true;
        world.BeforeBasisIsRead = () => isAway ? throw new TimeoutException("no answer") : Task.CompletedTask;
        var log = new ScriptedLog();
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: builder =>
        {
            builder.Logging.AddProvider(log);
            builder.Services.AddSingleton<IIncomingGrainCallFilter>(new NothingIsHeldUp());
        });
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Bob, $"approve {planned.Plan!.Hash.Value[..8]}", "checkout-api-1");

        await Eventually.TrueAsync(() => log.Lines.Any(line => line.StartsWith("Nobody could be told", StringComparison.Ordinal) && line.Contains("lost on the way", StringComparison.Ordinal)), "that it could not be told is not logged");
        isAway = false;
        await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.Validating || state.IsClosed);
    }

    /// <summary>Loses each word on a step that can't begin, as a silo that goes may.</summary>
    private sealed class NothingIsHeldUp : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) =>
            context.Request.GetArgumentCount() > 0 && context.Request.GetArgument(0) is CommandEnvelope { Command: ReportHeldUp } ? throw new InvalidOperationException("lost on the way") : context.Invoke();
    }

    [Fact]
    public async Task Given_an_approver_who_leaves_the_group_before_the_second_approves_then_only_the_second_counts()
    {
        world.Services = [.. world.Services.Select(service => service with { Approvals = service.Approvals with { Quorum = 2 } })];
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-1", Dave, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Alice, $"approve {planned.Plan!.Hash.Value[..8]}", "checkout-api-1");
        await bot.WhenAsync("checkout-api-1", state => state.Approvals.Count == 1);

        world.Left[Alice] = true;
        await bot.TypeAsync("t-3", Bob, $"approve {planned.Plan.Hash.Value[..8]}", "checkout-api-1");
        var counted = await bot.WhenAsync("checkout-api-1", state => state.Approvals.Exists(approval => approval.By == Bob));

        Assert.Equal([Bob], counted.Approvals.Select(approval => approval.By));
        Assert.Equal(BackoutPhase.AwaitingApproval, counted.Phase);
        Assert.Empty(world.Effects);
    }

    [Fact]
    public async Task Given_the_requester_who_approves_then_the_refusal_is_explained_to_them_alone()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);

        await bot.TypeAsync("t-2", Alice, $"approve {planned.Plan!.Hash}", "checkout-api-1");
        await bot.TypeAsync("t-3", Dave, $"approve {planned.Plan.Hash}", "checkout-api-1");
        await bot.TypeAsync("t-4", new PersonId("mallory"), $"approve {planned.Plan.Hash}", "checkout-api-1");

        await Eventually.TrueAsync(() => world.Chat.Shown.Values.Count(message => message.OnlyFor is not null) == 3, "the refusals were not explained");
        var explained = world.Chat.Shown.Values.Where(message => message.OnlyFor is not null).ToDictionary(message => message.OnlyFor!.Value.Value, message => ((TextBody)message.Body).Headline);
        Assert.Contains("somebody else must approve", explained["alice"], StringComparison.Ordinal);
        Assert.Contains("not in approvers", explained["dave"], StringComparison.Ordinal);
        Assert.Contains("don't know you", explained["mallory"], StringComparison.Ordinal);
        Assert.Empty((await bot.FindAsync("checkout-api-1"))!.Approvals);
        Assert.Empty(world.Effects);
    }

    [Theory]
    [InlineData("AlarmCleared checkout-api", InboxStatus.Done)]
    [InlineData("DeploymentSucceeded checkout-api", InboxStatus.Done)]
    [InlineData("Informational checkout-api", InboxStatus.Done)]
    [InlineData("AlarmRaised unheard-of", InboxStatus.Unrecognised)]
    [InlineData("gibberish", InboxStatus.Unrecognised)]
    public async Task Given_what_is_no_reason_for_a_backout_then_none_is_opened_and_it_is_kept(string body, InboxStatus status)
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);

        await bot.HearAsync("m-1", body);

        await Eventually.TrueAsync(async () => (await bot.Get<IInboxReader>().ListAsync(status, 10, default)).Count == 1, () => "the message is not where it belongs");
        Assert.NotNull((await bot.Get<IInboxReader>().ListAsync(status, 10, default))[0].Note);
        Assert.Empty(await bot.Store.Journal.ListAsync(10, default));
    }

    [Fact]
    public async Task Given_commands_that_reach_no_backout_then_they_are_answered_and_open_none()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);

        await bot.TypeAsync("t-1", new PersonId("mallory"), "start checkout-api");
        await bot.TypeAsync("t-2", Alice, "aprove abcdef");
        await bot.Store.Inbox.AcceptAsync(
            new ChatSubmission("t-3", "console", Alice, "#ops", new BackoutId("checkout-api-99"), null, new ButtonPress(Core.Cards.CardVerb.Start, null, null, null)).ToInbox(TimeProvider.System.GetUtcNow(), null),
            default);

        await Eventually.TrueAsync(() => world.Chat.Shown.Count == 3, "not everybody was answered");
        Assert.Equal(
            ["I don't know you. Ask an administrator to add you to the bot's directory.", "I don't know «aprove». Did you mean «approve»?", "There is no backout checkout-api-99."],
            world.Chat.Shown.Values.Select(message => ((TextBody)message.Body).Headline).Order(StringComparer.Ordinal));
        Assert.All(world.Chat.Shown.Values, message => Assert.NotNull(message.OnlyFor));
        Assert.Empty(await bot.Store.Journal.ListAsync(10, default));
    }

    [Fact]
    public async Task Given_a_directory_that_is_away_when_somebody_approves_then_they_are_told_once_and_it_counts_when_the_directory_is_back()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.HearAsync("m-1", "AlarmRaised checkout-api");
        await bot.WhenAsync("checkout-api-1", state => state.Version > 0);
        await bot.TypeAsync("t-1", Alice, "start", "checkout-api-1");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);

        world.IsDirectoryAway = true;
        await bot.TypeAsync("t-2", Bob, $"approve {planned.Plan!.Hash}", "checkout-api-1");
        await Eventually.TrueAsync(async () => (await bot.Get<IInboxReader>().ListAsync(InboxStatus.Pending, 10, default)).Any(message => message.Attempts > 2), () => "it is not tried again");

        // The backout waits for nobody's directory.
        await bot.HearAsync("m-2", "AlarmCleared checkout-api");
        await bot.WhenAsync("checkout-api-1", state => state.Signals.Count == 2);
        Assert.Empty((await bot.FindAsync("checkout-api-1"))!.Approvals);
        Assert.Single(world.Chat.Shown.Values, message => message.OnlyFor == Bob && ((TextBody)message.Body).Headline.StartsWith("I can't find out now", StringComparison.Ordinal));

        world.IsDirectoryAway = false;
        await bot.WhenAsync("checkout-api-1", state => state.Approvals.Count == 1);
    }

    [Fact]
    public async Task Given_a_source_that_fails_for_a_while_then_the_message_is_kept_and_read_again()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        bot.Get<ScriptedSource>().Faults = 3;

        await bot.HearAsync("m-1", "AlarmRaised checkout-api");

        await bot.WhenAsync("checkout-api-1", state => state.Signals.Count == 1);
        Assert.Equal(3, (await bot.Get<IInboxReader>().ListAsync(InboxStatus.Done, 10, default))[0].Attempts);
    }

    [Fact]
    public async Task Given_a_closed_backout_when_an_alarm_goes_off_again_then_the_next_is_opened()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await DismissAsync(bot, "AlarmRaised checkout-api 2");

        await bot.HearAsync("m-2", "AlarmRaised checkout-api");

        await bot.WhenAsync("checkout-api-2", state => !state.IsClosed && state.Signals.Count == 1);
    }

    [Fact]
    public async Task Given_one_transition_by_two_topics_when_the_first_was_dismissed_meanwhile_then_the_second_opens_nothing()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await DismissAsync(bot, "AlarmRaised checkout-api");

        await bot.HearAsync("m-2", "AlarmRaised checkout-api");

        await AllHeardAsync(bot);
        Assert.Null(await bot.FindAsync("checkout-api-2"));
        Assert.Equal("The message m-1 told the same before.", (await bot.Get<IInboxReader>().ListAsync(InboxStatus.Done, 10, default)).Single(entry => entry.Message.Key == "m-2").Note);
    }

    [Fact]
    public async Task Given_an_OK_that_comes_before_its_alarm_when_the_alarm_comes_late_then_nobody_is_called()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await DismissAsync(bot, "AlarmRaised checkout-api 9");
        await bot.HearAsync("m-3", "AlarmCleared checkout-api 1");
        await AllHeardAsync(bot);

        await bot.HearAsync("m-2", "AlarmRaised checkout-api 3");

        await AllHeardAsync(bot);
        Assert.Null(await bot.FindAsync("checkout-api-2"));
    }

    /// <summary>What the first message proposed is closed by a person.</summary>
    private static async Task DismissAsync(ScriptedBot bot, string heard)
    {
        await bot.HearAsync("m-1", heard);
        await bot.WhenAsync("checkout-api-1", state => state.Version > 0);
        await bot.TypeAsync("t-1", Alice, "dismiss known flake", "checkout-api-1");
        await bot.WhenAsync("checkout-api-1", state => state.IsClosed);
    }

    private static Task AllHeardAsync(ScriptedBot bot) =>
        Eventually.TrueAsync(async () => await bot.Store.Inbox.CountPendingAsync(default) == 0, () => "the inbox is not empty");
}
