using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.RDS;
using Amazon.RDS.Model;
using Amazon.Route53;
using Amazon.Route53.Model;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Services;

/// <summary>Every operation through the client that the bot uses.</summary>
public sealed class TypedClientTests : IAsyncLifetime
{
    private const string Zone = "Z0SHOPEXAMPLE00001";
    private SandboxHost sandbox = null!;
    private AWSCredentials exec = null!;
    private AWSCredentials verify = null!;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync();
        exec = await sandbox.AssumeAsync("bo-exec");
        verify = await sandbox.AssumeAsync("bo-verify");
    }

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_codedeploy_when_a_bad_deployment_is_stopped_then_its_rollback_is_followed_to_the_end()
    {
        using var client = CodeDeploy(exec);
        var bad = await sandbox.BrokenAsync();
        var limit = await Assert.ThrowsAsync<DeploymentLimitExceededException>(() => client.CreateDeploymentAsync(Redeploy("bo:1")));
        Assert.Contains(bad, limit.Message, StringComparison.Ordinal);

        var info = (await client.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = bad })).DeploymentInfo;
        Assert.Equal((DeploymentStatus.InProgress, 4L, "checkout-api/v2.3.1.zip"), (info.Status, info.DeploymentOverview.Succeeded, info.PreviousRevision.S3Location.Key));
        Assert.Equal(StopStatus.Pending, (await client.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = bad, AutoRollbackEnabled = true })).Status);
        sandbox.Advance(20);
        var stopped = (await client.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = bad })).DeploymentInfo;
        Assert.Equal(DeploymentStatus.Stopped, stopped.Status);
        var rollback = (await client.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = stopped.RollbackInfo.RollbackDeploymentId })).DeploymentInfo;
        Assert.Equal((DeploymentStatus.Succeeded, DeploymentCreator.CodeDeployRollback), (rollback.Status, rollback.Creator));
        Assert.Equal(sandbox.Clock.GetUtcNow().UtcDateTime, rollback.CompleteTime!.Value.ToUniversalTime(), TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<DeploymentAlreadyCompletedException>(() => client.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = rollback.DeploymentId }));

        var id = (await client.CreateDeploymentAsync(Redeploy("bo:2"))).DeploymentId;
        var ids = (await client.ListDeploymentsAsync(new ListDeploymentsRequest { ApplicationName = "checkout-api", DeploymentGroupName = "checkout-api-prod" })).Deployments;
        Assert.Equal([id, rollback.DeploymentId, bad, "d-SHOPV2310"], ids);
        var group = (await client.GetDeploymentGroupAsync(new GetDeploymentGroupRequest { ApplicationName = "checkout-api", DeploymentGroupName = "checkout-api-prod" })).DeploymentGroupInfo;
        Assert.Equal((rollback.DeploymentId, id), (group.LastSuccessfulDeployment.DeploymentId, group.LastAttemptedDeployment.DeploymentId));
        await Assert.ThrowsAsync<DeploymentDoesNotExistException>(() => client.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = "d-NOTTHERE1" }));
    }

    [Fact]
    public async Task Given_cloudwatch_when_described_then_both_kinds_of_alarm_are_read()
    {
        using var client = new AmazonCloudWatchClient(verify, new AmazonCloudWatchConfig { ServiceURL = sandbox.Origin, AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });
        Assert.Empty((await client.DescribeAlarmsAsync(new DescribeAlarmsRequest())).CompositeAlarms ?? []);
        await sandbox.BrokenAsync();
        var all = await client.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmTypes = ["MetricAlarm", "CompositeAlarm"], AlarmNamePrefix = "checkout-api" });
        Assert.Equal(["checkout-api-5xx", "checkout-api-latency"], all.MetricAlarms.Select(a => a.AlarmName));
        Assert.All(all.MetricAlarms, a => Assert.Equal((StateValue.ALARM, true), (a.StateValue, a.ActionsEnabled)));
        Assert.Equal("checkout-api-health", Assert.Single(all.CompositeAlarms).AlarmName);
        Assert.Equal(["arn:aws:sns:eu-west-1:123456789012:checkout-api-alarms"], all.MetricAlarms[0].AlarmActions);
    }

    [Fact]
    public async Task Given_load_balancing_when_maintenance_is_switched_then_the_rule_comes_and_goes()
    {
        var config = new AmazonElasticLoadBalancingV2Config { ServiceURL = sandbox.Origin, AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 };
        using var client = new AmazonElasticLoadBalancingV2Client(exec, config);
        var group = Assert.Single((await client.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest { Names = ["checkout-api-prod"] })).TargetGroups);
        Assert.Equal(("/healthz", 10, 2, "200"), (group.HealthCheckPath, group.HealthCheckIntervalSeconds, group.UnhealthyThresholdCount, group.Matcher.HttpCode));
        await sandbox.BrokenAsync();
        var health = (await client.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = group.TargetGroupArn })).TargetHealthDescriptions;
        Assert.Equal(4, health.Count(t => t.TargetHealth.State == TargetHealthStateEnum.Unhealthy && t.TargetHealth.Description.Contains("503", StringComparison.Ordinal)));

        var listeners = (await client.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = group.LoadBalancerArns[0] })).Listeners;
        var https = listeners.Single(l => l.Protocol == ProtocolEnum.HTTPS).ListenerArn;
        var request = new CreateRuleRequest
        {
            ListenerArn = https,
            Priority = 1,
            Conditions = [new RuleCondition { Field = "path-pattern", PathPatternConfig = new PathPatternConditionConfig { Values = ["/*"] } }],
            Actions = [new Amazon.ElasticLoadBalancingV2.Model.Action { Type = ActionTypeEnum.FixedResponse, FixedResponseConfig = new FixedResponseActionConfig { StatusCode = "503", ContentType = "text/html", MessageBody = "<h1>Back soon</h1>" } }],
            Tags = [new Amazon.ElasticLoadBalancingV2.Model.Tag { Key = "backout", Value = "BO-1/s1" }],
        };
        var rule = Assert.Single((await client.CreateRuleAsync(request)).Rules);
        await Assert.ThrowsAsync<PriorityInUseException>(() => client.CreateRuleAsync(request));
        var rules = (await client.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = https })).Rules;
        Assert.Equal(["1", "default"], rules.Select(r => r.Priority));
        Assert.Equal("<h1>Back soon</h1>", rules[0].Actions[0].FixedResponseConfig.MessageBody);
        Assert.Equal("BO-1/s1", (await client.DescribeTagsAsync(new DescribeTagsRequest { ResourceArns = [rule.RuleArn] })).TagDescriptions[0].Tags[0].Value);

        using var reader = new AmazonElasticLoadBalancingV2Client(verify, config);
        var denied = await Assert.ThrowsAsync<AmazonElasticLoadBalancingV2Exception>(() => reader.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rule.RuleArn }));
        Assert.Equal("AccessDenied", denied.ErrorCode);
        await client.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rule.RuleArn });
        await Assert.ThrowsAsync<RuleNotFoundException>(() => client.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rule.RuleArn }));
    }

    [Fact]
    public async Task Given_rds_when_described_then_database_and_snapshot_are_read()
    {
        using var client = new AmazonRDSClient(verify, new AmazonRDSConfig { ServiceURL = sandbox.Origin, AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });
        var database = Assert.Single((await client.DescribeDBInstancesAsync(new DescribeDBInstancesRequest { DBInstanceIdentifier = "checkout-db" })).DBInstances);
        Assert.Equal(("postgres", 7), (database.Engine, database.BackupRetentionPeriod));
        Assert.Empty((await client.DescribeDBInstancesAsync(new DescribeDBInstancesRequest { Filters = [new Amazon.RDS.Model.Filter { Name = "engine", Values = ["mysql"] }] })).DBInstances ?? []);
        var snapshot = Assert.Single((await client.DescribeDBSnapshotsAsync(new DescribeDBSnapshotsRequest { DBInstanceIdentifier = "checkout-db", SnapshotType = "manual" })).DBSnapshots);
        Assert.Equal(("checkout-db-before-v240", "available", 100), (snapshot.DBSnapshotIdentifier, snapshot.Status, snapshot.PercentProgress));
        await Assert.ThrowsAsync<DBInstanceNotFoundException>(() => client.DescribeDBInstancesAsync(new DescribeDBInstancesRequest { DBInstanceIdentifier = "other" }));
    }

    [Fact]
    public async Task Given_route_53_when_a_record_is_moved_then_it_is_seen_and_gets_in_sync()
    {
        using var client = new AmazonRoute53Client(exec, new AmazonRoute53Config { ServiceURL = sandbox.Origin, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        var before = (await client.ListResourceRecordSetsAsync(new ListResourceRecordSetsRequest { HostedZoneId = Zone, StartRecordName = "api.shop.example.", StartRecordType = RRType.CNAME, MaxItems = "1" })).ResourceRecordSets.Single();
        Assert.Equal(("api.shop.example.", 10L), (before.Name, before.TTL));

        var set = new ResourceRecordSet { Name = "api.shop.example.", Type = RRType.CNAME, TTL = 10, ResourceRecords = [new ResourceRecord { Value = "checkout-v240.shop.example." }] };
        var request = new ChangeResourceRecordSetsRequest { HostedZoneId = Zone, ChangeBatch = new ChangeBatch { Comment = "bo:1", Changes = [new Change { Action = ChangeAction.UPSERT, ResourceRecordSet = set }] } };
        var change = (await client.ChangeResourceRecordSetsAsync(request)).ChangeInfo;
        Assert.Equal((ChangeStatus.PENDING, "bo:1"), (change.Status, change.Comment));
        sandbox.Advance(3);
        Assert.Equal(ChangeStatus.INSYNC, (await client.GetChangeAsync(new GetChangeRequest { Id = change.Id })).ChangeInfo.Status);
        var answer = await client.TestDNSAnswerAsync(new TestDNSAnswerRequest { HostedZoneId = Zone, RecordName = "api.shop.example.", RecordType = RRType.CNAME });
        Assert.Equal(["checkout-v240.shop.example."], answer.RecordData);

        request.ChangeBatch.Changes[0].Action = ChangeAction.CREATE;
        var refused = await Assert.ThrowsAsync<InvalidChangeBatchException>(() => client.ChangeResourceRecordSetsAsync(request));
        Assert.Contains("already exists", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_sns_when_published_and_confirmed_then_it_is_done_and_the_reading_role_may_not()
    {
        await using var webhook = await Webhook.StartAsync();
        await sandbox.RestartAsync(o => o with { Webhook = webhook.Address });
        var config = new AmazonSimpleNotificationServiceConfig { ServiceURL = sandbox.Origin, AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 };
        using var client = new AmazonSimpleNotificationServiceClient(exec, config);
        var asked = await webhook.NextAsync();
        var confirmed = await client.ConfirmSubscriptionAsync(new ConfirmSubscriptionRequest { TopicArn = asked["TopicArn"], Token = asked["Token"], AuthenticateOnUnsubscribe = "true" });
        Assert.StartsWith(asked["TopicArn"], confirmed.SubscriptionArn, StringComparison.Ordinal);
        var published = await client.PublishAsync(new PublishRequest { TopicArn = "arn:aws:sns:eu-west-1:123456789012:shop-announcements", Subject = "checkout-api", Message = "Rolling back – 50 %" });
        Assert.NotEmpty(published.MessageId);

        using var reader = new AmazonSimpleNotificationServiceClient(verify, config);
        await Assert.ThrowsAsync<AuthorizationErrorException>(() => reader.PublishAsync(new PublishRequest { TopicArn = "arn:aws:sns:eu-west-1:123456789012:shop-announcements", Message = "m" }));
    }

    private AmazonCodeDeployClient CodeDeploy(AWSCredentials credentials) => new(credentials, new AmazonCodeDeployConfig { ServiceURL = sandbox.Origin, AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });

    private static CreateDeploymentRequest Redeploy(string description) => new()
    {
        ApplicationName = "checkout-api",
        DeploymentGroupName = "checkout-api-prod",
        Description = description,
        Revision = new RevisionLocation { RevisionType = RevisionLocationType.S3, S3Location = new S3Location { Bucket = "shop-artifacts", Key = "checkout-api/v2.3.1.zip", BundleType = BundleType.Zip } },
    };
}
