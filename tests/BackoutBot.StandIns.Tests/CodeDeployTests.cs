using System.Net;
using System.Text.Json.Nodes;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using Amazon.Runtime;
using BackoutBot.StandIns.Tests.Wire;

namespace BackoutBot.StandIns.Tests;

public sealed class CodeDeployTests
{
    [Fact]
    public async Task Given_a_deployment_to_create_when_called_then_target_header_and_json_say_so()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Json("""{"deploymentId":"d-A1B2C3D4E"}"""));
        using var client = Client(server);

        var response = await client.CreateDeploymentAsync(new CreateDeploymentRequest
        {
            ApplicationName = "checkout-api",
            DeploymentGroupName = "checkout-api-prod",
            DeploymentConfigName = "CodeDeployDefault.OneAtATime",
            Description = "bo:a1 \"quoted\"",
            FileExistsBehavior = FileExistsBehavior.OVERWRITE,
            IgnoreApplicationStopFailures = true,
            AutoRollbackConfiguration = new AutoRollbackConfiguration { Enabled = false, Events = [AutoRollbackEvent.DEPLOYMENT_FAILURE, AutoRollbackEvent.DEPLOYMENT_STOP_ON_ALARM, AutoRollbackEvent.DEPLOYMENT_STOP_ON_REQUEST] },
            Revision = new RevisionLocation
            {
                RevisionType = RevisionLocationType.S3,
                S3Location = new S3Location { Bucket = "shop-artifacts", Key = "checkout-api/v2.3.1.zip", BundleType = BundleType.Zip, Version = "3Xb", ETag = "abc" },
            },
        });

        Assert.Equal("d-A1B2C3D4E", response.DeploymentId);
        Assert.Equal(WireAnswer.RequestId, response.ResponseMetadata.RequestId);
        Assert.Equal(HttpStatusCode.OK, response.HttpStatusCode);
        var request = server.Request;
        Assert.Equal(("POST", "/"), (request.Method, request.Target));
        Assert.Equal("CodeDeploy_20141006.CreateDeployment", request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", request.Headers["Content-Type"]);
        Assert.Equal("eu-west-1/codedeploy", request.Scope);
        AssertJson(
            """
            {"applicationName":"checkout-api","deploymentGroupName":"checkout-api-prod","deploymentConfigName":"CodeDeployDefault.OneAtATime",
             "description":"bo:a1 \"quoted\"","fileExistsBehavior":"OVERWRITE","ignoreApplicationStopFailures":true,
             "autoRollbackConfiguration":{"enabled":false,"events":["DEPLOYMENT_FAILURE","DEPLOYMENT_STOP_ON_ALARM","DEPLOYMENT_STOP_ON_REQUEST"]},
             "revision":{"revisionType":"S3","s3Location":{"bucket":"shop-artifacts","key":"checkout-api/v2.3.1.zip","bundleType":"zip","version":"3Xb","eTag":"abc"}}}
            """,
            request.Json);
    }

    [Fact]
    public async Task Given_a_GitHub_revision_when_sent_then_repository_and_commit_are_named()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Json("""{"deploymentId":"d-1"}"""));
        using var client = Client(server);

        await client.CreateDeploymentAsync(new CreateDeploymentRequest
        {
            ApplicationName = "checkout-api",
            Revision = new RevisionLocation { RevisionType = RevisionLocationType.GitHub, GitHubLocation = new GitHubLocation { Repository = "shop/checkout", CommitId = "c0ffee" } },
        });

        AssertJson("""{"applicationName":"checkout-api","revision":{"revisionType":"GitHub","gitHubLocation":{"repository":"shop/checkout","commitId":"c0ffee"}}}""", server.Request.Json);
    }

    [Fact]
    public async Task Given_a_whole_deployment_when_read_then_each_member_has_its_value()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Json(
            """
            {"deploymentInfo":{"applicationName":"checkout-api","deploymentGroupName":"checkout-api-prod","deploymentConfigName":"CodeDeployDefault.OneAtATime",
             "deploymentId":"d-A1B2C3D4E","status":"Stopped","creator":"codeDeployRollback","description":"bo:a1","createTime":1.757000000123E9,"startTime":1757000001,
             "completeTime":1757000002.5,"computePlatform":"Server","someNewMember":{"a":[1]},
             "revision":{"revisionType":"S3","s3Location":{"bucket":"shop-artifacts","key":"checkout-api/v2.4.0.zip","bundleType":"zip"}},
             "previousRevision":{"revisionType":"GitHub","gitHubLocation":{"repository":"shop/checkout","commitId":"c0ffee"}},
             "deploymentOverview":{"Pending":1,"InProgress":2,"Succeeded":3,"Failed":4,"Skipped":5,"Ready":6},
             "errorInformation":{"code":"HEALTH_CONSTRAINTS","message":"too many failed"},
             "rollbackInfo":{"rollbackDeploymentId":"d-R","rollbackTriggeringDeploymentId":"d-T","rollbackMessage":"rolled back"},
             "autoRollbackConfiguration":{"enabled":true,"events":["DEPLOYMENT_FAILURE"]}}}
            """));
        using var client = Client(server);

        var info = (await client.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = "d-A1B2C3D4E" })).DeploymentInfo;

        Assert.Equal("CodeDeploy_20141006.GetDeployment", server.Request.Headers["X-Amz-Target"]);
        AssertJson("""{"deploymentId":"d-A1B2C3D4E"}""", server.Request.Json);
        Assert.Equal(("checkout-api", "checkout-api-prod", "CodeDeployDefault.OneAtATime", "d-A1B2C3D4E", "bo:a1"), (info.ApplicationName, info.DeploymentGroupName, info.DeploymentConfigName, info.DeploymentId, info.Description));
        Assert.Equal((DeploymentStatus.Stopped, DeploymentCreator.CodeDeployRollback), (info.Status, info.Creator));
        Assert.NotEqual(DeploymentCreator.User, info.Creator);
        Assert.Equal(new DateTime(2025, 9, 4, 15, 33, 20, 123, DateTimeKind.Utc), info.CreateTime);
        Assert.Equal((DateTimeKind.Utc, 21), (info.StartTime!.Value.Kind, info.StartTime.Value.Second));
        Assert.Equal(500, info.CompleteTime!.Value.Millisecond);
        Assert.Equal((RevisionLocationType.S3, "shop-artifacts", "checkout-api/v2.4.0.zip", BundleType.Zip), (info.Revision.RevisionType, info.Revision.S3Location.Bucket, info.Revision.S3Location.Key, info.Revision.S3Location.BundleType));
        Assert.Null(info.Revision.S3Location.ETag);
        Assert.Equal(("shop/checkout", "c0ffee"), (info.PreviousRevision.GitHubLocation.Repository, info.PreviousRevision.GitHubLocation.CommitId));
        var counts = info.DeploymentOverview;
        Assert.Equal((1L, 2L, 3L, 4L, 5L, 6L), (counts.Pending, counts.InProgress, counts.Succeeded, counts.Failed, counts.Skipped, counts.Ready));
        Assert.Equal(("HEALTH_CONSTRAINTS", "too many failed"), (info.ErrorInformation.Code.Value, info.ErrorInformation.Message));
        Assert.Equal(("d-R", "d-T", "rolled back"), (info.RollbackInfo.RollbackDeploymentId, info.RollbackInfo.RollbackTriggeringDeploymentId, info.RollbackInfo.RollbackMessage));
        Assert.Equal((true, "DEPLOYMENT_FAILURE"), (info.AutoRollbackConfiguration.Enabled, Assert.Single(info.AutoRollbackConfiguration.Events)));
    }

    [Fact]
    public async Task Given_several_deployments_when_read_by_one_call_then_their_ids_are_sent_and_each_is_there()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Json("""{"deploymentsInfo":[{"deploymentId":"d-1","status":"Succeeded"},{"deploymentId":"d-2","status":"Failed"}]}"""));
        using var client = Client(server);

        var answer = await client.BatchGetDeploymentsAsync(new BatchGetDeploymentsRequest { DeploymentIds = ["d-1", "d-2", "d-3"] });

        Assert.Equal("CodeDeploy_20141006.BatchGetDeployments", server.Request.Headers["X-Amz-Target"]);
        AssertJson("""{"deploymentIds":["d-1","d-2","d-3"]}""", server.Request.Json);
        Assert.Equal([("d-1", DeploymentStatus.Succeeded), ("d-2", DeploymentStatus.Failed)], answer.DeploymentsInfo.Select(one => (one.DeploymentId, one.Status)));
    }

    [Fact]
    public async Task Given_nulls_and_absent_members_when_read_then_they_are_null()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Json("""{"deploymentInfo":{"deploymentId":"d-1","completeTime":null,"rollbackInfo":null}}"""));
        using var client = Client(server);

        var info = (await client.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = "d-1" })).DeploymentInfo;

        Assert.Null(info.CompleteTime);
        Assert.Null(info.CreateTime);
        Assert.Null(info.RollbackInfo);
        Assert.Null(info.Status);
        Assert.Null(info.DeploymentOverview);
    }

    [Theory]
    [InlineData("Created"), InlineData("Queued"), InlineData("InProgress"), InlineData("Baking"), InlineData("Succeeded"), InlineData("Failed"), InlineData("Stopped"), InlineData("Ready"), InlineData("SomethingNew")]
    public async Task Given_any_status_when_read_then_it_equals_the_constant_of_that_value(string status)
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Json($$$"""{"deploymentInfo":{"status":"{{{status}}}"}}"""));
        using var client = Client(server);

        var read = (await client.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = "d-1" })).DeploymentInfo.Status;

        DeploymentStatus[] known = [DeploymentStatus.Created, DeploymentStatus.Queued, DeploymentStatus.InProgress, DeploymentStatus.Baking, DeploymentStatus.Succeeded, DeploymentStatus.Failed, DeploymentStatus.Stopped, DeploymentStatus.Ready];
        Assert.Equal(status, read.Value);
        Assert.Equal(status == "SomethingNew" ? [] : [status], known.Where(constant => constant == read).Select(constant => constant.Value));
    }

    [Fact]
    public async Task Given_a_deployment_group_when_read_then_triggers_styles_and_last_deployments_are_there()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Json(
            """
            {"deploymentGroupInfo":{"applicationName":"checkout-api","deploymentGroupName":"checkout-api-prod","deploymentConfigName":"CodeDeployDefault.OneAtATime",
             "targetRevision":{"revisionType":"S3","s3Location":{"bucket":"shop-artifacts","key":"checkout-api/v2.4.0.zip"}},
             "triggerConfigurations":[{"triggerName":"to-bot","triggerTargetArn":"arn:aws:sns:eu-west-1:123456789012:checkout-api-deployments","triggerEvents":["DeploymentStart","DeploymentFailure"]}],
             "autoRollbackConfiguration":{"enabled":true,"events":["DEPLOYMENT_STOP_ON_REQUEST"]},
             "deploymentStyle":{"deploymentType":"IN_PLACE","deploymentOption":"WITH_TRAFFIC_CONTROL"},
             "loadBalancerInfo":{"targetGroupPairInfoList":[{"targetGroups":[{"name":"blue"},{"name":"green"}],"prodTrafficRoute":{"listenerArns":["arn:listener"]}}]},
             "lastSuccessfulDeployment":{"deploymentId":"d-OLD","status":"Succeeded","createTime":1757000000,"endTime":1757000600},
             "lastAttemptedDeployment":{"deploymentId":"d-NEW","status":"InProgress","createTime":1757001000}}}
            """));
        using var client = Client(server);

        var group = (await client.GetDeploymentGroupAsync(new GetDeploymentGroupRequest { ApplicationName = "checkout-api", DeploymentGroupName = "checkout-api-prod" })).DeploymentGroupInfo;

        Assert.Equal("CodeDeploy_20141006.GetDeploymentGroup", server.Request.Headers["X-Amz-Target"]);
        AssertJson("""{"applicationName":"checkout-api","deploymentGroupName":"checkout-api-prod"}""", server.Request.Json);
        Assert.Equal(("checkout-api", "checkout-api-prod", "CodeDeployDefault.OneAtATime"), (group.ApplicationName, group.DeploymentGroupName, group.DeploymentConfigName));
        Assert.Equal("checkout-api/v2.4.0.zip", group.TargetRevision.S3Location.Key);
        var trigger = Assert.Single(group.TriggerConfigurations);
        Assert.Equal(("to-bot", "arn:aws:sns:eu-west-1:123456789012:checkout-api-deployments"), (trigger.TriggerName, trigger.TriggerTargetArn));
        Assert.Equal(["DeploymentStart", "DeploymentFailure"], trigger.TriggerEvents);
        Assert.True(group.AutoRollbackConfiguration.Enabled);
        Assert.Equal((DeploymentType.IN_PLACE, DeploymentOption.WITH_TRAFFIC_CONTROL), (group.DeploymentStyle.DeploymentType, group.DeploymentStyle.DeploymentOption));
        Assert.Equal(["blue", "green"], Assert.Single(group.LoadBalancerInfo.TargetGroupPairInfoList).TargetGroups.Select(one => one.Name));
        Assert.NotEqual(DeploymentType.BLUE_GREEN, group.DeploymentStyle.DeploymentType);
        Assert.NotEqual(DeploymentOption.WITHOUT_TRAFFIC_CONTROL, group.DeploymentStyle.DeploymentOption);
        Assert.Equal(("d-OLD", DeploymentStatus.Succeeded, TimeSpan.FromMinutes(10)), (group.LastSuccessfulDeployment.DeploymentId, group.LastSuccessfulDeployment.Status, group.LastSuccessfulDeployment.EndTime - group.LastSuccessfulDeployment.CreateTime));
        Assert.Equal("d-NEW", group.LastAttemptedDeployment.DeploymentId);
        Assert.Null(group.LastAttemptedDeployment.EndTime);
    }

    [Fact]
    public async Task Given_filters_when_listing_then_statuses_are_a_list_and_times_are_epoch_seconds()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Json("""{"deployments":["d-1","d-2"],"nextToken":"more"}"""));
        using var client = Client(server);

        var page = await client.ListDeploymentsAsync(new ListDeploymentsRequest
        {
            ApplicationName = "checkout-api",
            DeploymentGroupName = "checkout-api-prod",
            IncludeOnlyStatuses = [DeploymentStatus.Succeeded, DeploymentStatus.InProgress],
            CreateTimeRange = new TimeRange { Start = DateTime.UnixEpoch.AddSeconds(1_757_000_000), End = DateTime.UnixEpoch.AddSeconds(1_757_003_600) },
            NextToken = "from here",
        });

        Assert.Equal(["d-1", "d-2"], page.Deployments);
        Assert.Equal("more", page.NextToken);
        Assert.Equal("CodeDeploy_20141006.ListDeployments", server.Request.Headers["X-Amz-Target"]);
        var sent = server.Request.Json;
        Assert.Equal(["Succeeded", "InProgress"], sent["includeOnlyStatuses"]!.AsArray().Select(status => status!.GetValue<string>()));
        Assert.Equal((1_757_000_000m, 1_757_003_600m), (sent["createTimeRange"]!["start"]!.GetValue<decimal>(), sent["createTimeRange"]!["end"]!.GetValue<decimal>()));
        Assert.Equal(("checkout-api", "checkout-api-prod", "from here"), (sent["applicationName"]!.GetValue<string>(), sent["deploymentGroupName"]!.GetValue<string>(), sent["nextToken"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Given_an_empty_list_when_sent_or_read_then_it_stays_empty_and_absent_ones_stay_absent()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Json("""{"deployments":[]}"""));
        using var client = Client(server);

        var page = await client.ListDeploymentsAsync(new ListDeploymentsRequest { IncludeOnlyStatuses = [] });

        AssertJson("""{"includeOnlyStatuses":[]}""", server.Request.Json);
        Assert.Empty(page.Deployments);
        Assert.Null(page.NextToken);
    }

    [Theory]
    [InlineData("Pending"), InlineData("Succeeded")]
    public async Task Given_a_deployment_to_stop_when_called_then_rollback_is_asked_for(string status)
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Json($$"""{"status":"{{status}}","statusMessage":"No more"}"""));
        using var client = Client(server);

        var response = await client.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = "d-1", AutoRollbackEnabled = true });

        Assert.Equal("CodeDeploy_20141006.StopDeployment", server.Request.Headers["X-Amz-Target"]);
        AssertJson("""{"deploymentId":"d-1","autoRollbackEnabled":true}""", server.Request.Json);
        Assert.Equal(status == "Pending" ? StopStatus.Pending : StopStatus.Succeeded, response.Status);
        Assert.Equal("No more", response.StatusMessage);
    }

    [Theory]
    [InlineData(typeof(ApplicationDoesNotExistException))]
    [InlineData(typeof(DeploymentAlreadyCompletedException))]
    [InlineData(typeof(DeploymentDoesNotExistException))]
    [InlineData(typeof(DeploymentGroupDoesNotExistException))]
    [InlineData(typeof(DeploymentLimitExceededException))]
    [InlineData(typeof(RevisionDoesNotExistException))]
    public async Task Given_a_documented_error_when_answered_then_it_is_thrown_as_its_type(Type type)
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Json($$"""{"__type":"{{type.Name}}","message":"it is said here"}""", status: 400));
        using var client = Client(server);

        // CreateDeployment documents most of these; StopDeployment and GetDeployment the rest.
        Func<Task> call = type.Name switch
        {
            nameof(DeploymentAlreadyCompletedException) => () => client.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = "d-1" }),
            nameof(DeploymentDoesNotExistException) => () => client.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = "d-1" }),
            _ => () => client.CreateDeploymentAsync(new CreateDeploymentRequest { ApplicationName = "checkout-api" }),
        };
        var thrown = Assert.IsAssignableFrom<AmazonCodeDeployException>(await Record.ExceptionAsync(call));

        Assert.IsType(type, thrown);
        Assert.Equal((type.Name, "it is said here", WireAnswer.RequestId, HttpStatusCode.BadRequest), (thrown.ErrorCode, thrown.Message, thrown.RequestId, thrown.StatusCode));
    }

    [Theory]
    [InlineData("com.amazonaws.codedeploy#DeploymentDoesNotExistException", null)]
    [InlineData(null, "DeploymentDoesNotExistException:http://internal.amazon.com/coral/")]
    public async Task Given_a_decorated_error_type_when_answered_then_the_bare_code_counts(string? type, string? header)
    {
        var answer = WireAnswer.Json(type is null ? """{"Message":"gone"}""" : $$"""{"__type":"{{type}}","Message":"gone"}""", status: 400);
        if (header is not null)
        {
            answer.Headers["x-amzn-ErrorType"] = header;
        }
        await using var server = await WireServer.StartAsync(answer);
        using var client = Client(server);

        var thrown = await Assert.ThrowsAsync<DeploymentDoesNotExistException>(() => client.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = "d-1" }));

        Assert.Equal(("DeploymentDoesNotExistException", "gone"), (thrown.ErrorCode, thrown.Message));
    }

    [Fact]
    public async Task Given_an_error_without_a_class_when_answered_then_the_services_own_exception_carries_its_code()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.Json("""{"__type":"AccessDeniedException","Message":"User is not authorized to perform: codedeploy:GetDeployment"}""", status: 400));
        using var client = Client(server);

        var thrown = await Assert.ThrowsAsync<AmazonCodeDeployException>(() => client.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = "d-1" }));

        Assert.Equal("AccessDeniedException", thrown.ErrorCode);
        Assert.Contains("codedeploy:GetDeployment", thrown.Message, StringComparison.Ordinal);
    }

    private static AmazonCodeDeployClient Client(WireServer server) => new(WireServer.Credentials, server.Configure<AmazonCodeDeployConfig>());

    private static void AssertJson(string expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {JsonNode.Parse(expected)!.ToJsonString()}, but {actual.ToJsonString()} was sent");
}
