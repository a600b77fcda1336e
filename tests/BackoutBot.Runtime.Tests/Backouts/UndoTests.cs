using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;
using BackoutBot.Runtime.Tests.World;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>What was done is put back through the real engine, from what a person typed to the end.</summary>
public sealed class UndoTests : IDisposable
{
    private const string Id = "checkout-api-1";
    private const string Second = "checkout-api-2";

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_a_backout_that_is_not_proved_when_one_step_is_undone_then_it_is_put_back_once_over_a_restart()
    {
        world.Finding = item => item.Value.StartsWith("12.", StringComparison.Ordinal) ? Core.Checklists.CheckStatus.Fail : Core.Checklists.CheckStatus.Pass;
        await using (var first = await ScriptedBot.StartAsync(world, directory.Path))
        {
            await CarryOutAsync(first);
            await first.WhenAsync(Id, state => state.Phase is BackoutPhase.Validating);
            await first.TypeAsync("t-3", Bob, "undo dns the old one is gone", Id);
            var asked = await first.WhenAsync(Id, state => state is { Phase: BackoutPhase.AwaitingApproval, Undoing: not null });
            Assert.Equal("the old one is gone", asked.Undoing!.Reason);
            world.LooksUntilDone = int.MaxValue;
            await first.TypeAsync("t-4", Alice, $"approve {asked.Plan!.Hash}", Id);
            await first.WhenAsync(Id, state => state.HasStepInFlight);
        }

        world.LooksUntilDone = 1;
        await using var second = await ScriptedBot.StartAsync(world, directory.Path);
        var after = await second.WhenAsync(Id, state => state.Undone is not null);

        Assert.Equal(BackoutPhase.Blocked, after.Phase);
        Assert.Equal(["code", "open"], Undoing.Lasting(after).Select(effect => effect.Step.Id.Value).Order());
        Assert.Equal(1, world.Effects[$"bo-{second.Store.Installation}-checkout-api-1-2-undo-dns-1"]);
    }

    [Fact]
    public async Task Given_an_ended_backout_when_all_of_it_is_undone_then_a_new_one_puts_back_what_was_done_last_first_and_marks_no_release_as_left()
    {
        world.Services = [Describe("checkout-api") with { Approvals = new ApprovalPolicy([], ["approvers"], 1, TimeSpan.FromMinutes(30)) }];
        world.Runs = "v2.4.0";
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await CarryOutAsync(bot);
        await bot.WhenAsync(Id, state => state.IsClosed);
        world.Runs = "v2.3.1";
        await bot.TypeAsync("t-3", Bob, $"undo {Id} it was the balancer");
        var plan = await bot.WhenAsync(Second, state => state.Phase is BackoutPhase.AwaitingApproval);

        Assert.Equal((new BackoutId(Id), "v2.3.1", "v2.4.0", Bob), (plan.Undoing!.Of!.Value, FromTo.From(plan), FromTo.To(plan), plan.RequestedBy!.Value));
        Assert.Equal(["code after open", "dns after open", "open after "], plan.Plan!.Steps.Select(step => $"{step.Id} after {string.Join(", ", step.After)}").Order(StringComparer.Ordinal));
        world.Runs = "v2.4.0";
        await bot.TypeAsync("t-4", Alice, $"approve {plan.Plan.Hash}", Second);
        var ended = await bot.WhenAsync(Second, state => state.IsClosed);

        Assert.Equal(BackoutPhase.RolledBack, ended.Phase);
        Assert.All(await bot.Store.Journal.ListRestorePointsAsync(new ServiceId("checkout-api"), default), kept => Assert.NotEqual(new BackoutId(Second), kept.LeftBy));
    }

    [Fact]
    public async Task Given_an_undo_of_a_roll_back_that_waits_when_another_point_is_chosen_then_what_is_left_is_what_runs_and_nobody_is_said_to_have_deployed()
    {
        world.Runs = "v2.2.0";
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: builder => builder.Configuration["Runtime:RestorePointInterval"] = "00:00:00.020");
        await KeptAsync(bot, 1);
        world.Runs = "v2.3.1";
        await KeptAsync(bot, 2);
        world.Runs = "v2.4.0";
        await KeptAsync(bot, 3);
        await CarryOutAsync(bot);
        await bot.WhenAsync(Id, state => state.IsClosed);
        (world.Runs, world.TakenBack) = ("v2.3.1", "v2.4.0");
        await bot.TypeAsync("t-3", Bob, $"undo {Id}");
        await bot.WhenAsync(Second, state => state.Phase is BackoutPhase.AwaitingApproval);

        await bot.TypeAsync("t-4", Bob, "start checkout-api to v2.2.0", Second);
        var plan = await bot.WhenAsync(Second, state => state is { Phase: BackoutPhase.AwaitingApproval, Undoing: null });

        Assert.Equal(("v2.3.1", "v2.2.0"), (FromTo.From(plan), FromTo.To(plan)));
        Assert.DoesNotContain(plan.Plan!.Remarks, remark => remark.Contains("somebody deployed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_an_undo_after_which_another_release_went_out_and_did_not_end_well_when_another_point_is_chosen_then_that_is_what_is_left()
    {
        world.Runs = "v2.2.0";
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: builder => builder.Configuration["Runtime:RestorePointInterval"] = "00:00:00.020");
        await KeptAsync(bot, 1);
        world.Runs = "v2.3.1";
        await KeptAsync(bot, 2);
        world.Runs = "v2.4.0";
        await KeptAsync(bot, 3);
        await CarryOutAsync(bot);
        await bot.WhenAsync(Id, state => state.IsClosed);
        world.Runs = "v2.3.1";
        await bot.TypeAsync("t-3", Bob, $"undo {Id}");
        await bot.WhenAsync(Second, state => state.Phase is BackoutPhase.AwaitingApproval);

        (world.IsSettled, world.TakenBack) = (false, "v2.5.0");
        await bot.TypeAsync("t-4", Bob, "start checkout-api to v2.3.1", Second);
        var plan = await bot.WhenAsync(Second, state => state is { Phase: BackoutPhase.AwaitingApproval, Undoing: null });

        Assert.Equal("v2.5.0 → v2.3.1", FromTo.InWords(plan));
    }

    [Theory]
    [InlineData("undo checkout-api-7", "There is no backout checkout-api-7")]
    [InlineData("undo checkout-api-1", "checkout-api-1 goes on. To have one of its steps put back, name the step")]
    [InlineData("undo nothing", "No step «nothing» was done that could be put back. There is: ")]
    public async Task Given_nothing_that_could_be_undone_then_whoever_asks_is_told_what_could(string typed, string told)
    {
        world.Finding = item => item.Value.StartsWith("12.", StringComparison.Ordinal) ? Core.Checklists.CheckStatus.Fail : Core.Checklists.CheckStatus.Pass;
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await CarryOutAsync(bot);
        await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.Validating);
        await bot.TypeAsync("t-3", Bob, typed, Id);

        await Eventually.TrueAsync(() => world.Chat.Shown.Values.Any(message => message is { OnlyFor: { } only, Body: TextBody text } && only == Bob && text.Headline.StartsWith(told, StringComparison.Ordinal)), $"bob was not told «{told}»");
    }

    private static async Task KeptAsync(ScriptedBot bot, int points) =>
        await Eventually.TrueAsync(async () => (await bot.Store.Journal.ListRestorePointsAsync(new ServiceId("checkout-api"), default)).Count == points, () => $"there are not {points} points");

    private static async Task CarryOutAsync(ScriptedBot bot)
    {
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var plan = await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Bob, $"approve {plan.Plan!.Hash}", Id);
    }
}
