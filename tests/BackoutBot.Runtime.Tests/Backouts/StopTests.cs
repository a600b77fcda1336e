using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Steps;
using BackoutBot.Runtime.Tests.World;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>A stop through the real engine, from what a person typed to the plan that follows.</summary>
public sealed class StopTests : IDisposable
{
    private const string Id = "checkout-api-1";

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_no_backout_when_a_stop_is_asked_for_and_approved_then_it_is_done_once_over_a_restart_and_the_large_plan_is_proposed_by_itself()
    {
        world.Services = [Describe("checkout-api") with { Approvals = new ApprovalPolicy([], ["approvers"], 2, TimeSpan.FromMinutes(30)) }];
        world.InFlight = "d-1";
        world.LooksUntilDone = int.MaxValue;
        await using (var first = await ScriptedBot.StartAsync(world, directory.Path))
        {
            await first.TypeAsync("t-1", Alice, "stop checkout-api 5xx everywhere");
            var small = await first.WhenAsync(Id, state => state.Phase is BackoutPhase.AwaitingApproval);
            Assert.Equal((1, 1), (small.Plan!.Steps.Count, small.Quorum));
            await first.TypeAsync("t-2", Bob, $"approve {small.Plan.Hash}", Id);
            await first.WhenAsync(Id, state => state.Steps.Values.Any(step => step.Phase is StepPhase.Running));
        }

        world.LooksUntilDone = 2;
        await using var second = await ScriptedBot.StartAsync(world, directory.Path);
        var large = await second.WhenAsync(Id, state => state is { Phase: BackoutPhase.AwaitingApproval, Stopping: null });

        Assert.Equal((3, 2, Alice), (large.Plan!.Steps.Count, large.Quorum, large.RequestedBy!.Value));
        Assert.Equal($"bo-{second.Store.Installation}-checkout-api-1-1-stop-now-1", Assert.Single(world.Effects).Key);
        Assert.Equal(1, world.Effects.Values.Single());
    }

    [Fact]
    public async Task Given_nothing_in_flight_when_a_stop_is_asked_for_then_only_the_asker_is_told_and_no_backout_is_opened()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-1", Alice, "stop checkout-api");

        await SaidAsync("There is nothing to stop, as of", "No deployment is in flight.");
        Assert.Null(await bot.FindAsync(Id));
    }

    [Fact]
    public async Task Given_a_halt_when_a_stop_is_asked_for_then_it_is_refused_with_how_to_stop_by_hand()
    {
        world.InFlight = "d-1";
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-1", Bob, "halt");
        await Eventually.TrueAsync(async () => (await bot.Store.Halts.ReadAsync(default)).Current is not null, () => "it was not halted");
        await bot.TypeAsync("t-2", Alice, "stop checkout-api");

        await SaidAsync("So nothing can be stopped through me, either. By hand:", "Stop it: stop-it d-1");
        Assert.Null(await bot.FindAsync(Id));
    }

    [Fact]
    public async Task Given_a_plan_up_for_approval_when_a_stop_is_asked_for_in_its_thread_and_denied_then_that_plan_can_be_approved_as_before()
    {
        world.InFlight = "d-1";
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var large = await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Alice, "stop", Id);
        await bot.WhenAsync(Id, state => state.Stopping is not null);
        await bot.TypeAsync("t-3", Bob, "deny let it finish", Id);
        var again = await bot.WhenAsync(Id, state => state.Stopping is null);

        Assert.Equal(large.Plan!.Hash, again.Plan!.Hash);
        await bot.TypeAsync("t-4", Bob, $"approve {large.Plan.Hash}", Id);
        Assert.Equal(BackoutPhase.RolledBack, (await bot.WhenAsync(Id, state => state.IsClosed)).Phase);
    }

    private Task SaidAsync(string headline, string line) => Eventually.TrueAsync(
        () => world.Chat.Shown.Values.Any(message => message is { OnlyFor: { } only, Body: TextBody text } && only == Alice && $"{text.Headline} {string.Join(' ', text.Lines)}" is var all && all.Contains(headline, StringComparison.Ordinal) && all.Contains(line, StringComparison.Ordinal)),
        $"nobody was told «{headline}»");
}
