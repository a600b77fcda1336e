using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Services;
using BackoutBot.Runtime.Tests.World;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>Two services share a resource: one backout works on it at a time.</summary>
public sealed class SharedResourceTests : IDisposable
{
    private const string First = "shop-1";
    private const string Second = "mail-1";

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new("shop", "mail") { Writes = "listener shared", LooksUntilDone = int.MaxValue };

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_a_backout_at_work_on_it_when_another_is_approved_then_that_says_whom_it_waits_for_and_goes_on_by_itself_over_a_restart()
    {
        await using (var bot = await ScriptedBot.StartAsync(world, directory.Path))
        {
            await ApproveAsync(bot, "shop", First);
            await bot.WhenAsync(First, state => state.HasStepInFlight);
            var plan = await ApproveAsync(bot, "mail", Second);
            Assert.Contains(plan.Plan!.Remarks, remark => remark.StartsWith("When this was planned, shop-1 worked on listener shared.", StringComparison.Ordinal));
            var waits = await bot.WhenAsync(Second, state => state.WaitsFor is not null);

            Assert.Equal(new ResourceHolder(new BackoutId(First), "listener shared"), waits.WaitsFor);
            Assert.Equal(BackoutPhase.Running, waits.Phase);
            Assert.DoesNotContain(world.Effects.Keys, key => key.Contains(Second, StringComparison.Ordinal));
        }

        world.LooksUntilDone = 1;
        await using var again = await ScriptedBot.StartAsync(world, directory.Path);
        await again.WhenAsync(First, state => state.IsClosed);
        var ended = await again.WhenAsync(Second, state => state.IsClosed);

        Assert.Equal(BackoutPhase.RolledBack, ended.Phase);
        Assert.Null(ended.WaitsFor);
        Assert.All(world.Effects.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task Given_one_that_waits_when_all_steps_of_the_other_are_done_and_can_not_be_proved_then_it_goes_on_and_that_other_stays_open()
    {
        world.Finding = item => item.Value.StartsWith("12.", StringComparison.Ordinal) ? CheckStatus.Fail : CheckStatus.Pass;
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await ApproveAsync(bot, "shop", First);
        await bot.WhenAsync(First, state => state.HasStepInFlight);
        await ApproveAsync(bot, "mail", Second);
        var waits = await bot.WhenAsync(Second, state => state.WaitsFor is not null);
        Assert.Equal("shop-1, or whoever that waits for.", CardWriter.Write(waits, DateTimeOffset.UnixEpoch).Waiting);

        world.LooksUntilDone = 1;
        await bot.WhenAsync(Second, state => state.Phase is BackoutPhase.Validating);
        Assert.Equal(BackoutPhase.Validating, (await bot.FindAsync(First))!.Phase);
    }

    [Fact]
    public async Task Given_one_whose_steps_are_done_when_its_next_plan_is_carried_out_then_it_waits_for_who_works_there_now()
    {
        world.LooksUntilDone = 1;
        world.Finding = item => item.Value.StartsWith("12.", StringComparison.Ordinal) ? CheckStatus.Fail : CheckStatus.Pass;
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await ApproveAsync(bot, "shop", First);
        await bot.WhenAsync(First, state => state.Phase is BackoutPhase.Validating);
        world.LooksUntilDone = int.MaxValue;
        await ApproveAsync(bot, "mail", Second);
        await bot.WhenAsync(Second, state => state.HasStepInFlight);

        await bot.TypeAsync("t-8", Alice, "replan", First);
        var plan = await bot.WhenAsync(First, state => state is { Phase: BackoutPhase.AwaitingApproval, PlanRound: 2 });
        await bot.TypeAsync("t-9", Bob, $"approve {plan.Plan!.Hash}", First);
        Assert.Equal(new ResourceHolder(new BackoutId(Second), "listener shared"), (await bot.WhenAsync(First, state => state.WaitsFor is not null)).WaitsFor);
    }

    [Fact]
    public async Task Given_one_that_waits_when_the_other_is_given_up_between_its_steps_then_it_goes_on()
    {
        world.Services = [Describe("shop") with { Steps = [new StepDefinition(new StepId("code"), "scripted", []) { IsHeldAfter = true }, new StepDefinition(new StepId("open"), "scripted", [new StepId("code")])] }, Describe("mail")];
        world.LooksUntilDone = 1;
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await ApproveAsync(bot, "shop", First);
        await bot.WhenAsync(First, state => state.Phase is BackoutPhase.Paused);
        await ApproveAsync(bot, "mail", Second);
        await bot.WhenAsync(Second, state => state.WaitsFor is not null);
        await bot.TypeAsync("t-9", Bob, "abort we go forward", First);

        await bot.WhenAsync(Second, state => state.IsClosed);
    }

    [Fact]
    public async Task Given_one_that_waits_and_took_on_a_page_that_stood_before_when_it_is_given_up_then_its_ending_waits_too()
    {
        var closing = Describe("mail") with { Steps = [new StepDefinition(new StepId("code"), "scripted", []), new StepDefinition(new StepId("page-off"), "scripted", [new StepId("code")]) { Closes = new StepId("page-on") }] };
        world.Services = [Describe("shop"), closing];
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await ApproveAsync(bot, "shop", First);
        await bot.WhenAsync(First, state => state.HasStepInFlight);
        await ApproveAsync(bot, "mail", Second);
        await bot.WhenAsync(Second, state => state.WaitsFor is not null);
        await bot.TypeAsync("t-9", Bob, "abort we go forward", Second);
        await bot.WhenAsync(Second, state => state is { Phase: BackoutPhase.Ending, WaitsFor: not null });
        Assert.DoesNotContain(world.Effects.Keys, key => key.Contains(Second, StringComparison.Ordinal));

        world.LooksUntilDone = 1;
        await bot.WhenAsync(First, state => state.IsClosed);
        await bot.WhenAsync(Second, state => state.IsClosed);
        Assert.Contains("page-off", Assert.Single(world.Effects.Keys, key => key.Contains(Second, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static async Task<BackoutState> ApproveAsync(ScriptedBot bot, string service, string backout)
    {
        await bot.TypeAsync($"s-{service}", Alice, $"start {service}");
        var plan = await bot.WhenAsync(backout, state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync($"a-{service}", Bob, $"approve {plan.Plan!.Hash}", backout);
        return plan;
    }
}
