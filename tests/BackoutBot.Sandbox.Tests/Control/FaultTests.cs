using System.Net.Http.Json;
using Amazon.SecurityToken;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Control;

public sealed class FaultTests : IAsyncLifetime
{
    private const string Deploy = """{"applicationName":"checkout-api","deploymentGroupName":"checkout-api-prod","description":"bo:1","revision":{"revisionType":"S3","s3Location":{"bucket":"shop-artifacts","key":"checkout-api/v2.3.1.zip"}}}""";
    private SandboxHost sandbox = null!;
    private SignedClient exec = null!;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync();
        exec = await sandbox.AsAsync("bo-exec");
    }

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_a_throttle_when_called_then_it_refuses_as_often_as_told_and_no_more()
    {
        await sandbox.FaultAsync("rds", "DescribeDBInstances", "throttle", times: 2);
        Assert.Equal("Throttling", (await exec.QueryAsync("rds", "DescribeDBInstances")).Code);
        Assert.Equal("Throttling", (await exec.QueryAsync("rds", "DescribeDBInstances")).Code);
        (await exec.QueryAsync("rds", "DescribeDBInstances")).Ok();
    }

    [Fact]
    public async Task Given_a_fault_after_some_calls_when_called_then_these_go_well_and_the_next_is_hit()
    {
        await sandbox.FaultAsync("rds", "DescribeDBInstances", "throttle", after: 2);
        (await exec.QueryAsync("rds", "DescribeDBInstances")).Ok();
        (await exec.QueryAsync("rds", "DescribeDBInstances")).Ok();
        Assert.Equal("Throttling", (await exec.QueryAsync("rds", "DescribeDBInstances")).Code);
        (await exec.QueryAsync("rds", "DescribeDBInstances")).Ok();
    }

    [Fact]
    public async Task Given_a_fault_of_one_role_when_roles_are_assumed_then_the_others_are_left_alone()
    {
        await sandbox.FaultAsync("sts", "AssumeRole", "deny", resource: "arn:aws:iam::123456789012:role/bo-exec");
        Assert.NotNull(await sandbox.AssumeAsync("bo-verify"));
        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => sandbox.AssumeAsync("bo-exec"));
        Assert.Equal("AccessDenied", refused.ErrorCode);
        Assert.NotNull(await sandbox.AssumeAsync("bo-exec"));
    }

    [Theory]
    [InlineData("throttle", 400, "ThrottlingException")]
    [InlineData("fail", 500, "InternalFailure")]
    [InlineData("deny", 400, "AccessDeniedException")]
    public async Task Given_a_fault_when_a_write_is_hit_then_nothing_is_done_and_the_log_says_why(string kind, int status, string code)
    {
        await sandbox.FaultAsync("codedeploy", "CreateDeployment", kind);
        var refused = await exec.CodeDeployAsync("CreateDeployment", Deploy);
        Assert.Equal((status, code), (refused.Status, refused.Code));
        Assert.Single((await sandbox.StateAsync())["deployments"]!.AsArray());
        var call = (await sandbox.CallsAsync()).Single()!;
        Assert.Equal((code, false), ((string)call["outcome"]!, (bool)call["changed"]!));
    }

    [Fact]
    public async Task Given_a_lost_response_when_called_then_it_acts_and_answers_nothing()
    {
        await sandbox.FaultAsync("codedeploy", "CreateDeployment", "lose-response");
        await Assert.ThrowsAsync<HttpRequestException>(() => exec.CodeDeployAsync("CreateDeployment", Deploy));
        Assert.Equal("bo:1", (string)(await sandbox.StateAsync())["deployments"]!.AsArray().Last()!["description"]!);
        var call = (await sandbox.CallsAsync()).Single()!;
        Assert.Equal(("ok", "LoseResponse", true), ((string)call["outcome"]!, (string)call["fault"]!, (bool)call["changed"]!));
    }

    [Fact]
    public async Task Given_a_stall_when_called_then_it_answers_after_the_delay()
    {
        await sandbox.FaultAsync("rds", "DescribeDBSnapshots", "stall", delayMs: 5000);
        var call = exec.QueryAsync("rds", "DescribeDBSnapshots");
        while ((await sandbox.StateAsync())["faults"]!.AsArray().Count > 0)
        {
            await Task.Yield();
        }

        Assert.False(call.IsCompleted);
        while (!call.IsCompleted)
        {
            // The delay begins a moment after the fault was taken.
            sandbox.Advance(5);
            await Task.Yield();
        }

        (await call).Ok();
    }

    [Fact]
    public async Task Given_a_fault_when_the_sandbox_restarts_then_it_still_waits()
    {
        await sandbox.FaultAsync("route53", "GetChange", "throttle");
        await sandbox.RestartAsync();
        exec = await sandbox.AsAsync("bo-exec");
        Assert.Equal("Throttling", (await exec.Route53Async(HttpMethod.Get, "/2013-04-01/change/C1")).Code);
    }

    [Theory]
    [InlineData("""{"service":"ec2","operation":"x","kind":"fail"}""", "no service 'ec2'")]
    [InlineData("""{"service":"rds","operation":"x","kind":"fail"}""", "no operation 'x'")]
    [InlineData("""{"service":"rds","operation":"DescribeDBInstances","kind":"explode"}""", "throttle, fail, stall")]
    [InlineData("""{"service":"rds","operation":"DescribeDBInstances","kind":"stall"}""", "delayMs")]
    public async Task Given_a_fault_that_makes_no_sense_when_told_then_it_is_refused_with_what_would(string fault, string hint)
    {
        using var content = new StringContent(fault);
        using var response = await sandbox.Http.PostAsync("/_sandbox/faults", content);
        Assert.Equal(400, (int)response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonNode>();
        Assert.Contains(hint, (string)problem!["detail"]!, StringComparison.Ordinal);
    }
}
