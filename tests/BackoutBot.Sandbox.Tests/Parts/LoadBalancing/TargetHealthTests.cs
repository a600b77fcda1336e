using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Parts.LoadBalancing;

/// <summary>What DescribeTargetHealth tells of a target: <c>TargetHealth</c> in the API reference.</summary>
public sealed class TargetHealthTests
{
    private const string First = "{ id: i-0c0ffee0000000001, ";

    [Theory]
    [InlineData("initial", null, "Elb.RegistrationInProgress")]
    [InlineData("initial", "Elb.InitialHealthChecking", "Elb.InitialHealthChecking")]
    [InlineData("unhealthy", "Target.Timeout", "Target.Timeout")]
    [InlineData("unhealthy.draining", null, "Target.FailedHealthChecks")]
    [InlineData("unused", "Target.InvalidState", "Target.InvalidState")]
    [InlineData("unused", "Target.IpUnusable", "Target.IpUnusable")]
    [InlineData("draining", null, "Target.DeregistrationInProgress")]
    [InlineData("unavailable", "Elb.InternalError", "Elb.InternalError")]
    public async Task Given_a_target_in_a_state_when_described_then_it_has_that_state_with_its_reason(string state, string? reason, string told)
    {
        await using var sandbox = await StartAsync((First, $"{First}target: {state}, {(reason is null ? "" : $"reason: {reason}, ")}"));
        var first = (await HealthAsync(sandbox, "i-0c0ffee0000000001")).Ok();
        Assert.Equal((state, told), (first.Text("State"), first.Text("Reason")));
        Assert.NotEmpty(first.Text("Description"));
        Assert.Equal(["healthy"], (await HealthAsync(sandbox, "i-0c0ffee0000000002")).Ok().Texts("State"));
    }

    [Fact]
    public async Task Given_a_zone_that_is_not_enabled_when_described_then_its_targets_are_not_in_use()
    {
        await using var sandbox = await StartAsync(("  vpcId:", "  zones: [eu-west-1b]\n  vpcId:"));
        var other = (await HealthAsync(sandbox, "i-0c0ffee0000000001")).Ok();
        Assert.Equal(("unused", "Target.NotInUse"), (other.Text("State"), other.Text("Reason")));
        Assert.Contains("Availability Zone", other.Text("Description"), StringComparison.Ordinal);
        Assert.Equal(["healthy"], (await HealthAsync(sandbox, "i-0c0ffee0000000002")).Ok().Texts("State"));
    }

    [Fact]
    public async Task Given_health_checks_that_are_turned_off_when_described_then_nobody_knows_the_health()
    {
        await using var sandbox = await StartAsync(("healthCheck: { path", "healthCheck: { enabled: false, path"), (First, $"{First}target: draining, "));
        Assert.Equal("draining", (await HealthAsync(sandbox, "i-0c0ffee0000000001")).Ok().Text("State"));
        var other = (await HealthAsync(sandbox, "i-0c0ffee0000000002")).Ok();
        Assert.Equal(("unavailable", "Target.HealthCheckDisabled"), (other.Text("State"), other.Text("Reason")));
    }

    private static async Task<Answer> HealthAsync(SandboxHost sandbox, string id)
    {
        var client = await sandbox.AsAsync("bo-verify");
        var group = (await client.QueryAsync("elasticloadbalancing", "DescribeTargetGroups")).Ok().Text("TargetGroupArn");
        return await client.QueryAsync("elasticloadbalancing", "DescribeTargetHealth", ("TargetGroupArn", group), ("Targets.member.1.Id", id));
    }

    private static async Task<SandboxHost> StartAsync(params (string Old, string New)[] changes)
    {
        var scenario = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Scenarios", "checkout-api.yaml"));
        foreach (var (old, changed) in changes)
        {
            Assert.Contains(old, scenario, StringComparison.Ordinal);
            scenario = scenario.Replace(old, changed, StringComparison.Ordinal);
        }

        return await SandboxHost.StartAsync(options =>
        {
            var file = Path.Combine(options.DataDirectory, "scenario.yaml");
            File.WriteAllText(file, scenario);
            return options with { ScenarioPath = file };
        });
    }
}
