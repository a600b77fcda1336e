using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Tests.Actions;

/// <summary>The maintenance page, on and off.</summary>
public sealed class MaintenanceTests
{
    private const string On = AwsActionNames.MaintenanceOn;
    private const string Off = AwsActionNames.MaintenanceOff;

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
    public async Task Given_a_rule_of_somebody_else_when_the_page_is_shown_then_it_goes_before_it_and_the_other_stays()
    {
        await using var world = await AwsWorld.StartAsync();
        await RuleAsync(world, priority: 5);
        await world.StartedAsync(await world.ApprovedAsync(On));
        Assert.Equal([4, 5], (await RulesAsync(world)).Where(rule => (string)rule["listener"]! == CheckoutApi.HttpsListener).Select(rule => (int)rule["priority"]!).Order());
        await world.StartedAsync(await world.ApprovedAsync(Off));
        Assert.Equal(5, (int)Assert.Single(await RulesAsync(world))["priority"]!);
    }

    [Fact]
    public async Task Given_a_rule_of_priority_1_when_it_is_planned_then_it_is_impossible()
    {
        await using var world = await AwsWorld.StartAsync();
        await RuleAsync(world, priority: 1);
        Assert.Contains("priority 1", Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(On)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_the_page_of_another_backout_when_ours_is_taken_away_then_that_one_stays()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        await world.StartedAsync(on with { Backout = new BackoutId("checkout-api-0") });
        var handle = await world.StartedAsync(await world.ApprovedAsync(Off));
        Assert.NotEmpty(handle);
        Assert.Equal(2, (await RulesAsync(world)).Count);
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
        Assert.IsType<Observation.Failed>(await world.ObserveAsync(on, handle));
    }

    [Fact]
    public async Task Given_each_step_when_it_is_taken_back_then_the_other_is_the_case()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        var handle = await world.StartedAsync(on);
        Assert.IsType<StartOutcome.Started>(await world.CompensateAsync(on, handle));
        Assert.Empty(await RulesAsync(world));
        var off = await world.ApprovedAsync(Off);
        Assert.IsType<StartOutcome.Started>(await world.CompensateAsync(off, handle));
        Assert.Equal(2, (await RulesAsync(world)).Count);
    }

    [Fact]
    public async Task Given_a_page_that_is_too_long_when_it_is_planned_then_it_is_impossible()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.Resources with { Maintenance = new MaintenancePage([CheckoutApi.HttpListener], new string('x', 1025)) });
        Assert.Contains("1025", Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(On)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_plan_file_without_maintenance_on_when_off_is_planned_then_there_is_no_need()
    {
        await using var world = await AwsWorld.StartAsync();
        var service = CheckoutApi.Service with { Steps = [CheckoutApi.Step(Off)] };
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Off, service: service));
    }

    private static async Task<IReadOnlyList<JsonNode>> RulesAsync(AwsWorld world) =>
        [.. (await world.StateAsync())["rules"]!.AsArray().Select(rule => rule!)];

    private static async Task RuleAsync(AwsWorld world, int priority)
    {
        await world.Somebody.LoadBalancing.CreateRuleAsync(new CreateRuleRequest
        {
            ListenerArn = CheckoutApi.HttpsListener,
            Priority = priority,
            Conditions = [new RuleCondition { Field = "path-pattern", PathPatternConfig = new PathPatternConditionConfig { Values = ["/admin/*"] } }],
            Actions = [new Amazon.ElasticLoadBalancingV2.Model.Action { Type = "fixed-response", FixedResponseConfig = new FixedResponseActionConfig { StatusCode = "403", ContentType = "text/plain", MessageBody = "no" } }],
        });
    }
}
