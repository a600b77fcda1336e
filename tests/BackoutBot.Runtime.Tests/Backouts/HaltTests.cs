using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Steps;
using BackoutBot.Runtime.Tests.World;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>A halt through the real engine: it stops what would start, for good, until two lift it.</summary>
public sealed class HaltTests : IDisposable
{
    private const string Id = "checkout-api-1";

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_a_halt_while_steps_run_then_no_other_begins_not_after_a_restart_either_until_two_lift_it_and_nothing_is_doubled()
    {
        world.LooksUntilDone = int.MaxValue;
        await using (var first = await ScriptedBot.StartAsync(world, directory.Path))
        {
            await first.TypeAsync("t-1", Alice, "start checkout-api");
            var planned = await first.WhenAsync(Id, state => state.Phase is BackoutPhase.AwaitingApproval);
            await first.TypeAsync("t-2", Bob, $"approve {planned.Plan!.Hash}", Id);
            await first.WhenAsync(Id, state => state.Steps.Values.Count(step => step.Phase is StepPhase.Running) == 2);
            await first.TypeAsync("t-3", Alice, "halt look first");
            await first.WhenAsync(Id, state => state.Halt is not null);
        }

        world.LooksUntilDone = 2;
        await using var second = await ScriptedBot.StartAsync(world, directory.Path);
        await second.WhenAsync(Id, state => state.Steps.Values.Count(step => step.Phase is StepPhase.Succeeded) == 2);
        await second.TypeAsync("t-4", Bob, "unhalt");
        var waits = await second.WhenAsync(Id, state => state.Halt?.LiftWantedBy == Bob);

        Assert.Equal(2, world.Effects.Count);
        Assert.Equal((BackoutPhase.Running, StepPhase.Pending), (waits.Phase, waits.Steps[new("open")].Phase));
        await second.TypeAsync("t-5", Alice, "unhalt");
        await second.WhenAsync(Id, state => state is { Halt: null, IsClosed: true });
        Assert.Equal(3, world.Effects.Count);
        Assert.All(world.Effects, effect => Assert.Equal(1, effect.Value));
        Assert.Equal(3, (await second.Store.Halts.ReadAsync(default)).Entries.Count);
    }

    [Fact]
    public async Task Given_a_bot_that_is_started_read_only_then_no_step_begins_its_card_says_so_and_no_word_lifts_it()
    {
        await using (var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: builder => builder.Configuration["Runtime:ReadOnly"] = "true"))
        {
            await bot.TypeAsync("t-1", Alice, "start checkout-api");
            var planned = await bot.WhenAsync(Id, state => state is { Phase: BackoutPhase.AwaitingApproval, Halt: not null });
            await bot.TypeAsync("t-2", Bob, $"approve {planned.Plan!.Hash}", Id);
            await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.Running);
            await bot.TypeAsync("t-3", Bob, "unhalt");
            await Eventually.TrueAsync(() => world.Chat.Shown.Values.Any(message => message.Body is TextBody { Headline: var said } && said.EndsWith("starts it without Runtime:ReadOnly.", StringComparison.Ordinal)), "nobody was told");
            Assert.Empty(world.Starts);
            Assert.All((await bot.FindAsync(Id))!.Steps.Values, step => Assert.Equal(StepPhase.Pending, step.Phase));
        }

        await using var second = await ScriptedBot.StartAsync(world, directory.Path);
        Assert.Equal(BackoutPhase.RolledBack, (await second.WhenAsync(Id, state => state.IsClosed)).Phase);
    }

    [Fact]
    public async Task Given_a_halt_with_nothing_open_then_what_is_approved_later_waits_and_its_card_says_why()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-1", Bob, "halt");
        await Eventually.TrueAsync(() => world.Chat.Shown.Values.Any(message => message is { Channel: "#ops", OnlyFor: null, Body: TextBody { Headline: var said } } && said.StartsWith("Halted by bob", StringComparison.Ordinal)), "nobody was told");

        await bot.TypeAsync("t-2", Alice, "start checkout-api");
        var planned = await bot.WhenAsync(Id, state => state is { Phase: BackoutPhase.AwaitingApproval, Halt: not null });
        await bot.TypeAsync("t-3", Bob, $"approve {planned.Plan!.Hash}", Id);
        await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.Running);
        await Eventually.TrueAsync(() => world.Chat.Shown.TryGetValue($"card:{Id}", out var card) && ((CardBody)card.Body).Card is { State: "Halted", Now: var now } && now.StartsWith("Halted by bob", StringComparison.Ordinal), "the card does not say so");

        Assert.Empty(world.Starts);
    }

    [Fact]
    public async Task Given_a_lift_that_waits_when_its_first_approver_leaves_the_group_then_the_second_word_does_not_lift_the_halt()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        await bot.TypeAsync("t-2", Alice, "halt look first");
        await bot.TypeAsync("t-3", Bob, "unhalt");
        await bot.WhenAsync(Id, state => state.Halt?.LiftWantedBy == Bob);

        world.Left[Bob] = true;
        await bot.TypeAsync("t-4", Alice, "unhalt");

        await bot.WhenAsync(Id, state => state.Halt?.LiftWantedBy == Alice);
        await Eventually.TrueAsync(() => world.Chat.Shown.Values.Any(message => message.Body is TextBody { Headline: var said } && said.StartsWith("bob, who wanted the halt lifted, may approve no longer", StringComparison.Ordinal)), "nobody was told");
        world.Left.Clear();
        await bot.TypeAsync("t-5", Bob, "unhalt");
        await bot.WhenAsync(Id, state => state.Halt is null);
    }

    [Fact]
    public async Task Given_somebody_who_is_no_approver_when_they_halt_then_they_alone_are_told_who_may()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);

        await bot.TypeAsync("t-1", Dave, "halt");

        await Eventually.TrueAsync(() => world.Chat.Shown.Values.Any(message => message.OnlyFor == Dave), "dave was not told");
        Assert.Contains("members of approvers", ((TextBody)world.Chat.Shown.Values.Single(message => message.OnlyFor == Dave).Body).Headline, StringComparison.Ordinal);
        Assert.Empty((await bot.Store.Halts.ReadAsync(default)).Entries);
    }
}
