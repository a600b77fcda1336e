using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using static BackoutBot.Aws.Tests.Parts.Maintenance.Listeners;

namespace BackoutBot.Aws.Tests.Parts.Maintenance;

/// <summary>Where among the rules of others the page goes, and that they are as before once it is gone.</summary>
public sealed class PageOrderTests
{
    private const string On = MaintenanceOnAction.ActionName;
    private const string Off = MaintenanceOffAction.ActionName;

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
    public async Task Given_rules_from_priority_1_on_when_the_page_is_shown_and_taken_away_then_they_make_room_and_are_as_before()
    {
        await using var world = await AwsWorld.StartAsync();
        string[] others = [await RuleAsync(world, priority: 1), await RuleAsync(world, priority: 2), await RuleAsync(world, priority: 9)];
        var on = await world.ApprovedAsync(On);

        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(on, await world.StartedAsync(on)));
        Assert.Equal(["page", others[0], others[1], others[2]], await OrderAsync(world, others));
        Assert.Equal([1, 2, 3, 9], await PrioritiesAsync(world));
        Assert.Empty(await world.DriftAsync(on.Step));

        var off = await world.ApprovedAsync(Off);
        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(off, await world.StartedAsync(off)));
        Assert.Equal([1, 2, 9], await PrioritiesAsync(world));
        Assert.Equal(others, await OrderAsync(world, others));
    }

    [Fact]
    public async Task Given_an_answer_to_the_change_of_order_that_is_lost_then_the_next_call_looks_first_and_changes_it_no_second_time()
    {
        await using var world = await AwsWorld.StartAsync();
        string[] others = [await RuleAsync(world, priority: 1)];
        var on = await world.ApprovedAsync(On);
        await world.FaultAsync("elasticloadbalancing", "SetRulePriorities", "lose-response");
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(on));
        await world.StartedAsync(on with { MayHaveActed = true });
        Assert.Equal(["page", others[0]], await OrderAsync(world, others));

        var off = await world.ApprovedAsync(Off);
        await world.FaultAsync("elasticloadbalancing", "SetRulePriorities", "lose-response");
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(off));
        await world.StartedAsync(off with { MayHaveActed = true });
        Assert.Equal([1], await PrioritiesAsync(world));
        Assert.Equal(2, (await world.ChangesAsync("SetRulePriorities")).Count);
    }

    [Fact]
    public async Task Given_the_change_of_order_is_denied_then_the_page_is_not_called_shown_and_goes_again_without_a_trace()
    {
        await using var world = await AwsWorld.StartAsync();
        await RuleAsync(world, priority: 1);
        await world.FaultAsync("elasticloadbalancing", "SetRulePriorities", "deny");

        var failed = Assert.IsType<StartOutcome.Failed>(await world.StartAsync(await world.ApprovedAsync(On)));
        Assert.Contains("elasticloadbalancing:SetRulePriorities", failed.Fix, StringComparison.Ordinal);

        // Its rule is there, and others are served before it.
        Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(On));
        await world.StartedAsync(await world.ApprovedAsync(Off));
        Assert.Equal([1], await PrioritiesAsync(world));
    }

    [Fact]
    public async Task Given_the_change_of_order_is_denied_when_the_page_is_taken_away_then_it_goes_all_the_same_and_what_was_displaced_is_named()
    {
        await using var world = await AwsWorld.StartAsync();
        string[] others = [await RuleAsync(world, priority: 1), await RuleAsync(world, priority: 2)];
        var on = await world.ApprovedAsync(On);
        await world.ObserveAsync(on, await world.StartedAsync(on));
        world.Advance(30);
        await world.FaultAsync("elasticloadbalancing", "SetRulePriorities", "deny");

        var off = await world.ApprovedAsync(Off);
        var seen = Assert.IsType<Observation.Succeeded>(await world.EndAsync(off, await world.StartedAsync(off)));

        Assert.Contains("rules of others keep a number that is one higher than before (2 of them)", seen.Note, StringComparison.Ordinal);
        Assert.Equal(others, await OrderAsync(world, others));
        Assert.Equal([2, 3], await PrioritiesAsync(world));
    }

    [Fact]
    public async Task Given_the_change_of_order_is_denied_and_another_listener_has_no_page_then_what_was_displaced_is_still_named_once_lists_are_trusted()
    {
        await using var world = await AwsWorld.StartAsync();
        await RuleAsync(world, priority: 1);
        var on = await world.ApprovedAsync(On);
        await world.ObserveAsync(on, await world.StartedAsync(on));
        var other = (await RulesAsync(world)).Single(rule => (string)rule["listener"]! == CheckoutApi.HttpListener);
        await world.Somebody.LoadBalancing.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = (string)other["arn"]! });
        world.Advance(30);
        await world.FaultAsync("elasticloadbalancing", "SetRulePriorities", "deny");
        var off = await world.ApprovedAsync(Off);

        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(off));
        world.Advance(10);

        Assert.Contains("rules of others keep a number that is one higher than before (1 of them)", Assert.IsType<Observation.Succeeded>(await world.EndAsync(off, await world.StartedAsync(off))).Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_a_page_that_was_left_and_a_rule_that_somebody_put_before_it_then_it_is_not_called_shown_until_the_advice_is_followed(bool isMoved)
    {
        await using var world = await AwsWorld.StartAsync();
        await RuleAsync(world, priority: 5);
        var on = await world.ApprovedAsync(On);
        await world.ObserveAsync(on, await world.StartedAsync(on));
        var before = await RuleAsync(world, priority: 1);
        world.Advance(30);

        var impossible = Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(On));
        Assert.Contains("behind rules that somebody put before it", impossible.Reason, StringComparison.Ordinal);
        var page = Advised.By(impossible.Fix, "Have those rules put behind the rule *, or remove that rule; then have it planned again.")[0];

        if (isMoved)
        {
            await world.Somebody.LoadBalancing.SetRulePrioritiesAsync(new SetRulePrioritiesRequest { RulePriorities = [new RulePriorityPair { RuleArn = before, Priority = 7 }] });
            world.Advance(30);
            Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(On));
            return;
        }

        await world.Somebody.LoadBalancing.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = page });
        world.Advance(30);
        on = await world.ApprovedAsync(On);
        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(on, await world.StartedAsync(on)));
    }
}
