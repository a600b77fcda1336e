using BackoutBot.Aws.Events;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;
using CsCheck;

namespace BackoutBot.Aws.Tests.Events;

/// <summary>What AWS's events mean to a backout.</summary>
public sealed class EventReadingTests
{
    private const string MetricAlarm = """
        {"AlarmName":"checkout: 5xx","AlarmDescription":null,"AWSAccountId":"123456789012","NewStateValue":"ALARM","OldStateValue":"OK",
        "NewStateReason":"Threshold Crossed: 1 datapoint [37.5] was greater than the threshold (5.0).","StateChangeTime":"2026-03-04T11:58:07.423+0000",
        "Region":"EU (Ireland)","AlarmArn":"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout: 5xx","OKActions":"arn:aws:sns:x",
        "Trigger":{"MetricName":"HTTPCode_Target_5XX","Namespace":"Shop/Checkout","Threshold":5.0,"Dimensions":[{"value":"checkout-api","name":"Service"}]}}
        """;

    private const string CompositeAlarm = """
        {"AlarmName":"checkout-api-health","AWSAccountId":"123456789012","NewStateValue":"OK","OldStateValue":"ALARM","NewStateReason":"children are OK",
        "StateChangeTime":"2026-03-04T11:58:07.423+0000","Region":"EU (Ireland)","AlarmArn":"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-api-health",
        "AlarmRule":"ALARM(a) OR ALARM(b)","TriggeringChildren":[{"Arn":"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a","State":{"Value":"OK"}}]}
        """;

    private const string AlarmEvent = """
        {"version":"0","id":"c4c1","detail-type":"CloudWatch Alarm State Change","source":"aws.cloudwatch","account":"123456789012","time":"2026-03-04T11:59:00Z","region":"eu-west-1",
        "resources":["arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-api-latency"],
        "detail":{"alarmName":"checkout-api-latency","previousState":{"value":"OK"},
        "state":{"value":"ALARM","reason":"too slow","timestamp":"2026-03-04T11:58:59.001+0000","reasonData":"{\"triggeringAlarms\":[{\"arn\":\"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:child\"}]}"},
        "configuration":{"description":"d","metrics":[{"id":"e1","expression":"SUM(METRICS())"},{"id":"m1","metricStat":{"metric":{"name":"NetworkIn"}}}]}}}
        """;

    private const string TriggerOnTheWire = """
        {"region":"eu-west-1","accountId":"123456789012","eventTriggerName":"deploy-news","applicationName":"checkout-api","deploymentId":"d-MAIN00001","deploymentGroupName":"checkout-api-prod",
        "createTime":"Wed Mar 04 11:50:46 UTC 2026","completeTime":"Wed Mar 04 11:58:18 UTC 2026","deploymentOverview":"{\"Succeeded\":1,\"Failed\":3}","status":"FAILED",
        "errorInformation":"{\"ErrorCode\":\"HEALTH_CONSTRAINTS\",\"ErrorMessage\":\"Too many instances failed.\"}","rollbackInformation":"{}"}
        """;

    private const string TriggerAsDocumented = """
        {"region":"eu-west-1","accountId":"123456789012","eventTriggerName":"deploy-news","applicationName":"checkout-api","deploymentId":"d-MAIN00001","deploymentGroupName":"checkout-api-prod",
        "createTime":"1772624188.595","completeTime":"1772624190.402","deploymentOverview":{"Failed":"10","Succeeded":"0"},"status":"Failed",
        "errorInformation":{"ErrorCode":"IAM_ROLE_MISSING","ErrorMessage":"IAM Role is missing"}}
        """;

    private const string RollbackCreated = """
        {"region":"eu-west-1","accountId":"123456789012","eventTriggerName":"deploy-news","applicationName":"checkout-api","deploymentId":"d-ROLLBACK1","deploymentGroupName":"checkout-api-prod",
        "createTime":"Wed Mar 04 11:58:19 UTC 2026","completeTime":null,"status":"CREATED",
        "rollbackInformation":"{\"RollbackMessage\":\"rolls back\",\"RollbackTriggeringDeploymentId\":\"d-MAIN00001\"}"}
        """;

    private const string InstanceTrigger = """
        {"region":"eu-west-1","accountId":"123456789012","eventTriggerName":"t","deploymentId":"d-MAIN00001","instanceId":"arn:aws:ec2:eu-west-1:123456789012:instance/i-496589f7",
        "lastUpdatedAt":"1772624207.564","instanceStatus":"Failed","lifecycleEvents":[{"LifecycleEvent":"BeforeInstall","LifecycleEventStatus":"Failed"}]}
        """;

    private const string DeploymentEvent = """
        {"account":"123456789012","region":"eu-west-1","detail-type":"CodeDeploy Deployment State-change Notification","source":"aws.codedeploy","time":"2026-03-04T11:57:00Z",
        "detail":{"region":"eu-west-1","application":"checkout-api","deploymentId":"d-123456789","state":"SUCCESS","deploymentGroup":"checkout-api-prod"}}
        """;

    private static readonly EventOrigin Origin = new(new SignalId("m-1"), new TopicArn("aws", "eu-west-1", "123456789012", "t"), TestCertificates.Now, _ => false);

    [Theory]
    [InlineData("2015-01-01T00:00:00.000+0000")]
    [InlineData("2999-01-01T00:00:00.000+0000")]
    [InlineData("soon")]
    public void Given_a_time_that_can_not_be_by_when_it_was_published_then_it_counts_as_published(string time) =>
        Assert.Equal(Origin.PublishedAt, Signal(MetricAlarm.Replace("2026-03-04T11:58:07.423+0000", time, StringComparison.Ordinal)).OccurredAt);

    [Fact]
    public void Given_an_alarm_of_another_account_when_a_service_of_the_topic_lists_it_then_it_is_believed_and_otherwise_not()
    {
        var elsewhere = MetricAlarm.Replace("alarm:checkout: 5xx", "alarm:x", StringComparison.Ordinal).Replace("\"checkout: 5xx\"", "\"x\"", StringComparison.Ordinal).Replace("123456789012:alarm", "999999999999:alarm", StringComparison.Ordinal);
        var listed = AwsResourceKeys.Alarm("999999999999", "eu-west-1", "x");

        Assert.Contains("no plan file that names the topic lists it", Assert.IsType<IntakeReading.Unrecognised>(AwsEventReader.Read(elsewhere, Origin)).Reason, StringComparison.Ordinal);
        Assert.Equal(listed, Assert.IsType<IntakeReading.Event>(AwsEventReader.Read(elsewhere, Origin with { IsListed = listed.Equals })).Signal.Resource);
    }

    [Fact]
    public void Given_a_deployment_of_another_region_when_a_service_of_the_topic_lists_its_group_then_it_is_believed_and_otherwise_not()
    {
        var elsewhere = DeploymentEvent.Replace("eu-west-1", "us-east-1", StringComparison.Ordinal);
        var listed = AwsResourceKeys.DeploymentGroup("123456789012", "us-east-1", "checkout-api", "checkout-api-prod");

        Assert.IsType<IntakeReading.Unrecognised>(AwsEventReader.Read(elsewhere, Origin));
        Assert.Equal(listed, Assert.IsType<IntakeReading.Event>(AwsEventReader.Read(elsewhere, Origin with { IsListed = listed.Equals })).Signal.Resource);
    }

    [Fact]
    public void Given_a_metric_alarm_by_SNS_when_it_is_read_then_region_and_name_come_from_the_ARN()
    {
        var signal = Signal(MetricAlarm);
        Assert.Equal(SignalKind.AlarmRaised, signal.Kind);
        Assert.True(signal.IsBad);
        Assert.Equal(AwsResourceKeys.Alarm("123456789012", "eu-west-1", "checkout: 5xx"), signal.Resource);
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 11, 58, 7, 423, TimeSpan.Zero), signal.OccurredAt);
        Assert.Equal("HTTPCode_Target_5XX", signal.Details["metric"]);
        Assert.Equal("5.0", signal.Details["threshold"]);
        Assert.Equal("OK", signal.Details["previousState"]);
        Assert.Equal(new SignalId("m-1"), signal.Id);
    }

    [Fact]
    public void Given_a_composite_alarm_that_clears_when_it_is_read_then_its_children_are_named()
    {
        var signal = Signal(CompositeAlarm);
        Assert.Equal(SignalKind.AlarmCleared, signal.Kind);
        Assert.Equal("a", signal.Details["triggeredBy"]);
    }

    [Fact]
    public void Given_an_alarm_by_EventBridge_when_it_is_read_then_it_says_the_same()
    {
        var signal = Signal(AlarmEvent);
        Assert.Equal(SignalKind.AlarmRaised, signal.Kind);
        Assert.Equal("checkout-api-latency", signal.Subject);
        Assert.Equal("child", signal.Details["triggeredBy"]);
        Assert.Equal("SUM(METRICS()), NetworkIn", signal.Details["metric"]);
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 11, 58, 59, 1, TimeSpan.Zero), signal.OccurredAt);
    }

    [Fact]
    public void Given_an_alarm_whose_actions_are_suppressed_when_it_is_read_then_it_is_for_information()
    {
        var signal = Signal(AlarmEvent.Replace("\"value\":\"ALARM\",", "\"value\":\"ALARM\",\"actionsSuppressedBy\":\"WaitPeriod\",", StringComparison.Ordinal));
        Assert.Equal(SignalKind.Informational, signal.Kind);
        Assert.Equal("WaitPeriod", signal.Details["suppressedBy"]);
    }

    [Fact]
    public void Given_a_change_of_an_alarms_configuration_when_it_is_read_then_it_is_for_information()
    {
        var signal = Signal(AlarmEvent.Replace("State Change", "Configuration Change", StringComparison.Ordinal));
        Assert.Equal(SignalKind.Informational, signal.Kind);
    }

    [Fact]
    public void Given_an_alarm_without_data_when_it_is_read_then_it_is_undetermined() =>
        Assert.Equal(SignalKind.AlarmUndetermined, Signal(MetricAlarm.Replace("\"ALARM\"", "\"INSUFFICIENT_DATA\"", StringComparison.Ordinal)).Kind);

    [Theory]
    [InlineData(TriggerOnTheWire, "Too many instances failed.", "2026-03-04T11:58:18Z")]
    [InlineData(TriggerAsDocumented, "IAM Role is missing", "2026-03-04T11:36:30.402Z")]
    public void Given_a_failed_deployment_in_either_form_when_it_is_read_then_it_says_why_and_when(string message, string reason, string at)
    {
        var signal = Signal(message);
        Assert.Equal(SignalKind.DeploymentFailed, signal.Kind);
        Assert.Equal(AwsResourceKeys.DeploymentGroup("123456789012", "eu-west-1", "checkout-api", "checkout-api-prod"), signal.Resource);
        Assert.Equal("d-MAIN00001", signal.Details["deploymentId"]);
        Assert.Equal(reason, signal.Details["reason"]);
        Assert.Equal(DateTimeOffset.Parse(at), signal.OccurredAt, TimeSpan.FromMilliseconds(1));
        Assert.False(signal.Details.ContainsKey("rollbackOf"));
    }

    [Fact]
    public void Given_a_rollback_that_begins_when_it_is_read_then_it_is_a_deployment_that_names_what_it_takes_back()
    {
        var signal = Signal(RollbackCreated);
        Assert.Equal(SignalKind.DeploymentStarted, signal.Kind);
        Assert.Equal("d-MAIN00001", signal.Details["rollbackOf"]);
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 11, 58, 19, TimeSpan.Zero), signal.OccurredAt);
    }

    [Theory]
    [InlineData("SUCCEEDED", SignalKind.DeploymentSucceeded)]
    [InlineData("STOPPED", SignalKind.DeploymentStopped)]
    [InlineData("Stopped", SignalKind.DeploymentStopped)]
    [InlineData("IN_PROGRESS", SignalKind.Informational)]
    [InlineData("SOMETHING_NEW", SignalKind.Informational)]
    public void Given_a_status_when_a_trigger_is_read_then_it_has_its_kind(string status, SignalKind kind) =>
        Assert.Equal(kind, Signal(TriggerOnTheWire.Replace("FAILED", status, StringComparison.Ordinal)).Kind);

    [Fact]
    public void Given_an_instances_trigger_when_it_is_read_then_it_is_for_information_and_belongs_to_no_service()
    {
        var signal = Signal(InstanceTrigger);
        Assert.Equal(SignalKind.Informational, signal.Kind);
        Assert.DoesNotContain(signal.Resource, CheckoutApi.Service.SignalKeys);
        Assert.Equal("i-496589f7", signal.Details["instance"]);
        Assert.Equal("BeforeInstall", signal.Details["failedLifecycleEvent"]);
    }

    [Theory]
    [InlineData("START", SignalKind.DeploymentStarted)]
    [InlineData("SUCCESS", SignalKind.DeploymentSucceeded)]
    [InlineData("FAILURE", SignalKind.DeploymentFailed)]
    [InlineData("STOP", SignalKind.DeploymentStopped)]
    [InlineData("READY", SignalKind.Informational)]
    public void Given_a_deployment_by_EventBridge_when_it_is_read_then_it_has_its_kind(string state, SignalKind kind)
    {
        var signal = Signal(DeploymentEvent.Replace("SUCCESS", state, StringComparison.Ordinal));
        Assert.Equal(kind, signal.Kind);
        Assert.Equal("d-123456789", signal.Subject);
    }

    [Fact]
    public void Given_an_instance_by_EventBridge_when_it_is_read_then_it_is_for_information() =>
        Assert.Equal(SignalKind.Informational, Signal(DeploymentEvent.Replace("CodeDeploy Deployment", "CodeDeploy Instance", StringComparison.Ordinal)).Kind);

    [Theory]
    [InlineData(MetricAlarm)]
    [InlineData(CompositeAlarm)]
    [InlineData(AlarmEvent)]
    [InlineData(TriggerOnTheWire)]
    [InlineData(InstanceTrigger)]
    [InlineData(DeploymentEvent)]
    public void Given_an_event_of_another_account_or_region_than_its_topics_when_it_is_read_then_it_is_not_believed(string message)
    {
        Assert.IsType<IntakeReading.Unrecognised>(AwsEventReader.Read(message.Replace("123456789012", "999999999999", StringComparison.Ordinal), Origin));
        Assert.IsType<IntakeReading.Unrecognised>(AwsEventReader.Read(message.Replace("eu-west-1", "eu-west-2", StringComparison.Ordinal), Origin));
    }

    [Theory]
    [InlineData("plain text")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"AlarmName\":\"x\"}")]
    [InlineData("{\"AlarmName\":\"x\",\"AlarmArn\":\"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:y\",\"NewStateValue\":\"ALARM\"}")]
    [InlineData("{\"source\":\"aws.ecs\",\"detail-type\":\"ECS Deployment State Change\"}")]
    [InlineData("{\"source\":\"aws.codedeploy\",\"detail-type\":\"x\",\"detail\":[]}")]
    [InlineData("{\"AlarmName\":\"\\ud800\"}")]
    public void Given_what_is_not_understood_when_it_is_read_then_it_is_kept_with_a_reason(string message) =>
        Assert.NotEmpty(Assert.IsType<IntakeReading.Unrecognised>(AwsEventReader.Read(message, Origin)).Reason);

    [Fact]
    public void Given_any_mutation_of_a_message_when_it_is_read_then_it_never_throws()
    {
        string[] samples = [MetricAlarm, CompositeAlarm, AlarmEvent, TriggerOnTheWire, TriggerAsDocumented, RollbackCreated, InstanceTrigger, DeploymentEvent];
        string[] pieces = ["null", "{}", "[]", "\"\"", "1e999", "\"\\ud800\"", "\"{\"", "-1", "\"9999999999999999\"", ":", "\\", "\"", "}", "true"];
        Gen.Select(OneOf(samples), OneOf(pieces), Gen.Double[0, 1], Gen.Int[0, 40]).Sample(
            (sample, piece, where, length) =>
            {
                var at = (int)(where * (sample.Length - 1));
                var mutated = sample.Remove(at, Math.Min(length, sample.Length - at)).Insert(at, piece);
                return AwsEventReader.Read(mutated, Origin) is not null;
            },
            iter: 20_000);
    }

    [Fact]
    public void Given_any_value_in_place_of_a_member_when_it_is_read_then_it_never_throws()
    {
        string[] samples = [MetricAlarm, CompositeAlarm, AlarmEvent, TriggerOnTheWire, TriggerAsDocumented, RollbackCreated, InstanceTrigger, DeploymentEvent];
        string[] values = ["null", "{}", "[]", "[1]", "\"\"", "\"x\"", "17", "1e400", "true", "[{\"Arn\":5}]", "\"\\ud800\"", "\"[]\""];
        Gen.Select(OneOf(samples), Gen.Int[0, 60], OneOf(values)).Sample(
            (sample, index, value) =>
            {
                var colons = Enumerable.Range(1, sample.Length - 2).Where(i => sample[i] == ':' && sample[i - 1] == '"' && sample[i + 1] == '"').ToArray();
                var from = colons[index % colons.Length] + 1;
                var to = sample.IndexOf('"', from + 1);
                return AwsEventReader.Read(string.Concat(sample.AsSpan(0, from), value, sample.AsSpan(to + 1)), Origin) is not null;
            },
            iter: 5_000);
    }

    private static Gen<string> OneOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static Signal Signal(string message) => Assert.IsType<IntakeReading.Event>(AwsEventReader.Read(message, Origin)).Signal;
}
