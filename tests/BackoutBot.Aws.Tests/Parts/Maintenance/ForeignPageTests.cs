using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using static BackoutBot.Aws.Tests.Parts.Maintenance.Listeners;

namespace BackoutBot.Aws.Tests.Parts.Maintenance;

/// <summary>Pages that are not this service's own, and what is said of them.</summary>
public sealed class ForeignPageTests
{
    private const string On = MaintenanceOnAction.ActionName;
    private const string Off = MaintenanceOffAction.ActionName;

    [Fact]
    public async Task Given_a_last_resort_rule_behind_rules_that_serve_when_the_page_is_taken_away_then_it_is_gone()
    {
        await using var world = await AwsWorld.StartAsync();
        await RuleAsync(world, priority: 10);
        await RuleAsync(world, priority: 500, statusCode: "503", path: "/*");
        var off = await world.ApprovedAsync(Off);

        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(off, await world.StartedAsync(off)));
    }

    [Fact]
    public async Task Given_a_page_of_somebody_else_when_ours_is_taken_away_then_it_is_not_called_gone_until_the_advice_is_followed()
    {
        await using var world = await AwsWorld.StartAsync();
        var rule = await RuleAsync(world, priority: 7, statusCode: "503", path: "/*");
        var off = await world.ApprovedAsync(Off);
        var handle = await world.StartedAsync(off);

        var failed = Assert.IsType<Observation.Failed>(await world.ObserveAsync(off, handle));
        Assert.Equal($"The page of this service is gone. The listener HTTPS (443) answers every request with 503 by the rule {rule}, which has no tag of this bot.", failed.Reason);
        Assert.Equal(SeenEffect.Nothing, failed.Stands);
        Assert.Empty(await world.ChangesAsync("DeleteRule"));
        Advised.By(failed.Fix, "* not this service's to remove: have * do so, then retry.");
        Advised.By(failed.Fix, "Or plan again, which offers to take * over.");
        Assert.Equal(rule, Assert.Single(Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Off)).Without).Resource);

        await world.Somebody.LoadBalancing.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rule });
        Assert.True(Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(off, await world.StartedAsync(off))).IsWhole);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_a_page_of_another_installation_or_of_nobody_when_it_is_planned_then_it_stays_until_a_person_has_it_taken_over(bool isTagged)
    {
        await using var world = await AwsWorld.StartAsync();
        var rule = isTagged ? await OfAnotherInstallationAsync(world) : await RuleAsync(world, priority: 7, statusCode: "503", path: "/*");

        var planned = Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Off));
        var left = Assert.Single(planned.Without, one => one.Resource == rule);
        Assert.Contains(isTagged ? "of installation 0ther123" : "which has no tag of this bot", left.Reason, StringComparison.Ordinal);
        Advised.By(left.Fix, "Have its owner remove that rule.");
        Assert.Equal(rule, Advised.By(left.Fix, "Or have it removed by this backout: include *")[0]);
        await world.StartedAsync(AwsWorld.Execution(planned.Step));
        Assert.Empty(await world.ChangesAsync("DeleteRule"));

        var over = Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Off, included: [.. (await RulesAsync(world)).Select(one => (string)one["arn"]!)]));
        Assert.Empty(over.Without);
        Assert.Contains("take over", over.Step.Title, StringComparison.Ordinal);
        Assert.Contains(rule, over.Step.Caution, StringComparison.Ordinal);
        Assert.False(world.Action(Off).IsSupporting(over.Step));
        var off = AwsWorld.Execution(over.Step);
        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(off, await world.StartedAsync(off)));
        Assert.Empty(await RulesAsync(world));
    }

    [Fact]
    public async Task Given_a_foreign_page_and_nothing_else_when_off_is_planned_then_the_advice_leads_to_a_plan()
    {
        await using var world = await AwsWorld.StartAsync();
        var service = CheckoutApi.Service with { Steps = [CheckoutApi.Step(Off)] };
        var rule = await RuleAsync(world, priority: 7, statusCode: "503", path: "/*");

        Assert.Equal(rule, Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Off, service: service)).Resource);
        Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Off, service: service, included: [rule]));
    }

    [Fact]
    public async Task Given_a_page_of_another_installation_when_ours_is_shown_then_both_stand_and_only_ours_is_taken_away()
    {
        await using var world = await AwsWorld.StartAsync();
        await OfAnotherInstallationAsync(world);
        Assert.Equal(2, (await RulesAsync(world)).Count);

        await world.StartedAsync(await world.ApprovedAsync(On));
        Assert.Equal(4, (await RulesAsync(world)).Count);
        var off = await world.ApprovedAsync(Off);
        var handle = await world.StartedAsync(off);

        Assert.Equal(2, (await RulesAsync(world)).Count);
        Assert.IsType<Observation.Failed>(await world.ObserveAsync(off, handle));
    }

    [Fact]
    [Judges("12.1", CheckStatus.Fail, "a listener answers every request with a maintenance page")]
    public async Task Given_a_page_that_still_answers_then_the_previous_version_is_not_called_functioning_until_the_advice_is_followed()
    {
        await using var world = await AwsWorld.StartAsync();
        var point = await world.CaptureAsync(CodeDeployRedeployAction.ActionName);
        await LeftBehindAsync(world);

        var check = await world.CheckAsync("12.1", point);
        Assert.Equal(CheckStatus.Fail, check.Status);
        Assert.Contains("put up by checkout-api-0", check.Summary, StringComparison.Ordinal);

        Advised.By(check.Fix, "Remove the rule *, or have it planned again: maintenance-off takes it away.");
        await world.StartedAsync(await world.ApprovedAsync(Off));
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("12.1", point)).Status);
    }

    [Fact]
    public async Task Given_a_page_of_somebody_else_that_still_answers_when_its_owner_removes_it_then_the_previous_version_is_called_functioning()
    {
        await using var world = await AwsWorld.StartAsync();
        var point = await world.CaptureAsync(CodeDeployRedeployAction.ActionName);
        await RuleAsync(world, priority: 7, statusCode: "503", path: "/*");

        var rule = Advised.By((await world.CheckAsync("12.1", point)).Fix, "Have its owner remove the rule *; or have it planned again, which offers to take it over.")[0];
        Assert.Equal(rule, Assert.Single(Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Off)).Without).Resource);
        await world.Somebody.LoadBalancing.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rule });
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("12.1", point)).Status);
    }
}
