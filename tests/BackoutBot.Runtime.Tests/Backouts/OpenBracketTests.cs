using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.Runtime.Tests.World;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>What stands open is read whenever a plan is made, so that nobody reads of a page beside a plan that found none.</summary>
public sealed class OpenBracketTests : IDisposable
{
    private const string Id = "checkout-api-1";
    private const string Part = "Whoever comes by HTTPS (443) gets the page";
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
    public async Task Given_a_page_that_somebody_took_away_when_it_is_planned_again_then_it_was_seen_to_be_gone_before_the_plan_was_made()
    {
        await using var bot = await HeldAsync();
        world.Amiss.TryRemove(Off, out _);

        var planned = await PlannedAgainAsync(bot);

        Assert.Empty(planned.OpenBrackets);
        var events = (await bot.Store.Journal.ReadAsync(new BackoutId(Id), 0, default)).Select(sealedEntry => sealedEntry.Entry.Event).ToList();
        Assert.InRange(events.FindIndex(happened => happened is EffectGone), 0, events.FindLastIndex(happened => happened is PlanProposed));
    }

    [Fact]
    public async Task Given_a_page_of_somebody_else_in_the_place_of_ours_when_it_is_planned_again_then_ours_is_gone()
    {
        await using var bot = await HeldAsync();
        (world.Amiss[Off], world.Stands[Off]) = ("The listener shows a page of nobody.", SeenEffect.Nothing);

        Assert.Empty((await PlannedAgainAsync(bot)).OpenBrackets);
    }

    [Fact]
    public async Task Given_a_page_that_stands_in_part_when_it_is_planned_again_then_that_part_is_what_stands()
    {
        await using var bot = await HeldAsync();
        world.Stands[Off] = new SeenEffect(EffectStanding.Seen, Part);

        Assert.Equal([Part], (await PlannedAgainAsync(bot)).OpenBrackets.Select(open => open.InWords));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public async Task Given_a_page_that_can_not_be_read_when_it_is_planned_again_then_it_is_asked_again_and_at_last_the_plan_says_that_it_is_not_known(int faults)
    {
        await using var bot = await HeldAsync();
        world.Amiss.TryRemove(Off, out _);
        var reads = 0;
        world.BeforeVerified = step => step == Off && Interlocked.Increment(ref reads) <= faults ? throw new InvalidOperationException("The load balancer did not answer.") : Task.CompletedTask;

        var planned = await PlannedAgainAsync(bot);

        Assert.Equal(faults > 1, planned.OpenBrackets.Any());
        Assert.Equal(faults > 1, planned.Plan!.Remarks.Any(remark => remark.StartsWith("It could not be read whether this still stands: ", StringComparison.Ordinal)));
    }

    private static async Task<BackoutState> PlannedAgainAsync(ScriptedBot bot)
    {
        await bot.TypeAsync("t-3", Bob, "replan", Id);
        return await bot.WhenAsync(Id, state => state is { PlanRound: 2, Phase: BackoutPhase.AwaitingApproval });
    }

    /// <summary>A backout that waits with its page up.</summary>
    private async Task<ScriptedBot> HeldAsync()
    {
        world.Amiss[Off] = "The page is there.";
        var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var plan = await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Bob, $"approve {plan.Plan!.Hash}", Id);
        await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.Paused);
        return bot;
    }
}
