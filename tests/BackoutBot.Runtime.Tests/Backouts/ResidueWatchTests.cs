using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.Runtime.Tests.World;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>What an ended backout left open is asked for as long as it stands, and no longer.</summary>
public sealed class ResidueWatchTests : IDisposable
{
    private const string First = "checkout-api-1";
    private const string Second = "checkout-api-2";
    private static readonly StepId On = new("page-on");
    private static readonly StepId Off = new("page-off");

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new()
    {
        Services =
        [
            Describe("checkout-api") with
            {
                Steps =
                [
                    new StepDefinition(On, "scripted", []),
                    new StepDefinition(new StepId("code"), "scripted", [On]) { IsHeldAfter = true },
                    new StepDefinition(Off, "scripted", [new StepId("code")]) { Closes = On },
                ],
            },
        ],
    };

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_a_page_that_was_left_when_somebody_takes_it_away_then_it_is_asked_for_no_more()
    {
        await using var bot = await LeftAsync();
        world.Amiss.TryRemove(Off, out _);
        var gone = await bot.WhenAsync(First, state => !state.OpenBrackets.Any());

        Assert.Equal(BackoutPhase.Abandoned, gone.Phase);
        Assert.DoesNotContain(Residue.Of(gone), one => one.Kind is ResidueKind.Open);
        Assert.Null(gone.Effects.Single(effect => effect.Step.Id == On).TakenBy);
    }

    [Fact]
    public async Task Given_a_page_that_was_left_and_stands_when_the_next_backout_is_planned_then_its_plan_says_so()
    {
        await using var bot = await LeftAsync();
        await bot.TypeAsync("t-5", Alice, "start checkout-api");
        var plan = await bot.WhenAsync(Second, state => state.Phase is BackoutPhase.AwaitingApproval);

        Assert.Contains(plan.Plan!.Remarks, remark => remark.StartsWith("Left by checkout-api-1 when it ended at ", StringComparison.Ordinal) && remark.Contains("not seen to be gone", StringComparison.Ordinal));
        Assert.NotEmpty((await bot.FindAsync(First))!.OpenBrackets);
    }

    [Fact]
    public async Task Given_a_page_that_was_left_and_somebody_took_away_when_the_next_backout_is_planned_then_its_plan_does_not_name_it_and_whoever_was_told_of_it_hears_once_that_it_is_gone()
    {
        await using var bot = await LeftAsync();
        await LaggedAsync(bot);
        world.BeforePlanned = _ =>
        {
            world.Amiss.TryRemove(Off, out string? _);
            return Task.CompletedTask;
        };
        await bot.TypeAsync("t-5", Alice, "start checkout-api");
        var plan = await bot.WhenAsync(Second, state => state.Phase is BackoutPhase.AwaitingApproval);

        Assert.DoesNotContain(plan.Plan!.Remarks, remark => remark.Contains("not seen to be gone", StringComparison.Ordinal));
        await bot.WhenAsync(First, state => !state.OpenBrackets.Any());
        await Eventually.TrueAsync(() => world.Chat.Shown.Values.Count(message => message is { Channel: "#stakeholders", Body: TextBody { Headline: "checkout-api: what customers were shown is gone." } }) == 1, "managers were not told once that it is gone");
    }

    [Fact]
    public async Task Given_a_page_that_was_left_and_somebody_took_away_when_that_backout_is_undone_then_the_plan_does_not_say_that_it_stands()
    {
        await using var bot = await LeftAsync();
        await LaggedAsync(bot);
        await bot.TypeAsync("t-5", Alice, $"undo {First}");
        var stands = await bot.WhenAsync(Second, state => state.Phase is BackoutPhase.AwaitingApproval);
        world.Amiss.TryRemove(Off, out _);
        (world.Unneeded[On], world.Unneeded[Off]) = (true, true);
        await bot.TypeAsync("t-6", Alice, "replan", Second);
        var gone = await bot.WhenAsync(Second, state => state is { Phase: BackoutPhase.AwaitingApproval, PlanRound: 2 });

        Assert.All([stands, gone], plan => Assert.DoesNotContain(plan.Plan!.Remarks, remark => remark.StartsWith("Not put back by this plan: ", StringComparison.Ordinal)));
        Assert.Contains(stands.Plan!.Steps, step => step.Id == Off);
        Assert.DoesNotContain(gone.Plan!.Steps, step => step.Id == Off);
    }

    [Fact]
    public async Task Given_a_page_that_was_left_and_stands_when_that_backout_is_undone_by_a_plan_that_does_not_take_it_away_then_the_plan_says_so()
    {
        await using var bot = await LeftAsync();
        await LaggedAsync(bot);
        (world.Unneeded[On], world.Unneeded[Off]) = (true, true);
        await bot.TypeAsync("t-5", Alice, $"undo {First}");
        var plan = await bot.WhenAsync(Second, state => state.Phase is BackoutPhase.AwaitingApproval);

        Assert.Contains(plan.Plan!.Remarks, remark => remark.StartsWith("Not put back by this plan: ", StringComparison.Ordinal) && remark.Contains("not seen to be gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_a_page_that_was_left_when_the_next_backout_took_it_away_and_ended_well_then_the_ended_card_names_it_no_more()
    {
        await using var bot = await LeftAsync();
        await bot.TypeAsync("t-5", Alice, "start checkout-api");
        var plan = await bot.WhenAsync(Second, state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-6", Bob, $"approve {plan.Plan!.Hash}", Second);
        await bot.WhenAsync(Second, state => state.Phase is BackoutPhase.Paused);
        world.Amiss.TryRemove(Off, out _);
        await bot.TypeAsync("t-7", Bob, "resume", Second);
        Assert.Equal(BackoutPhase.RolledBack, (await bot.WhenAsync(Second, state => state.IsClosed)).Phase);

        await bot.WhenAsync(First, state => !state.OpenBrackets.Any());
        var settled = await bot.WhenAsync(First, state => state.Settled is not null);
        Assert.Equal(Second, settled.Settled!.By.Value);
        Assert.False(settled.HasStandingResidue);
    }

    [Fact]
    public async Task Given_a_page_that_was_left_when_a_step_of_the_next_backout_takes_it_away_then_the_ended_one_says_so_at_once_and_by_whom()
    {
        world.LeftBy[Off] = new BackoutId(First);
        await using var bot = await LeftAsync(lookEvery: "01:00:00");
        await bot.TypeAsync("t-5", Alice, "start checkout-api");
        var plan = await bot.WhenAsync(Second, state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-6", Bob, $"approve {plan.Plan!.Hash}", Second);
        await bot.WhenAsync(Second, state => state.Phase is BackoutPhase.Paused);
        Assert.NotEmpty((await bot.FindAsync(First))!.OpenBrackets);

        world.Finding = _ => CheckStatus.Fail;
        world.Amiss.TryRemove(Off, out _);
        await bot.TypeAsync("t-7", Bob, "resume", Second);
        var first = await bot.WhenAsync(First, state => !state.OpenBrackets.Any());

        Assert.Equal("checkout-api-2, approved by bob", first.Effects.Single(effect => effect.Step.Id == On).TakenBy?.InWords);
        Assert.False((await bot.FindAsync(Second))!.IsClosed);
    }

    [Fact]
    public async Task Given_what_a_backout_left_when_a_record_is_not_as_it_was_then_no_restore_point_holds_that_until_it_is_settled()
    {
        world.Record = "blue";
        await using var bot = await LeftAsync("00:00:00.050");
        var captured = 0;
        world.WhileCaptured = () => Interlocked.Increment(ref captured);
        world.Record = "broken";
        await Eventually.TrueAsync(() => Volatile.Read(ref captured) >= 6, "read three times, by each of the steps' actions");

        Assert.Equal("record → blue", await RecordAsync(bot));

        await bot.TypeAsync("t-8", Alice, "prepare checkout-api v2.5.0");
        await bot.WhenAsync(Second, state => state.RestorePoint is not null);
        Assert.Equal("record → blue", await RecordAsync(bot));
        await bot.TypeAsync("t-9", Alice, "dismiss", Second);
        await bot.WhenAsync(Second, state => state.IsClosed);

        await bot.TypeAsync("t-10", Bob, $"takeover {First} the record is to be so");
        await Eventually.TrueAsync(async () => await RecordAsync(bot) == "record → broken", () => "what somebody answers for is how it is to be");
    }

    [Fact]
    public async Task Given_what_a_backout_left_when_another_release_runs_since_then_that_is_captured_as_it_is()
    {
        world.Record = "blue";
        await using var bot = await LeftAsync("00:00:00.050");
        (world.Record, world.Runs) = ("green", "v2.6.0");

        await Eventually.TrueAsync(async () => (await bot.Store.Journal.ListRestorePointsAsync(new ServiceId("checkout-api"), default))[0] is { Release.Version: "v2.6.0", WellSince: not null }, () => "the new release is not seen to be well");
        Assert.Equal("record → green", await RecordAsync(bot));
    }

    /// <summary>It ended long enough ago that no list lags behind.</summary>
    private static async Task LaggedAsync(ScriptedBot bot)
    {
        var ended = (await bot.FindAsync(First))!.ClosedAt;
        await Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow() - ended > TimeSpan.FromMilliseconds(100), "no time passes");
    }

    private static async Task<string> RecordAsync(ScriptedBot bot) =>
        (await bot.Store.Journal.ListRestorePointsAsync(new ServiceId("checkout-api"), default))[0].Point.States.Single(state => state.Resource == "record").Summary;

    /// <summary>A backout that ended with its page up, which stands.</summary>
    private async Task<ScriptedBot> LeftAsync(string? keepEvery = null, string lookEvery = "00:00:00.100")
    {
        world.Amiss[Off] = "The page is there.";
        var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: builder =>
        {
            builder.Configuration["Runtime:RestorePointInterval"] = keepEvery ?? "00:00:00";
            builder.Configuration["Runtime:ResidueInterval"] = lookEvery;
        });
        await Eventually.TrueAsync(async () => keepEvery is null || (await bot.Store.Journal.ListRestorePointsAsync(new ServiceId("checkout-api"), default)).Count > 0, () => "no restore point is kept");
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var plan = await bot.WhenAsync(First, state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Bob, $"approve {plan.Plan!.Hash}", First);
        await bot.WhenAsync(First, state => state.Phase is BackoutPhase.Paused);
        await bot.TypeAsync("t-3", Bob, "leave until the morning", First);
        await bot.WhenAsync(First, state => state.IsClosed);
        return bot;
    }
}
