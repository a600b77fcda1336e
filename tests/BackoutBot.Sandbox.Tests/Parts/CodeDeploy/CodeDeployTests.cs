using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Parts.CodeDeploy;

public sealed class CodeDeployTests : IAsyncLifetime
{
    private const string Good = """{"revisionType":"S3","s3Location":{"bucket":"shop-artifacts","key":"checkout-api/v2.3.1.zip","bundleType":"zip"}}""";
    private SandboxHost sandbox = null!;
    private SignedClient exec = null!;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync();
        exec = await sandbox.AsAsync("bo-exec");
    }

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_a_quiet_account_when_read_then_group_and_deployment_tell_the_last_good_revision()
    {
        var group = (await exec.CodeDeployAsync("GetDeploymentGroup", """{"applicationName":"checkout-api","deploymentGroupName":"checkout-api-prod"}""")).Ok().Json["deploymentGroupInfo"]!;
        Assert.Equal("d-SHOPV2310", (string)group["lastSuccessfulDeployment"]!["deploymentId"]!);
        Assert.Equal("arn:aws:sns:eu-west-1:123456789012:checkout-api-deployments", (string)group["triggerConfigurations"]![0]!["triggerTargetArn"]!);
        Assert.Equal("IN_PLACE", (string)group["deploymentStyle"]!["deploymentType"]!);

        var deployment = (await exec.CodeDeployAsync("GetDeployment", """{"deploymentId":"d-SHOPV2310"}""")).Ok().Json["deploymentInfo"]!;
        Assert.Equal("checkout-api/v2.3.1.zip", (string)deployment["revision"]!["s3Location"]!["key"]!);
        Assert.Equal(8, (int)deployment["deploymentOverview"]!["Succeeded"]!);
        Assert.True((double)deployment["completeTime"]! > (double)deployment["createTime"]!);
    }

    [Fact]
    public async Task Given_several_deployments_when_read_by_one_call_then_those_that_there_are_come_and_no_more_than_25_may_be_asked_for()
    {
        var id = await CreateAsync();
        var found = (await exec.CodeDeployAsync("BatchGetDeployments", $$"""{"deploymentIds":["d-SHOPV2310","d-NONESUCH0","{{id}}"]}""")).Ok().Json["deploymentsInfo"]!.AsArray();
        Assert.Equal(["d-SHOPV2310", id], found.Select(deployment => (string)deployment!["deploymentId"]!));
        Assert.Equal("checkout-api/v2.3.1.zip", (string)found[0]!["revision"]!["s3Location"]!["key"]!);

        var many = string.Join(',', Enumerable.Repeat("\"d-SHOPV2310\"", 26));
        Assert.Equal("BatchLimitExceededException", (await exec.CodeDeployAsync("BatchGetDeployments", $$"""{"deploymentIds":[{{many}}]}""")).Code);
        Assert.Equal("DeploymentIdRequiredException", (await exec.CodeDeployAsync("BatchGetDeployments", "{}")).Code);
    }

    [Fact]
    public async Task Given_deployments_when_listed_then_the_newest_comes_first_and_filters_hold()
    {
        var id = await CreateAsync();
        var all = (await exec.CodeDeployAsync("ListDeployments", """{"applicationName":"checkout-api","deploymentGroupName":"checkout-api-prod"}""")).Ok().Json["deployments"]!.AsArray();
        Assert.Equal([id, "d-SHOPV2310"], all.Select(d => (string)d!));
        var succeeded = (await exec.CodeDeployAsync("ListDeployments", """{"includeOnlyStatuses":["Succeeded"]}""")).Ok().Json["deployments"]!.AsArray();
        Assert.Equal(["d-SHOPV2310"], succeeded.Select(d => (string)d!));
        var recent = (await exec.CodeDeployAsync("ListDeployments", $$$"""{"createTimeRange":{"start":{{{sandbox.Clock.GetUtcNow().ToUnixTimeSeconds() - 60}}}}}""")).Ok().Json["deployments"]!.AsArray();
        Assert.Equal([id], recent.Select(d => (string)d!));
    }

    [Fact]
    public async Task Given_a_deployment_when_time_passes_then_it_goes_instance_by_instance_to_its_end()
    {
        var id = await CreateAsync();
        Assert.Equal("Created", await StatusAsync(id));
        sandbox.Advance(0.6);
        Assert.Equal("InProgress", await StatusAsync(id));
        sandbox.Advance(0.8 * 3);
        Assert.Equal(3, (int)(await DeploymentAsync(id))["deploymentOverview"]!["Succeeded"]!);
        sandbox.Advance(0.8 * 5);
        Assert.Equal("Succeeded", await StatusAsync(id));
        Assert.Equal("bo:BO-1/s1/1", (string)(await DeploymentAsync(id))["description"]!);
    }

    [Fact]
    public async Task Given_a_deployment_in_flight_when_another_is_created_then_the_limit_is_exceeded()
    {
        var id = await CreateAsync();
        var refused = await exec.CodeDeployAsync("CreateDeployment", Request(Good));
        Assert.Equal((400, "DeploymentLimitExceededException"), (refused.Status, refused.Code));
        Assert.Contains(id, (string)refused.Json["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GetDeployment", "{}", "DeploymentIdRequiredException")]
    [InlineData("GetDeployment", """{"deploymentId":"x"}""", "InvalidDeploymentIdException")]
    [InlineData("GetDeployment", """{"deploymentId":"d-NOTTHERE1"}""", "DeploymentDoesNotExistException")]
    [InlineData("GetDeploymentGroup", """{"applicationName":"other","deploymentGroupName":"checkout-api-prod"}""", "ApplicationDoesNotExistException")]
    [InlineData("GetDeploymentGroup", """{"applicationName":"checkout-api","deploymentGroupName":"other"}""", "DeploymentGroupDoesNotExistException")]
    [InlineData("CreateDeployment", """{"applicationName":"checkout-api","deploymentGroupName":"checkout-api-prod"}""", "RevisionRequiredException")]
    [InlineData("CreateDeployment", """{"applicationName":"checkout-api","deploymentGroupName":"checkout-api-prod","revision":{"revisionType":"S3","s3Location":{"bucket":"shop-artifacts","key":"none.zip"}}}""", "RevisionDoesNotExistException")]
    [InlineData("StopDeployment", """{"deploymentId":"d-SHOPV2310"}""", "DeploymentAlreadyCompletedException")]
    [InlineData("ListDeployments", """{"includeOnlyStatuses":["Done"]}""", "InvalidDeploymentStatusException")]
    [InlineData("StopDeployment", """{"deploymentId":"d-SHOPV2310","force":true}""", "InvalidInputException")]
    public async Task Given_a_request_that_cannot_be_met_when_called_then_the_service_says_why(string operation, string request, string code)
    {
        var refused = await exec.CodeDeployAsync(operation, request);
        Assert.Equal((400, code), (refused.Status, refused.Code));
        Assert.NotNull(refused.RequestId);
    }

    [Fact]
    public async Task Given_a_stop_without_rollback_when_done_then_instances_stay_as_they_are()
    {
        var bad = await sandbox.BrokenAsync();
        (await exec.CodeDeployAsync("StopDeployment", $$"""{"deploymentId":"{{bad}}","autoRollbackEnabled":false}""")).Ok();
        sandbox.Advance(30);
        var deployment = await DeploymentAsync(bad);
        Assert.Equal("Stopped", (string)deployment["status"]!);
        Assert.Equal("MANUAL_STOP", (string)deployment["errorInformation"]!["code"]!);
        Assert.Null(deployment["rollbackInfo"]);
        Assert.Equal(4, (await sandbox.StateAsync())["instances"]!.AsArray().Count(i => (string)i!["version"]! == "v2.4.0"));
    }

    private static string Request(string revision) =>
        $$"""{"applicationName":"checkout-api","deploymentGroupName":"checkout-api-prod","revision":{{revision}},"description":"bo:BO-1/s1/1"}""";

    private async Task<string> CreateAsync() => (string)(await exec.CodeDeployAsync("CreateDeployment", Request(Good))).Ok().Json["deploymentId"]!;

    private async Task<System.Text.Json.Nodes.JsonNode> DeploymentAsync(string id) =>
        (await exec.CodeDeployAsync("GetDeployment", $$"""{"deploymentId":"{{id}}"}""")).Ok().Json["deploymentInfo"]!;

    private async Task<string> StatusAsync(string id) => (string)(await DeploymentAsync(id))["status"]!;
}
