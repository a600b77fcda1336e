using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Runtime.Tests.World;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>Who types what the engine says gets on.</summary>
public sealed class AdviceTests : IDisposable
{
    private const string Id = "checkout-api-1";

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_nothing_of_that_name_to_undo_when_a_step_is_named_in_the_thread_then_it_is_planned_to_be_put_back()
    {
        await using var bot = await ValidatingAsync();
        await bot.TypeAsync("t-3", Bob, "undo checkout-api-7", Id);
        Advised.By(await ToldAsync("There is no backout"), "Name a step in the backout's thread, or an ended backout.");

        await bot.TypeAsync("t-4", Bob, "undo checkout-api-1", Id);
        string verb = Advised.By(await ToldAsync("checkout-api-1 goes on"), "To have one of its steps put back, name the step: * <step>")[0];

        await bot.TypeAsync("t-5", Bob, $"{verb} dns", Id);
        await bot.WhenAsync(Id, state => state is { Phase: BackoutPhase.AwaitingApproval, Undoing: not null });
    }

    [Fact]
    public async Task Given_a_check_that_no_machine_makes_when_the_advised_command_is_typed_in_the_thread_or_outside_then_the_item_passes()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: builder => RemoveChecks(builder, "2.1", "9.1"));
        await bot.TypeAsync("t-1", Alice, "prepare checkout-api v2.4.0");
        var state = await bot.WhenAsync(Id, found => found.Checks.ContainsKey(new ItemId("2.1")) && found.Checks.ContainsKey(new ItemId("9.1")));

        string[] told = Advised.By(state.Checks[new ItemId("2.1")].Fix, "Look at it yourself, then vouch for it: /backout attest * * <what you saw>");
        await bot.TypeAsync("t-2", Bob, $"attest {told[0]} {told[1]} the key is there", Id);
        await bot.TypeAsync("t-3", Bob, $"attest {told[0]} 9.1 all are on call");

        await bot.WhenAsync(Id, found => found.Checks[new ItemId("2.1")].Status is CheckStatus.Pass && found.Checks[new ItemId("9.1")].Status is CheckStatus.Pass);
    }

    [Fact]
    public async Task Given_an_action_that_the_bot_does_not_have_when_one_of_those_named_stands_in_the_plan_file_then_there_is_a_plan()
    {
        var described = Describe("checkout-api");
        world.Services = [described with { Steps = [.. described.Steps.Select(step => step with { Action = "teleport" })] }];
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var state = await bot.WhenAsync(Id, found => found.Phase is BackoutPhase.Unplannable);
        string action = Advised.By(string.Join('\n', state.PlanningProblems), "Name one of: *.")[0];

        world.Services = [described with { Steps = [.. described.Steps.Select(step => step with { Action = action })] }];
        await bot.TypeAsync("t-2", Alice, "replan", Id);
        await bot.WhenAsync(Id, found => found.Phase is BackoutPhase.AwaitingApproval);
    }

    [Fact]
    public async Task Given_a_plan_file_that_is_gone_when_it_is_put_back_then_the_same_command_is_taken()
    {
        var described = world.Services;
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        await bot.WhenAsync(Id, found => found.Phase is BackoutPhase.AwaitingApproval);
        world.Services = [];
        await bot.TypeAsync("t-2", Alice, "note look here", Id);
        Advised.By(await ToldAsync("No plan file describes checkout-api any more"), "Put it back, then ask again.");

        world.Services = described;
        await bot.TypeAsync("t-3", Alice, "note look here", Id);
        await Eventually.TrueAsync(() => world.Chat.Shown.Values.Any(message => message.Body is TextBody { Headline: "alice noted: look here" }), "the note is not there");
    }

    private static void RemoveChecks(Microsoft.Extensions.Hosting.HostApplicationBuilder builder, params string[] items)
    {
        foreach (var check in builder.Services.Where(service => service.ImplementationInstance is ICheck check && items.Contains(check.Item.Value)).ToArray())
        {
            builder.Services.Remove(check);
        }
    }

    private async Task<ScriptedBot> ValidatingAsync()
    {
        world.Finding = item => item.Value.StartsWith("12.", StringComparison.Ordinal) ? CheckStatus.Fail : CheckStatus.Pass;
        var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var plan = await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Bob, $"approve {plan.Plan!.Hash}", Id);
        await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.Validating);
        return bot;
    }

    private async Task<string> ToldAsync(string beginning)
    {
        string? told = null;
        await Eventually.TrueAsync(
            () => (told = world.Chat.Shown.Values.Select(message => message.Body).OfType<TextBody>().Select(text => text.Headline).FirstOrDefault(text => text.StartsWith(beginning, StringComparison.Ordinal))) is not null,
            $"nobody was told «{beginning}»");
        return told!;
    }
}
