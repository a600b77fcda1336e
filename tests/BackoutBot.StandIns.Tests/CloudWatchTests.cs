using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using BackoutBot.StandIns.Tests.Wire;

namespace BackoutBot.StandIns.Tests;

/// <summary>
/// The service takes several protocols; the stand-in speaks query. Newer real packages may choose another (see docs/vendor-sdks.md),
/// so what is asserted of the wire here binds the stand-in only.
/// </summary>
public sealed class CloudWatchTests
{
    private const string MetricArn = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-api-5xx";
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:checkout-api-alarms";

    [Fact]
    public async Task Given_names_and_types_when_described_then_the_form_lists_them()
    {
        await using var server = await WireServer.StartAsync(Answer(string.Empty));
        using var client = Client(server);

        var page = await client.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = ["checkout-api-5xx", "checkout-api: latency"], AlarmTypes = [AlarmType.MetricAlarm, AlarmType.CompositeAlarm], MaxRecords = 100, NextToken = "t+/=" });

        var request = server.Request;
        Assert.Equal(("POST", "/", "eu-west-1/monitoring"), (request.Method, request.Target, request.Scope));
        Assert.Equal(
            Sorted("Action=DescribeAlarms", "Version=2010-08-01", "AlarmNames.member.1=checkout-api-5xx", "AlarmNames.member.2=checkout-api: latency", "AlarmTypes.member.1=MetricAlarm", "AlarmTypes.member.2=CompositeAlarm", "MaxRecords=100", "NextToken=t+/="),
            Sorted([.. request.Form]));
        Assert.Null(page.MetricAlarms);
        Assert.Null(page.CompositeAlarms);
        Assert.Null(page.NextToken);
    }

    [Fact]
    public async Task Given_a_prefix_and_an_empty_list_when_described_then_both_are_sent()
    {
        await using var server = await WireServer.StartAsync(Answer(string.Empty));
        using var client = Client(server);

        await client.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNamePrefix = "checkout-api", AlarmNames = [] });

        Assert.Equal(Sorted("Action=DescribeAlarms", "Version=2010-08-01", "AlarmNamePrefix=checkout-api", "AlarmNames="), Sorted([.. server.Request.Form]));
    }

    [Fact]
    public async Task Given_metric_and_composite_alarms_when_read_then_state_actions_and_times_are_there()
    {
        await using var server = await WireServer.StartAsync(Answer(
            $"""
            <MetricAlarms><member>
              <AlarmName>checkout-api-5xx</AlarmName><AlarmArn>{MetricArn}</AlarmArn><AlarmDescription>5xx &lt; 1 %</AlarmDescription><ActionsEnabled>true</ActionsEnabled>
              <OKActions><member>{Topic}</member></OKActions><AlarmActions><member>{Topic}</member></AlarmActions><InsufficientDataActions/>
              <StateValue>ALARM</StateValue><StateReason>Threshold Crossed</StateReason><StateUpdatedTimestamp>2026-01-02T03:04:05.678Z</StateUpdatedTimestamp><StateTransitionedTimestamp>2026-01-02T04:04:05+01:00</StateTransitionedTimestamp>
              <MetricName>HTTPCode_Target_5XX_Count</MetricName><Namespace>AWS/ApplicationELB</Namespace><Period>60</Period><EvaluationPeriods>3</EvaluationPeriods><Threshold>1.0</Threshold>
            </member></MetricAlarms>
            <CompositeAlarms><member>
              <AlarmName>checkout-api-health</AlarmName><AlarmArn>{MetricArn}-c</AlarmArn><AlarmRule>ALARM("checkout-api-5xx") OR ALARM("checkout-api-latency")</AlarmRule><ActionsEnabled>false</ActionsEnabled><AlarmActions><member>{Topic}</member></AlarmActions>
              <StateValue>INSUFFICIENT_DATA</StateValue><ActionsSuppressedBy>Alarm</ActionsSuppressedBy><ActionsSuppressedReason>maintenance</ActionsSuppressedReason>
            </member></CompositeAlarms><NextToken>more</NextToken>
            """));
        using var client = Client(server);

        var page = await client.DescribeAlarmsAsync(new DescribeAlarmsRequest());

        Assert.Equal((WireAnswer.RequestId, "more"), (page.ResponseMetadata.RequestId, page.NextToken));
        var metric = Assert.Single(page.MetricAlarms);
        Assert.Equal(("checkout-api-5xx", MetricArn, "5xx < 1 %", true), (metric.AlarmName, metric.AlarmArn, metric.AlarmDescription, metric.ActionsEnabled));
        Assert.Equal([Topic], metric.OKActions);
        Assert.Equal([Topic], metric.AlarmActions);
        Assert.Null(metric.InsufficientDataActions);
        Assert.Equal((StateValue.ALARM, "Threshold Crossed"), (metric.StateValue, metric.StateReason));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), metric.StateUpdatedTimestamp);
        Assert.Equal((new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), DateTimeKind.Utc), (metric.StateTransitionedTimestamp, metric.StateTransitionedTimestamp!.Value.Kind));
        Assert.Equal(("HTTPCode_Target_5XX_Count", "AWS/ApplicationELB", 60, 3), (metric.MetricName, metric.Namespace, metric.Period, metric.EvaluationPeriods));
        var composite = Assert.Single(page.CompositeAlarms);
        Assert.Equal(("checkout-api-health", MetricArn + "-c", "ALARM(\"checkout-api-5xx\") OR ALARM(\"checkout-api-latency\")", false), (composite.AlarmName, composite.AlarmArn, composite.AlarmRule, composite.ActionsEnabled));
        Assert.Equal((StateValue.INSUFFICIENT_DATA, ActionsSuppressedBy.Alarm, "maintenance"), (composite.StateValue, composite.ActionsSuppressedBy, composite.ActionsSuppressedReason));
        Assert.NotEqual(StateValue.OK, composite.StateValue);
        Assert.Equal([Topic], composite.AlarmActions);
        Assert.Null(composite.AlarmDescription);
        Assert.Null(composite.OKActions);
        Assert.Null(composite.InsufficientDataActions);
        Assert.Null(composite.StateReason);
        Assert.Null(composite.StateUpdatedTimestamp);
        Assert.Null(composite.StateTransitionedTimestamp);
    }

    [Theory]
    [InlineData("WaitPeriod"), InlineData("ExtensionPeriod"), InlineData("Alarm")]
    public async Task Given_a_suppressed_alarm_when_read_then_the_reason_is_a_known_constant(string value)
    {
        await using var server = await WireServer.StartAsync(Answer($"<CompositeAlarms><member><ActionsSuppressedBy>{value}</ActionsSuppressedBy></member></CompositeAlarms>"));
        using var client = Client(server);

        var alarm = Assert.Single((await client.DescribeAlarmsAsync(new DescribeAlarmsRequest())).CompositeAlarms);

        ActionsSuppressedBy[] known = [ActionsSuppressedBy.WaitPeriod, ActionsSuppressedBy.ExtensionPeriod, ActionsSuppressedBy.Alarm];
        Assert.Equal(value, Assert.Single(known, constant => constant == alarm.ActionsSuppressedBy).Value);
    }

    [Fact]
    public async Task Given_no_permission_when_answered_then_the_services_own_exception_says_so()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.XmlError("AccessDenied", 403, "User is not authorized to perform: cloudwatch:DescribeAlarms"));
        using var client = Client(server);

        var thrown = await Assert.ThrowsAsync<AmazonCloudWatchException>(() => client.DescribeAlarmsAsync(new DescribeAlarmsRequest()));

        Assert.Equal(("AccessDenied", "User is not authorized to perform: cloudwatch:DescribeAlarms"), (thrown.ErrorCode, thrown.Message));
    }

    private static AmazonCloudWatchClient Client(WireServer server) => new(WireServer.Credentials, server.Configure<AmazonCloudWatchConfig>());

    private static WireAnswer Answer(string result) => WireAnswer.Query("DescribeAlarms", result, "http://monitoring.amazonaws.com/doc/2010-08-01/");

    private static string[] Sorted(params string[] parameters) => [.. parameters.Order(StringComparer.Ordinal)];
}
