using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Effects;
using static BackoutBot.Aws.Tests.Parts.Maintenance.Listeners;

namespace BackoutBot.Aws.Tests.Parts.Maintenance;

/// <summary>What is said of the page listener by listener: what stands after a failure, and what a plan finds and leaves.</summary>
public sealed class PageStandingTests
{
    private const string On = MaintenanceOnAction.ActionName;
    private const string Off = MaintenanceOffAction.ActionName;
    private const string ByHttps = "Whoever comes by HTTPS (443) gets the maintenance page (503)";
    private const string ByHttp = "Whoever comes by HTTP (80) gets the maintenance page (503)";

    private static readonly SeenEffect OnHttps = new(EffectStanding.Seen, ByHttps);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Given_a_page_that_is_denied_from_the_second_listener_on_then_that_of_the_first_stands_whether_lists_show_it_yet_or_not(bool listsLag)
    {
        await using var world = await AwsWorld.StartAsync(listsLag: listsLag);

        var failed = await ShownInPartAsync(world);

        Assert.Equal(OnHttps, failed.Stands);
        Assert.EndsWith($"{ByHttps} already.", failed.Reason, StringComparison.Ordinal);
        Assert.EndsWith("Then retry; or abort, which takes the page away.", failed.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_page_that_is_denied_from_the_first_listener_on_then_nothing_stands_and_that_is_said()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.FaultAsync("elasticloadbalancing", "CreateRule", "deny");

        var failed = Assert.IsType<StartOutcome.Failed>(await world.StartAsync(await world.ApprovedAsync(On)));

        Assert.Equal(SeenEffect.Nothing, failed.Stands);
        Assert.EndsWith(" No listener shows the page.", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_page_on_one_listener_when_it_can_not_be_taken_away_then_nothing_is_said_to_be_gone_and_once_it_can_all_is()
    {
        await using var world = await AwsWorld.StartAsync(listsLag: true);
        await ShownInPartAsync(world);
        world.Advance(2);
        var off = await world.ApprovedAsync(Off);
        await world.FaultAsync("elasticloadbalancing", "DeleteRule", "deny");

        var failed = Assert.IsType<StartOutcome.Failed>(await world.StartAsync(off));
        Assert.Equal(OnHttps, failed.Stands);
        Assert.DoesNotContain("gone", failed.Reason, StringComparison.Ordinal);

        Assert.IsType<Observation.Succeeded>(await world.EndAsync(off, await world.StartedAsync(off)));
        Assert.Equal(SeenEffect.Nothing, (await world.VerifyAsync(off)).StandsNow);
    }

    [Fact]
    public async Task Given_a_page_that_is_taken_away_from_one_listener_of_two_then_the_other_stands_though_lists_still_show_both()
    {
        await using var world = await AwsWorld.StartAsync(listsLag: true);
        var on = await world.ApprovedAsync(On);
        await world.EndAsync(on, await world.StartedAsync(on));
        await world.FaultAsync("elasticloadbalancing", "DeleteRule", "deny", after: 1);

        var failed = Assert.IsType<StartOutcome.Failed>(await world.StartAsync(await world.ApprovedAsync(Off)));

        Assert.Equal(new SeenEffect(EffectStanding.Seen, ByHttp), failed.Stands);
    }

    [Fact]
    public async Task Given_a_listener_whose_rules_can_not_be_read_then_it_is_told_apart_from_those_that_show_the_page()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        await world.StartedAsync(on);
        var off = await world.ApprovedAsync(Off);
        await world.FaultAsync("elasticloadbalancing", "DeleteRule", "deny", times: 2);

        // Each listener is read twice before, and once after.
        await world.FaultAsync("elasticloadbalancing", "DescribeRules", "deny", after: 5);

        var failed = Assert.IsType<StartOutcome.Failed>(await world.StartAsync(off));

        Assert.Equal(0, await world.FaultsLeftAsync());
        Assert.Equal(new SeenEffect(EffectStanding.Seen, $"{ByHttps}; it could not be read whether HTTP (80) shows it"), failed.Stands);
    }

    [Fact]
    public async Task Given_a_page_that_could_not_be_put_before_the_rules_of_others_then_it_is_not_said_that_everyone_gets_it()
    {
        await using var world = await AwsWorld.StartAsync();
        await RuleAsync(world, priority: 1);
        await world.FaultAsync("elasticloadbalancing", "SetRulePriorities", "deny");

        var failed = Assert.IsType<StartOutcome.Failed>(await world.StartAsync(await world.ApprovedAsync(On)));

        Assert.Equal(new SeenEffect(EffectStanding.Seen, $"{ByHttps} where no rule before it answers"), failed.Stands);
    }

    [Fact]
    public async Task Given_a_rule_that_somebody_removed_when_it_is_observed_then_what_is_left_stands()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        var handle = await world.StartedAsync(on);
        await RemoveAsync(world, CheckoutApi.HttpListener);
        world.Advance(10);

        var failed = Assert.IsType<Observation.Failed>(await world.ObserveAsync(on, handle));

        Assert.Equal(OnHttps, failed.Stands);
        Assert.EndsWith($"{ByHttps}.", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_page_when_it_is_verified_while_planning_then_it_says_what_of_it_somebody_took_away()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        await world.StartedAsync(on);
        var off = await world.ApprovedAsync(Off);
        Assert.Equal(new SeenEffect(EffectStanding.Seen, "Everyone gets the maintenance page (503)"), (await world.VerifyAsync(off)).Stands);

        world.Advance(10);
        await RemoveAsync(world, CheckoutApi.HttpListener);
        Assert.Equal(OnHttps, (await world.VerifyAsync(off)).Stands);

        await RemoveAsync(world, CheckoutApi.HttpsListener);
        await RuleAsync(world, priority: 7, statusCode: "503", path: "/*");
        var foreign = await world.VerifyAsync(off);
        Assert.Equal(SeenEffect.Nothing, foreign.Stands);
        Assert.Contains("The listener HTTPS (443) shows a maintenance page, which has no tag of this bot.", foreign.Amiss, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_page_of_somebody_else_on_one_listener_when_it_is_planned_then_both_steps_name_it_and_where_it_is()
    {
        await using var world = await AwsWorld.StartAsync();
        var rule = await RuleAsync(world, priority: 7, statusCode: "503", path: "/*");
        var theirs = $"Whoever comes by HTTPS (443) gets 503 by the rule {rule}, which has no tag of this bot; otherwise the application answers";

        var on = Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(On)).Step;
        var off = Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Off));
        Assert.Equal((theirs, "Everyone gets the maintenance page (503)"), (on.Before, on.Target));
        Assert.Equal(("Everyone gets the maintenance page (503)", theirs), (off.Step.Before, off.Step.Target));
        Assert.StartsWith($"The listener HTTPS (443) answers every request with 503 by the rule {rule}", Assert.Single(off.Without).Reason, StringComparison.Ordinal);

        var over = Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Off, included: [rule]));
        Assert.Equal(("The application answers", $"Whoever comes by HTTPS (443) gets 503 by the rule {rule}, which has no tag of this bot"), (over.Step.Target, over.BeforeAlone));
    }

    [Fact]
    public async Task Given_a_page_that_stands_on_one_listener_when_it_is_planned_again_then_the_plan_says_on_which()
    {
        await using var world = await AwsWorld.StartAsync();
        await ShownInPartAsync(world);

        Assert.Equal($"{ByHttps}; otherwise the application answers", Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(On)).Step.Before);
        Assert.Equal(ByHttps, Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Off)).BeforeAlone);
    }

    [Fact]
    public async Task Given_a_step_that_an_earlier_version_planned_then_its_listeners_are_called_by_the_end_of_their_arns()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        var old = JsonObject.Create(on.Step.Input)!;
        Assert.True(old.Remove("names"));
        await world.FaultAsync("elasticloadbalancing", "CreateRule", "deny", after: 1);

        var failed = Assert.IsType<StartOutcome.Failed>(await world.StartAsync(on with { Step = on.Step with { Input = JsonSerializer.SerializeToElement(old) } }));

        Assert.Equal("Whoever comes by app/shop-prod/50dc6c495c0c9188/0467ef3c8400ae65 gets the maintenance page (503)", failed.Stands!.Stands);
    }

    /// <summary>The page is up on the first listener, and denied on the second.</summary>
    private static async Task<StartOutcome.Failed> ShownInPartAsync(AwsWorld world)
    {
        await world.FaultAsync("elasticloadbalancing", "CreateRule", "deny", after: 1);
        return Assert.IsType<StartOutcome.Failed>(await world.StartAsync(await world.ApprovedAsync(On)));
    }

    private static async Task RemoveAsync(AwsWorld world, string listener)
    {
        var rule = (await RulesAsync(world)).Single(one => (string)one["listener"]! == listener);
        await world.Somebody.LoadBalancing.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = (string)rule["arn"]! });
    }
}
