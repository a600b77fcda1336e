using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Tests.Parts.LoadBalancing;

/// <summary>What 3.1 and 12.1 say of each state that Elastic Load Balancing has a target in.</summary>
public sealed class TargetStatesTests
{
    [Theory]
    [Judges("3.1", CheckStatus.Pass, "a target that is being taken out counts for nothing")]
    [Judges("12.1", CheckStatus.Pass, "a target that is being taken out counts for nothing")]
    [InlineData("3.1", "7 of 7 targets healthy", "1 more is being taken out")]
    [InlineData("12.1", "All 7 targets", "1 more is being taken out")]
    public async Task Given_one_target_that_is_taken_out_when_the_rest_is_healthy_then_it_passes_and_says_so(string item, string rest, string leaving)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Targets("draining"));
        var result = await TargetsAsync(world, item);
        Assert.Equal(CheckStatus.Pass, result.Status);
        Assert.Contains(rest, result.Summary, StringComparison.Ordinal);
        Assert.Contains(leaving, result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [Judges("3.1", CheckStatus.Fail, "no target is healthy")]
    [Judges("12.1", CheckStatus.Fail, "no target is healthy")]
    [InlineData("3.1")]
    [InlineData("12.1")]
    public async Task Given_all_targets_taken_out_when_it_is_checked_then_it_fails_for_none_is_left(string item)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Targets("draining", 8));
        Assert.Equal(CheckStatus.Fail, (await TargetsAsync(world, item)).Status);
    }

    [Theory]
    [Judges("3.1", CheckStatus.Warn, "a target is being registered or checked for the first time")]
    [Judges("12.1", CheckStatus.Unknown, "a target is being registered or checked for the first time")]
    [InlineData("3.1", 1, null, CheckStatus.Warn)]
    [InlineData("3.1", 8, "Elb.InitialHealthChecking", CheckStatus.Warn)]
    [InlineData("12.1", 1, "Elb.InitialHealthChecking", CheckStatus.Unknown)]
    [InlineData("12.1", 8, null, CheckStatus.Unknown)]
    public async Task Given_targets_that_were_not_checked_yet_when_it_is_checked_then_it_is_no_pass_and_no_failure(string item, int count, string? reason, CheckStatus status)
    {
        await using (var world = await AwsWorld.StartAsync(scenario => scenario.Targets("initial", count, reason)))
        {
            var result = await TargetsAsync(world, item);
            Assert.Equal(status, result.Status);
            Assert.StartsWith($"{count} of 8 targets of checkout-api-prod", result.Summary, StringComparison.Ordinal);
            Advised.By(result.Fix, "Wait for the first health checks of *.");
        }

        await using var waited = await AwsWorld.StartAsync();
        Assert.Equal(CheckStatus.Pass, (await TargetsAsync(waited, item)).Status);
    }

    [Theory]
    [InlineData("unhealthy", "Target.Timeout")]
    [InlineData("unhealthy.draining", null)]
    public async Task Given_a_target_that_fails_when_it_is_checked_then_3_1_warns_and_12_1_fails(string state, string? reason)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Targets(state, 1, reason));
        Assert.Equal(CheckStatus.Warn, (await TargetsAsync(world, "3.1")).Status);
        Assert.Equal(CheckStatus.Fail, (await TargetsAsync(world, "12.1")).Status);
    }

    /// <summary>A target that gets no requests tells nothing of how they are answered.</summary>
    [Theory]
    [Judges("3.1", CheckStatus.Warn, "a target gets no requests: it is stopped, or its Availability Zone is not the load balancer's, or its address is a load balancer's")]
    [Judges("12.1", CheckStatus.Warn, "a target gets no requests: it is stopped, or its Availability Zone is not the load balancer's, or its address is a load balancer's")]
    [InlineData("3.1", "Target.InvalidState", "are stopped or terminated", "Start what is stopped among the targets of *, or take it out of the group.")]
    [InlineData("12.1", "Target.InvalidState", "are stopped or terminated", "Start what is stopped among the targets of *, or take it out of the group.")]
    [InlineData("3.1", "Target.IpUnusable", "has their IP address", "Give the targets of * addresses that no load balancer uses.")]
    [InlineData("12.1", "Target.NotRegistered", "Target.NotRegistered", "See in Elastic Load Balancing why targets of * are unused.")]
    public async Task Given_a_target_that_gets_no_requests_when_it_is_checked_then_it_warns_why(string item, string reason, string why, string advice)
    {
        await using (var world = await AwsWorld.StartAsync(scenario => scenario.Targets("unused", 1, reason)))
        {
            var result = await TargetsAsync(world, item);
            Assert.Equal(CheckStatus.Warn, result.Status);
            Assert.Contains(why, result.Summary, StringComparison.Ordinal);
            Assert.Equal("checkout-api-prod", Advised.By(result.Fix, advice)[0]);
        }

        await using var mended = await AwsWorld.StartAsync(scenario => scenario.Targets("healthy"));
        Assert.Equal(CheckStatus.Pass, (await TargetsAsync(mended, item)).Status);
    }

    [Theory]
    [InlineData("3.1")]
    [InlineData("12.1")]
    public async Task Given_a_zone_that_the_load_balancer_does_not_have_when_it_is_enabled_then_the_check_passes(string item)
    {
        await using (var world = await AwsWorld.StartAsync(scenario => scenario.With("  vpcId:", "  zones: [eu-west-1a]\n  vpcId:")))
        {
            var result = await TargetsAsync(world, item);
            Assert.Equal((CheckStatus.Warn, "4 of 8 targets of checkout-api-prod get no requests: the load balancer does not have their Availability Zone."), (result.Status, result.Summary));
            Advised.By(result.Fix, "Enable the Availability Zones of the targets of * for its load balancer.");
        }

        await using var mended = await AwsWorld.StartAsync(scenario => scenario.With("  vpcId:", "  zones: [eu-west-1a, eu-west-1b]\n  vpcId:"));
        Assert.Equal(CheckStatus.Pass, (await TargetsAsync(mended, item)).Status);
    }

    [Fact]
    [Judges("12.1", CheckStatus.Unknown, "the health check of the targets is turned off")]
    public async Task Given_health_checks_that_are_turned_off_when_it_is_checked_then_12_1_knows_nothing_until_they_are_on()
    {
        const string Check = "healthCheck: { path: /healthz";
        await using (var world = await AwsWorld.StartAsync(scenario => scenario.With(Check, "healthCheck: { enabled: false, path: /healthz")))
        {
            Assert.Equal(CheckStatus.Fail, (await TargetsAsync(world, "3.1")).Status);
            var result = await TargetsAsync(world, "12.1");
            Assert.Equal(CheckStatus.Unknown, result.Status);
            Advised.By(result.Fix, "Turn on the health check of *.");
        }

        await using var mended = await AwsWorld.StartAsync(scenario => scenario.With(Check, "healthCheck: { enabled: true, path: /healthz"));
        Assert.Equal(CheckStatus.Pass, (await TargetsAsync(mended, "12.1")).Status);
    }

    [Theory]
    [Judges("3.1", CheckStatus.Unknown, "Elastic Load Balancing can't tell the health of a target")]
    [Judges("12.1", CheckStatus.Unknown, "Elastic Load Balancing can't tell the health of a target")]
    [InlineData("3.1")]
    [InlineData("12.1")]
    public async Task Given_health_that_the_load_balancer_can_not_tell_when_it_tells_it_again_then_the_check_passes(string item)
    {
        await using (var world = await AwsWorld.StartAsync(scenario => scenario.Targets("unavailable", 2, "Elb.InternalError")))
        {
            var result = await TargetsAsync(world, item);
            Assert.Equal(CheckStatus.Unknown, result.Status);
            Advised.By(result.Fix, "Wait for Elastic Load Balancing to tell the health of * again.");
        }

        await using var mended = await AwsWorld.StartAsync();
        Assert.Equal(CheckStatus.Pass, (await TargetsAsync(mended, item)).Status);
    }

    // What the checks of target groups find, apart from what others find on the same item.
    private static Task<CheckResult> TargetsAsync(AwsWorld world, string item)
    {
        world.Catalogue.Become(CheckoutApi.Resources with { Resources = [.. CheckoutApi.Resources.Of<ServiceTargetGroup>()] });
        return world.CheckAsync(item);
    }
}
