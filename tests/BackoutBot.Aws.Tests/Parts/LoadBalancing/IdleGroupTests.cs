using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Tests.Parts.LoadBalancing;

/// <summary>Blue/green: of two target groups the one that requests are sent to counts, whichever that is just now.</summary>
public sealed class IdleGroupTests
{
    [Theory]
    [Judges("3.1", CheckStatus.Pass, "the idle target group of a pair is not judged by its targets")]
    [Judges("12.1", CheckStatus.Pass, "the idle target group of a pair is not judged by its targets")]
    [InlineData("3.1")]
    [InlineData("12.1")]
    public async Task Given_a_pair_whose_other_group_nobody_forwards_to_when_it_is_checked_then_its_targets_do_not_count(string item)
    {
        await using var world = await PairAsync(scenario => scenario.Second("unhealthy", "unhealthy"));
        var result = await world.CheckAsync(item);
        Assert.Equal(CheckStatus.Pass, result.Status);
        Assert.Contains("checkout-api-green is idle: no listener forwards to it.", result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.1")]
    [InlineData("12.1")]
    public async Task Given_a_group_with_weight_0_when_it_is_checked_then_its_targets_do_not_count(string item)
    {
        await using var world = await PairAsync(scenario => scenario.Second("unhealthy").Forward((LoadBalancerScenario.Blue, 1), (LoadBalancerScenario.Green, 0)));
        var result = await world.CheckAsync(item);
        Assert.Equal(CheckStatus.Pass, result.Status);
        Assert.Contains("checkout-api-green is idle: listeners forward to it with weight 0 only.", result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.1", CheckStatus.Warn)]
    [InlineData("12.1", CheckStatus.Fail)]
    public async Task Given_a_group_with_a_small_weight_when_a_target_of_it_fails_then_that_counts(string item, CheckStatus status)
    {
        await using var world = await PairAsync(scenario => scenario.Second("healthy", "unhealthy").Forward((LoadBalancerScenario.Blue, 999), (LoadBalancerScenario.Green, 1)));
        var result = await world.CheckAsync(item);
        Assert.Equal(status, result.Status);
        Assert.Contains("checkout-api-green", result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.1")]
    [InlineData("12.1")]
    public async Task Given_requests_that_were_shifted_to_the_other_group_when_it_is_checked_then_that_group_counts(string item)
    {
        await using var world = await PairAsync(scenario => scenario.Targets("unhealthy", 8).Second("healthy").Forward((LoadBalancerScenario.Green, 1)));
        var result = await world.CheckAsync(item);
        Assert.Equal(CheckStatus.Pass, result.Status);
        Assert.Contains("checkout-api-prod is idle", result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [Judges("3.1", CheckStatus.Fail, "no listener forwards to any of the target groups, or only with weight 0")]
    [Judges("12.1", CheckStatus.Fail, "no listener forwards to any of the target groups, or only with weight 0")]
    [InlineData("3.1")]
    [InlineData("12.1")]
    public async Task Given_groups_that_nobody_forwards_to_when_a_listener_does_or_the_plan_file_is_corrected_then_the_check_passes(string item)
    {
        await using (var world = await PairAsync(scenario => scenario.Second("healthy").Forward((LoadBalancerScenario.Blue, 0), (LoadBalancerScenario.Green, 0))))
        {
            Assert.Equal(CheckStatus.Fail, (await world.CheckAsync(item)).Status);
        }

        await using (var world = await AwsWorld.StartAsync(scenario => scenario.Second("healthy").Forward((LoadBalancerScenario.Green, 1))))
        {
            world.Catalogue.Become(CheckoutApi.Resources with { Resources = [new ServiceTargetGroup(CheckoutApi.TargetGroup) { Id = LoadBalancerScenario.Blue, Account = CheckoutApi.Own }] });
            var result = await world.CheckAsync(item);
            Assert.Equal((CheckStatus.Fail, "No requests get to the service: checkout-api-prod is idle: no listener forwards to it."), (result.Status, result.Summary));
            Advised.By(result.Fix, "Let a listener forward to *, or correct the target groups in the plan file.");

            world.Catalogue.Become(CheckoutApi.Resources with { Resources = [new ServiceTargetGroup(LoadBalancerScenario.GreenArn) { Id = LoadBalancerScenario.Green, Account = CheckoutApi.Own }] });
            Assert.NotEqual(CheckStatus.Fail, (await world.CheckAsync(item)).Status);
        }

        await using var mended = await PairAsync(scenario => scenario.Second("healthy").Forward((LoadBalancerScenario.Blue, 1)));
        Assert.Equal(CheckStatus.Pass, (await mended.CheckAsync(item)).Status);
    }

    /// <summary>The plan file names one group of the pair that CodeDeploy shifts requests between, and those go to the other one just now.</summary>
    [Theory]
    [InlineData("3.1", "healthy", CheckStatus.Pass)]
    [InlineData("12.1", "healthy", CheckStatus.Pass)]
    [InlineData("3.1", "unhealthy", CheckStatus.Fail)]
    [InlineData("12.1", "unhealthy", CheckStatus.Fail)]
    public async Task Given_a_pair_of_CodeDeploy_when_the_named_group_is_idle_then_the_other_one_counts(string item, string green, CheckStatus status)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario
            .With("  running: v2.3.1", $"  running: v2.3.1\n  targetGroupPair: [{LoadBalancerScenario.Blue}, {LoadBalancerScenario.Green}]")
            .Second(green).Forward((LoadBalancerScenario.Green, 1)));
        world.Catalogue.Become(CheckoutApi.Resources with { Resources = [CheckoutApi.Group, .. CheckoutApi.Resources.Of<ServiceTargetGroup>()] });
        var result = await world.CheckAsync(item, await world.CaptureAsync(CodeDeployRedeployAction.ActionName));
        Assert.Equal(status, result.Status);
        Assert.Contains(LoadBalancerScenario.Green, result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.1", "DescribeListeners")]
    [InlineData("12.1", "DescribeListeners")]
    [InlineData("3.1", "DescribeRules")]
    [InlineData("12.1", "DescribeRules")]
    public async Task Given_listeners_that_can_not_be_read_when_it_is_checked_then_it_is_unknown_which_group_counts(string item, string operation)
    {
        await using var world = await PairAsync(scenario => scenario.Second("healthy"));
        await world.FaultAsync("elasticloadbalancing", operation, "deny");
        var result = await world.CheckAsync(item);
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains($"elasticloadbalancing:{operation}", result.Fix, StringComparison.Ordinal);
    }

    private static async Task<AwsWorld> PairAsync(Func<string, string> scenario)
    {
        var world = await AwsWorld.StartAsync(scenario);
        world.Catalogue.Become(LoadBalancerScenario.Pair with { Resources = [.. LoadBalancerScenario.Pair.Of<ServiceTargetGroup>()] });
        return world;
    }
}
