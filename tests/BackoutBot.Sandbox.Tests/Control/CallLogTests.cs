using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Control;

public sealed class CallLogTests : IAsyncLifetime
{
    private SandboxHost sandbox = null!;
    private SignedClient exec = null!;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync();
        exec = await sandbox.AsAsync("bo-exec");
    }

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_the_same_deployment_twice_when_logged_then_the_second_is_a_repetition()
    {
        await DeployAsync("bo:BO-1/s1/1");
        sandbox.Advance(10);
        await DeployAsync("bo:BO-1/s1/1");
        sandbox.Advance(10);
        await DeployAsync("bo:BO-1/s1/2");
        var calls = await sandbox.CallsAsync();
        Assert.Equal([null, (long?)calls[0]!["sequence"], null], calls.Select(c => (long?)c!["repeatOf"]));
        Assert.Equal("bo:BO-1/s1/1", (string)calls[0]!["evidence"]!);
        Assert.Equal("CreateDeployment", (string)calls[0]!["operation"]!);
        Assert.StartsWith("d-", (string)calls[0]!["resource"]!, StringComparison.Ordinal);
        Assert.Contains("v2.3.1.zip", (string)calls[0]!["request"]!, StringComparison.Ordinal);
        Assert.Equal(64, ((string)calls[0]!["requestDigest"]!).Length);
    }

    [Fact]
    public async Task Given_a_refused_call_when_repeated_then_it_is_no_repetition()
    {
        await DeployAsync("bo:BO-1/s1/1");
        Assert.Equal("DeploymentLimitExceededException", (await exec.CodeDeployAsync("CreateDeployment", Request("bo:BO-1/s1/1"))).Code);
        Assert.All(await sandbox.CallsAsync(), c => Assert.Null(c!["repeatOf"]));
    }

    [Fact]
    public async Task Given_a_restart_when_read_then_the_mutating_calls_are_all_there_and_numbers_go_on()
    {
        await DeployAsync("bo:BO-1/s1/1");
        var before = (await sandbox.CallsAsync()).Single()!;
        await sandbox.RestartAsync();
        exec = await sandbox.AsAsync("bo-exec");
        sandbox.Advance(10);
        await DeployAsync("bo:BO-1/s1/1");
        var calls = await sandbox.CallsAsync();
        Assert.Equal(before.ToJsonString(), calls[0]!.ToJsonString());
        Assert.Equal((long)before["sequence"]!, (long)calls[1]!["repeatOf"]!);
        Assert.True((long)calls[1]!["sequence"]! > (long)before["sequence"]!);
    }

    [Fact]
    public async Task Given_reads_and_refusals_when_logged_then_they_are_in_the_ring_but_not_among_the_mutating()
    {
        (await exec.QueryAsync("rds", "DescribeDBInstances")).Ok();
        await new SignedClient(sandbox.Http, "AKIANOBODY0000000001", "x").QueryAsync("rds", "DescribeDBInstances");
        var all = (await sandbox.CallsAsync(mutating: false)).Select(c => $"{c!["service"]}:{c["operation"]} {c["outcome"]}");
        Assert.Equal(["sts:AssumeRole ok", "rds:DescribeDBInstances ok", "rds:? InvalidClientTokenId"], all);
        Assert.Empty(await sandbox.CallsAsync());
    }

    private static string Request(string description) =>
        $$$$"""{"applicationName":"checkout-api","deploymentGroupName":"checkout-api-prod","description":"{{{{description}}}}","revision":{"revisionType":"S3","s3Location":{"bucket":"shop-artifacts","key":"checkout-api/v2.3.1.zip"}}}""";

    private async Task DeployAsync(string description) => (await exec.CodeDeployAsync("CreateDeployment", Request(description))).Ok();
}
