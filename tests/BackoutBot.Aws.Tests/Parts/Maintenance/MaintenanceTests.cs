using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Ids;
using static BackoutBot.Aws.Tests.Parts.Maintenance.Listeners;

namespace BackoutBot.Aws.Tests.Parts.Maintenance;

/// <summary>The maintenance page, on and off.</summary>
public sealed class MaintenanceTests
{
    private const string On = MaintenanceOnAction.ActionName;
    private const string Off = MaintenanceOffAction.ActionName;

    [Fact]
    public async Task Given_two_listeners_when_the_page_is_shown_and_taken_away_then_both_had_it_and_none_has_it()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        var handle = await world.StartedAsync(on);
        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(on, handle));
        Assert.Equal([CheckoutApi.HttpsListener, CheckoutApi.HttpListener], (await RulesAsync(world)).Select(rule => (string)rule["listener"]!));

        var off = await world.ApprovedAsync(Off);
        handle = await world.StartedAsync(off);
        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(off, handle));
        Assert.Empty(await RulesAsync(world));
        Assert.Equal(2, (await world.ChangesAsync("CreateRule")).Count);
        Assert.Equal(2, (await world.ChangesAsync("DeleteRule")).Count);
    }

    [Fact]
    public async Task Given_a_page_that_is_shown_when_it_is_called_again_after_a_restart_then_no_second_rule_is_made()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        await world.StartedAsync(on);
        await world.RestartBotAsync();
        await world.StartedAsync(on with { MayHaveActed = true });
        await world.StartedAsync(on);
        Assert.Equal(2, (await world.ChangesAsync("CreateRule")).Count);
    }

    [Fact]
    public async Task Given_an_approved_page_when_somebody_adds_a_rule_then_it_has_drifted_and_by_the_page_itself_it_has_not()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        await world.StartedAsync(on);
        Assert.Empty(await world.DriftAsync(on.Step));

        await RuleAsync(world, 20);
        var moved = Assert.Single(await world.DriftAsync(on.Step));
        Assert.Contains(CheckoutApi.HttpsListener, moved.Name, StringComparison.Ordinal);
        Assert.Contains("20", moved.Is, StringComparison.Ordinal);
        Assert.DoesNotContain("20", moved.Was, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_page_that_was_left_when_somebody_takes_it_away_or_puts_up_another_then_taking_it_away_has_drifted()
    {
        await using var world = await AwsWorld.StartAsync();
        await LeftBehindAsync(world);
        var off = await world.ApprovedAsync(Off);
        Assert.Empty(await world.DriftAsync(off.Step));

        await RuleAsync(world, 5, "503", "/*");
        Assert.Contains("which has no tag of this bot", Assert.Single(await world.DriftAsync(off.Step)).Is, StringComparison.Ordinal);
        foreach (var rule in await RulesAsync(world))
        {
            await world.Somebody.LoadBalancing.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = (string)rule["arn"]! });
        }

        Assert.Equal(
        [
            "the maintenance pages on HTTPS (443): it was that of checkout-api-0 when the plan was made, and is none",
            "the maintenance pages on HTTP (80): it was that of checkout-api-0 when the plan was made, and is none",
        ], (await world.DriftAsync(off.Step)).Select(fact => fact.InWords));
    }

    [Fact]
    public async Task Given_lost_answers_when_the_page_is_shown_and_taken_away_then_each_was_done_once()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.FaultAsync("elasticloadbalancing", "CreateRule", "lose-response", times: 2);
        await world.StartedAsync(await world.ApprovedAsync(On));
        Assert.Equal(2, (await world.ChangesAsync("CreateRule")).Count);

        await world.FaultAsync("elasticloadbalancing", "DeleteRule", "lose-response", times: 2);
        await world.StartedAsync(await world.ApprovedAsync(Off));
        Assert.Equal(2, (await world.ChangesAsync("DeleteRule")).Count);
        Assert.Empty(await RulesAsync(world));
    }

    [Fact]
    public async Task Given_a_lost_answer_and_no_sight_when_the_page_is_shown_then_it_is_uncertain()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        await world.StartedAsync(on);
        await world.FaultAsync("elasticloadbalancing", "DescribeTags", "deny");
        Assert.IsType<StartOutcome.Uncertain>(await world.StartAsync(on with { MayHaveActed = true }));
    }

    [Fact]
    public async Task Given_a_throttle_when_the_second_listener_is_due_then_the_next_call_finishes_it()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        await world.StartedAsync(on);
        var off = await world.ApprovedAsync(Off);
        await world.FaultAsync("elasticloadbalancing", "DeleteRule", "throttle");
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(off));
        await world.StartedAsync(off);
        await world.FaultAsync("elasticloadbalancing", "CreateRule", "throttle");
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(on));
        await world.StartedAsync(on);
        Assert.Equal(2, (await RulesAsync(world)).Count);
    }

    [Fact]
    public async Task Given_a_halt_between_two_listeners_then_the_second_waits_and_the_next_call_after_it_makes_no_third_rule()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        world.Ban.Allowed = 1;

        var waits = Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(on));
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(on with { MayHaveActed = true }));

        Assert.Contains(ScriptedBan.Reason, waits.Reason, StringComparison.Ordinal);
        Assert.Single(await world.ChangesAsync("CreateRule"));
        world.Ban.Allowed = int.MaxValue;
        await world.StartedAsync(on with { MayHaveActed = true });
        Assert.Equal(2, (await world.ChangesAsync("CreateRule")).Count);
    }

    [Theory]
    [InlineData(On, "CreateRule")]
    [InlineData(Off, "DeleteRule")]
    public async Task Given_a_denial_when_it_is_called_then_it_names_the_action(string action, string operation)
    {
        await using var world = await AwsWorld.StartAsync();
        var execution = await world.ApprovedAsync(action);
        if (action == Off)
        {
            await world.StartedAsync(await world.ApprovedAsync(On));
        }

        await world.FaultAsync("elasticloadbalancing", operation, "deny");
        Assert.Contains($"elasticloadbalancing:{operation}", Assert.IsType<StartOutcome.Failed>(await world.StartAsync(execution)).Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_one_listeners_page_can_not_be_taken_away_then_the_others_goes_and_it_is_said_which_still_shows_it()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        await world.ObserveAsync(on, await world.StartedAsync(on));
        world.Advance(30);
        await world.FaultAsync("elasticloadbalancing", "DeleteRule", "deny");

        var failed = Assert.IsType<StartOutcome.Failed>(await world.StartAsync(await world.ApprovedAsync(Off)));

        Assert.EndsWith(" Whoever comes by HTTPS (443) gets the maintenance page (503).", failed.Reason, StringComparison.Ordinal);
        Assert.Single(await RulesAsync(world));
    }

    [Fact]
    public async Task Given_a_page_that_an_earlier_backout_left_then_showing_it_is_not_needed_and_taking_it_away_is_more_than_support()
    {
        await using var world = await AwsWorld.StartAsync();
        await LeftBehindAsync(world);
        Assert.Contains("checkout-api-0", Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(On)).Reason, StringComparison.Ordinal);

        var off = await world.ApprovedAsync(Off);
        Assert.Contains("checkout-api-0", off.Step.Title, StringComparison.Ordinal);
        Assert.Equal([new BackoutId("checkout-api-0")], off.Step.LeftBy);
        Assert.False(world.Action(Off).IsSupporting(off.Step));
        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(off, await world.StartedAsync(off)));
        Assert.Empty(await RulesAsync(world));
    }

    [Fact]
    public async Task Given_the_page_of_this_very_backout_when_it_is_planned_again_then_taking_it_away_is_more_than_support()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.StartedAsync(await world.ApprovedAsync(On));

        Assert.False(world.Action(Off).IsSupporting((await world.ApprovedAsync(Off)).Step));
    }

    [Fact]
    public async Task Given_nothing_left_behind_then_the_page_and_its_end_only_support_other_steps()
    {
        await using var world = await AwsWorld.StartAsync();
        Assert.True(world.Action(On).IsSupporting((await world.ApprovedAsync(On)).Step));
        Assert.True(world.Action(Off).IsSupporting((await world.ApprovedAsync(Off)).Step));
    }

    [Fact]
    public async Task Given_no_page_at_all_when_it_is_taken_away_then_it_is_done_already()
    {
        await using var world = await AwsWorld.StartAsync();
        var off = await world.ApprovedAsync(Off);
        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(off, await world.StartedAsync(off)));
        Assert.Empty(await world.ChangesAsync("DeleteRule"));
    }

    [Fact]
    public async Task Given_a_rule_that_somebody_removed_when_it_is_observed_then_it_failed()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        var handle = await world.StartedAsync(on);
        await world.StartedAsync(await world.ApprovedAsync(Off));
        Assert.IsType<Observation.Failed>(await world.EndAsync(on, handle, seconds: 10));
    }

    [Fact]
    public async Task Given_each_step_when_it_is_looked_at_again_then_it_says_whether_the_page_is_there()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        var off = await world.ApprovedAsync(Off);
        Assert.Contains("is not shown on", await world.AmissAsync(on), StringComparison.Ordinal);
        Assert.Null(await world.AmissAsync(off));

        await world.StartedAsync(on);
        Assert.Null(await world.AmissAsync(on));
        Assert.Contains("shows a maintenance page, put up by checkout-api-1", await world.AmissAsync(off), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_page_that_is_too_long_when_it_is_planned_then_it_is_impossible()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With(CheckoutApi.Page(new string('x', 1025), CheckoutApi.HttpListener)));
        Assert.Contains("1025", Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(On)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_plan_file_without_maintenance_on_when_off_is_planned_then_there_is_no_need()
    {
        await using var world = await AwsWorld.StartAsync();
        var service = CheckoutApi.Service with { Steps = [CheckoutApi.Step(Off)] };
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Off, service: service));
    }

    [Fact]
    public async Task Given_two_pages_then_each_step_says_which_is_its_own_and_touches_no_other()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With(
            CheckoutApi.Page("<h1>shop</h1>", CheckoutApi.HttpListener) with { Id = "shop" },
            CheckoutApi.Page("<h1>checkout</h1>", CheckoutApi.HttpsListener) with { Id = "checkout" }));
        var shop = await StepAsync(world, On, "shop");
        var checkout = await StepAsync(world, On, "checkout");
        Assert.NotEqual(shop.Step.Target, checkout.Step.Target);
        Assert.Contains("maintenance page checkout on 1 listener", checkout.Step.Title, StringComparison.Ordinal);

        await world.StartedAsync(shop);
        await world.StartedAsync(checkout);
        var off = await StepAsync(world, Off, "checkout");
        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(off, await world.StartedAsync(off)));

        Assert.Equal(CheckoutApi.HttpListener, (string)Assert.Single(await RulesAsync(world))["listener"]!);

        static async Task<StepExecution> StepAsync(AwsWorld world, string action, string page)
        {
            var definition = CheckoutApi.Step(action) with { Resources = [page] };
            var context = new ActionContext(CheckoutApi.Backout, CheckoutApi.Service with { Steps = [CheckoutApi.Step(On), CheckoutApi.Step(Off)] }, SuspectSince: null);
            return AwsWorld.Execution(Assert.IsType<PlanningOutcome.Planned>(await world.Action(action).PlanAsync(context, definition, null, CancellationToken.None)).Step);
        }
    }
}
