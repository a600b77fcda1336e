using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using static BackoutBot.Aws.Tests.Parts.Maintenance.Listeners;

namespace BackoutBot.Aws.Tests.Parts.Maintenance;

/// <summary>Who does what is said of the maintenance page is told no more to do it.</summary>
public sealed class MaintenanceAdviceTests
{
    private const string On = MaintenanceOnAction.ActionName;
    private const string Off = MaintenanceOffAction.ActionName;

    [Theory]
    [InlineData(On)]
    [InlineData(Off)]
    public async Task Given_a_plan_file_without_a_page_when_it_is_added_then_the_step_can_be_planned(string action)
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With<MaintenancePage>());
        Assert.Equal($"aws.{new MaintenancePart().Key}", Advised.By(Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(action)).Fix, "Add * to the plan file, or remove the step.")[0]);

        world.Catalogue.Become(CheckoutApi.Resources);
        Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(action));
    }

    [Fact]
    public async Task Given_a_page_that_is_too_long_when_it_is_shortened_then_it_can_be_shown()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With(CheckoutApi.Page(new string('x', 1025), CheckoutApi.HttpListener)));
        var impossible = Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(On));
        Advised.By(impossible.Fix, "Shorten aws.maintenance.page in the plan file.");

        world.Catalogue.Become(CheckoutApi.With(CheckoutApi.Page(new string('x', 1024), CheckoutApi.HttpListener)));
        var on = await world.ApprovedAsync(On);
        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(on, await world.StartedAsync(on)));
    }

    [Fact]
    public async Task Given_a_listener_that_can_show_no_page_when_it_is_removed_from_the_plan_file_then_the_others_show_it()
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Replace("protocol: HTTP, port: 80", "protocol: TCP, port: 80", StringComparison.Ordinal));
        Advised.By(Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(On)).Fix, "Remove the listener from aws.maintenance.listeners, or the step.");

        world.Catalogue.Become(CheckoutApi.With(CheckoutApi.Page("<h1>Back soon</h1>", CheckoutApi.HttpsListener)));
        Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(On));
    }

    [Fact]
    public async Task Given_a_lost_answer_and_no_sight_when_a_person_looks_for_the_tagged_rule_then_it_tells_whether_the_page_is_there()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        await world.FaultAsync("elasticloadbalancing", "CreateRule", "lose-response");
        await world.FaultAsync("elasticloadbalancing", "DescribeRules", "deny", after: 1);
        var told = Advised.By(Assert.IsType<StartOutcome.Uncertain>(await world.StartAsync(on)).HowToTell, "Look whether the listener * has a rule tagged *=*.");

        var rules = (await world.Somebody.LoadBalancing.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = told[0] })).Rules.Where(rule => rule.IsDefault != true);
        var tags = await world.Somebody.LoadBalancing.DescribeTagsAsync(new DescribeTagsRequest { ResourceArns = [.. rules.Select(rule => rule.RuleArn)] });
        Assert.Contains(Assert.Single(tags.TagDescriptions).Tags, tag => tag.Key == told[1] && tag.Value == told[2]);
    }

    [Fact]
    public async Task Given_a_lost_answer_to_a_removal_and_no_sight_when_a_person_looks_for_the_rule_then_it_tells_whether_the_page_is_gone()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.StartedAsync(await world.ApprovedAsync(On));
        var off = await world.ApprovedAsync(Off);
        await world.FaultAsync("elasticloadbalancing", "DeleteRule", "lose-response");
        await world.FaultAsync("elasticloadbalancing", "DescribeRules", "deny", after: 2);
        var told = Advised.By(Assert.IsType<StartOutcome.Uncertain>(await world.StartAsync(off)).HowToTell, "Look whether the listener * still has the rule *.");

        Assert.Equal(CheckoutApi.HttpsListener, told[0]);
        Assert.StartsWith(CheckoutApi.HttpsListener.Replace(":listener/", ":listener-rule/", StringComparison.Ordinal), told[1], StringComparison.Ordinal);
        Assert.DoesNotContain((await world.Somebody.LoadBalancing.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = told[0] })).Rules, rule => rule.RuleArn == told[1]);
    }

    [Theory]
    [InlineData(On)]
    [InlineData(Off)]
    public async Task Given_a_page_on_one_listener_of_two_when_it_is_retried_or_taken_away_as_advised_then_both_show_it_or_none(string action)
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        await world.FaultAsync("elasticloadbalancing", "CreateRule", "deny", after: 1);
        Advised.By(Assert.IsType<StartOutcome.Failed>(await world.StartAsync(on)).Fix, "* Then retry; or abort, which takes the page away.");

        var execution = action == On ? on : await world.ApprovedAsync(Off);
        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(execution, await world.StartedAsync(execution)));
        Assert.Equal(action == On ? 2 : 0, (await RulesAsync(world)).Count);
    }

    [Fact]
    public async Task Given_a_page_that_somebody_removed_when_it_is_retried_then_it_is_shown()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        var handle = await world.StartedAsync(on);
        await world.Somebody.LoadBalancing.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = (string)(await RulesAsync(world))[0]["arn"]! });
        world.Advance(30);
        var failed = Assert.IsType<Observation.Failed>(await world.ObserveAsync(on, handle));
        Assert.StartsWith("Somebody removed a rule of the maintenance page. ", failed.Reason, StringComparison.Ordinal);
        Advised.By(failed.Fix, "Retry, or skip the step.");

        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(on, await world.StartedAsync(on)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_rules_that_somebody_put_before_the_page_when_they_are_put_behind_it_or_it_is_removed_then_a_retry_shows_it(bool isMoved)
    {
        await using var world = await AwsWorld.StartAsync();
        await RuleAsync(world, priority: 5);
        var on = await world.ApprovedAsync(On);
        var handle = await world.StartedAsync(on);
        var before = await RuleAsync(world, priority: 1);
        world.Advance(30);
        var failed = Assert.IsType<Observation.Failed>(await world.ObserveAsync(on, handle));
        Assert.StartsWith("Somebody put rules before the maintenance page. ", failed.Reason, StringComparison.Ordinal);
        var page = Advised.By(failed.Fix, "Have those rules put behind the rule *, or remove that rule; then retry, or skip the step.")[0];

        if (isMoved)
        {
            await world.Somebody.LoadBalancing.SetRulePrioritiesAsync(new SetRulePrioritiesRequest { RulePriorities = [new RulePriorityPair { RuleArn = before, Priority = 7 }] });
        }
        else
        {
            await world.Somebody.LoadBalancing.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = page });
        }

        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(on, await world.StartedAsync(on)));
    }
}
