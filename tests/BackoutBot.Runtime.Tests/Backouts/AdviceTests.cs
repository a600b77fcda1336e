using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Steps;
using BackoutBot.Runtime.Tests.World;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>Who types what the engine says gets on.</summary>
public sealed class AdviceTests : IDisposable
{
    private const string Id = "checkout-api-1";

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new();
    private readonly ScriptedLog log = new();

    public void Dispose()
    {
        log.Dispose();
        directory.Dispose();
    }

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

    [Fact]
    public async Task Given_a_check_that_fails_while_preparing_when_what_the_log_names_is_mended_and_it_is_prepared_again_then_it_passes()
    {
        world.Finding = item => item.Value is "2.1" ? throw new InvalidOperationException("Git does not answer.") : CheckStatus.Pass;
        await using var bot = await StartAsync(tries: 1);
        await bot.TypeAsync("t-1", Alice, "prepare checkout-api v2.4.0");
        var failed = await bot.WhenAsync(Id, state => state.Checks.ContainsKey(new ItemId("2.1")));
        string service = Advised.By(failed.Checks[new ItemId("2.1")].Fix, "Mend that, then have it checked again: /backout prepare *")[0];
        Assert.Contains(log.Lines, line => line.Contains("Git does not answer.", StringComparison.Ordinal));

        world.Finding = _ => CheckStatus.Pass;
        await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.NotReady);
        await bot.TypeAsync("t-2", Alice, $"prepare {service}");
        await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.Ready);
    }

    [Fact]
    public async Task Given_a_check_that_fails_after_the_steps_when_a_person_looks_and_vouches_for_it_then_it_passes_and_the_log_says_why_it_failed()
    {
        world.Finding = item => item.Value is "12.1" ? throw new InvalidOperationException("The page does not answer.") : CheckStatus.Pass;
        await using var bot = await StartAsync(tries: 1);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var plan = await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Bob, $"approve {plan.Plan!.Hash}", Id);
        var failed = await bot.WhenAsync(Id, state => state.Checks.ContainsKey(new ItemId("12.1")));
        Advised.By(failed.Checks[new ItemId("12.1")].Fix, "Look at it yourself.");
        Assert.Contains(log.Lines, line => line.Contains("The page does not answer.", StringComparison.Ordinal));

        await bot.TypeAsync("t-3", Bob, "attest 12.1 the page is there", Id);
        await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.RolledBack);
    }

    [Fact]
    public async Task Given_a_step_that_can_not_be_planned_when_what_the_log_names_is_mended_and_it_is_planned_again_then_there_is_a_plan()
    {
        world.BeforePlanned = _ => throw new InvalidOperationException("The plan is nowhere.");
        await using var bot = await StartAsync(tries: 1);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var failed = await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.Unplannable);
        Advised.By(string.Join('\n', failed.PlanningProblems), "Mend that, then have it planned again; the bot's log has the details.");
        Assert.Contains(log.Lines, line => line.Contains("The plan is nowhere.", StringComparison.Ordinal));

        world.BeforePlanned = _ => Task.CompletedTask;
        await bot.TypeAsync("t-2", Alice, "replan", Id);
        await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.AwaitingApproval);
    }

    [Fact]
    public async Task Given_a_step_whose_action_this_bot_does_not_have_when_the_one_that_made_the_plan_runs_and_it_is_tried_again_then_it_is_done()
    {
        await using (var before = await StartAsync())
        {
            await before.TypeAsync("t-1", Alice, "start checkout-api");
            await before.WhenAsync(Id, state => state.Phase is BackoutPhase.AwaitingApproval);
        }

        await using (var other = await ScriptedBot.StartAsync(world, directory.Path, configure: builder => builder.Services.RemoveAll<IRollbackAction>()))
        {
            var plan = await other.FindAsync(Id);
            await other.TypeAsync("t-2", Bob, $"approve {plan!.Plan!.Hash}", Id);
            var failed = await other.WhenAsync(Id, state => state.Steps[new StepId("code")].Phase is StepPhase.Failed);
            Advised.By(failed.Steps[new StepId("code")].Fix, "Run the version of the bot that made the plan, then try the step again.");
        }

        await using var after = await StartAsync();
        await after.TypeAsync("t-3", Bob, "retry code", Id);
        await after.WhenAsync(Id, state => state.Steps[new StepId("code")].Phase is StepPhase.Succeeded);
    }

    private Task<ScriptedBot> StartAsync(int tries = 3) => ScriptedBot.StartAsync(world, directory.Path, configure: builder =>
    {
        builder.Configuration["Runtime:FailuresBeforeTelling"] = $"{tries}";
        builder.Logging.AddProvider(log);
    });

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
