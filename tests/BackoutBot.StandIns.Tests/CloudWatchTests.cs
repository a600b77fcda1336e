using System.Net;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using BackoutBot.StandIns.Tests.Wire;
using static BackoutBot.StandIns.Tests.Wire.CloudWatchWire;
using Metric = Amazon.CloudWatch.Model.Metric;

namespace BackoutBot.StandIns.Tests;

/// <summary>The stand-in and later packages speak CBOR, earlier ones query: each test asserts of the protocol that the client chose.</summary>
public sealed class CloudWatchTests
{
    private const string MetricArn = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-api-5xx";
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:checkout-api-alarms";
    private static readonly DateTimeOffset Updated = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task Given_names_and_types_when_described_then_the_request_lists_them()
    {
        await using var server = await WireServer.StartAsync(Answer([]));
        using var client = Client(server);

        var page = await client.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = ["checkout-api-5xx", "checkout-api: latency"], AlarmTypes = [AlarmType.MetricAlarm, AlarmType.CompositeAlarm], MaxRecords = 100, NextToken = "t+/=" });

        Assert.Equal(
            ["AlarmNames.member.1=checkout-api-5xx", "AlarmNames.member.2=checkout-api: latency", "AlarmTypes.member.1=MetricAlarm", "AlarmTypes.member.2=CompositeAlarm", "MaxRecords=100", "NextToken=t+/="],
            Parameters(server.Request));
        Assert.Null(page.MetricAlarms);
        Assert.Null(page.CompositeAlarms);
        Assert.Null(page.NextToken);
    }

    [Fact]
    public async Task Given_a_prefix_and_an_empty_list_when_described_then_both_are_sent()
    {
        await using var server = await WireServer.StartAsync(Answer([]));
        using var client = Client(server);

        await client.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNamePrefix = "checkout-api", AlarmNames = [] });

        Assert.Equal(["AlarmNamePrefix=checkout-api", "AlarmNames="], Parameters(server.Request));
    }

    [Fact]
    public async Task Given_nothing_asked_for_when_described_then_an_empty_input_is_sent()
    {
        await using var server = await WireServer.StartAsync(Answer([]));
        using var client = Client(server);

        await client.DescribeAlarmsAsync(new DescribeAlarmsRequest());

        Assert.Empty(Parameters(server.Request));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Given_metric_and_composite_alarms_when_read_then_state_actions_and_times_are_there(bool indefinite)
    {
        Member[] metricAlarm =
        [
            new("AlarmName", "checkout-api-5xx"), new("AlarmArn", MetricArn), new("AlarmDescription", "5xx < 1 % \u2013 caf\u00e9"), new("ActionsEnabled", true),
            new("OKActions", new[] { Topic }), new("AlarmActions", new[] { Topic, Topic + "-2" }), new("InsufficientDataActions", Array.Empty<string>()),
            new("StateValue", "ALARM"), new("StateReason", "Threshold Crossed"), new("StateUpdatedTimestamp", Updated.AddMilliseconds(678)), new("StateTransitionedTimestamp", Updated),
            new("MetricName", "HTTPCode_Target_5XX_Count"), new("Namespace", "AWS/ApplicationELB"), new("Period", 60), new("EvaluationPeriods", 3), new("Threshold", 1.0),
        ];
        Member[] compositeAlarm =
        [
            new("AlarmName", "checkout-api-health"), new("AlarmArn", MetricArn + "-c"), new("AlarmRule", "ALARM(\"checkout-api-5xx\") OR ALARM(\"checkout-api-latency\")"), new("ActionsEnabled", false), new("AlarmActions", new[] { Topic }),
            new("StateValue", "INSUFFICIENT_DATA"), new("ActionsSuppressedBy", "Alarm"), new("ActionsSuppressedReason", "maintenance"),
        ];
        await using var server = await WireServer.StartAsync(Answer([new("MetricAlarms", new[] { metricAlarm }), new("CompositeAlarms", new[] { compositeAlarm }), new("NextToken", "more")], indefinite));
        using var client = Client(server);

        var page = await client.DescribeAlarmsAsync(new DescribeAlarmsRequest());

        Assert.Equal((WireAnswer.RequestId, "more"), (page.ResponseMetadata.RequestId, page.NextToken));
        var metric = Assert.Single(page.MetricAlarms);
        Assert.Equal(("checkout-api-5xx", MetricArn, "5xx < 1 % \u2013 caf\u00e9", true), (metric.AlarmName, metric.AlarmArn, metric.AlarmDescription, metric.ActionsEnabled));
        Assert.Equal([Topic], metric.OKActions);
        Assert.Equal([Topic, Topic + "-2"], metric.AlarmActions);
        Assert.Empty(metric.InsufficientDataActions ?? []);
        Assert.Equal((StateValue.ALARM, "Threshold Crossed"), (metric.StateValue, metric.StateReason));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), metric.StateUpdatedTimestamp!.Value.ToUniversalTime());
        Assert.Equal((Updated.UtcDateTime, DateTimeKind.Utc), (metric.StateTransitionedTimestamp!.Value, metric.StateTransitionedTimestamp.Value.Kind));
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
        await using var server = await WireServer.StartAsync(Answer([new("CompositeAlarms", new[] { new Member[] { new("ActionsSuppressedBy", value) } })]));
        using var client = Client(server);

        var alarm = Assert.Single((await client.DescribeAlarmsAsync(new DescribeAlarmsRequest())).CompositeAlarms);

        ActionsSuppressedBy[] known = [ActionsSuppressedBy.WaitPeriod, ActionsSuppressedBy.ExtensionPeriod, ActionsSuppressedBy.Alarm];
        Assert.Equal(value, Assert.Single(known, constant => constant == alarm.ActionsSuppressedBy).Value);
    }

    [Fact]
    public async Task Given_a_log_alarm_when_read_then_its_state_and_how_often_its_query_runs_are_there()
    {
        Member[] schedule = [new("ScheduleExpression", "rate(5 minutes)"), new("StartTimeOffset", 360)];
        Member[] logAlarm =
        [
            new("AlarmName", "errors-in-logs"),
            new("ActionsEnabled", true),
            new("AlarmActions", new[] { Topic }),
            new("StateValue", "OK"),
            new("StateReason", "quiet"),
            new("StateUpdatedTimestamp", Updated),
            new("StateTransitionedTimestamp", Updated),
            new("EvaluationState", "PARTIAL_DATA"),
            new("QueryResultsToEvaluate", 3),
            new("ScheduledQueryConfiguration", new Member[] { new("ScheduleConfiguration", schedule) }),
        ];
        await using var server = await WireServer.StartAsync(Answer([new("LogAlarms", new[] { logAlarm })]));
        using var client = Client(server);

        var alarm = Assert.Single((await client.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmTypes = [AlarmType.LogAlarm] })).LogAlarms);

        Assert.Equal(["AlarmTypes.member.1=LogAlarm"], Parameters(server.Request));
        Assert.Equal(("errors-in-logs", true, "OK", "quiet", "PARTIAL_DATA", 3), (alarm.AlarmName, alarm.ActionsEnabled, alarm.StateValue.Value, alarm.StateReason, alarm.EvaluationState.Value, alarm.QueryResultsToEvaluate));
        Assert.Equal([Topic], alarm.AlarmActions);
        Assert.Equal((Updated.UtcDateTime, Updated.UtcDateTime), (alarm.StateUpdatedTimestamp!.Value.ToUniversalTime(), alarm.StateTransitionedTimestamp!.Value.ToUniversalTime()));
        Assert.Equal(("rate(5 minutes)", 360L), (alarm.ScheduledQueryConfiguration.ScheduleConfiguration.ScheduleExpression, alarm.ScheduledQueryConfiguration.ScheduleConfiguration.StartTimeOffset));
    }

    [Fact]
    public async Task Given_the_children_of_an_alarm_asked_for_when_described_then_the_request_names_it()
    {
        await using var server = await WireServer.StartAsync(Answer([]));
        using var client = Client(server);

        await client.DescribeAlarmsAsync(new DescribeAlarmsRequest { ChildrenOfAlarmName = "parent" });

        Assert.Equal(["ChildrenOfAlarmName=parent"], Parameters(server.Request));
    }

    [Fact]
    public async Task Given_an_alarm_on_metric_math_when_read_then_its_metrics_and_how_it_is_evaluated_are_there()
    {
        Member[] math = [new("Id", "e1"), new("Label", "errors"), new("Period", 300), new("ReturnData", true)];
        Member[] metric = [new("Id", "m1"), new("MetricStat", new Member[] { new("Period", 60), new("Stat", "Sum"), new("Metric", new Member[] { new("MetricName", "5xx") }) }), new("ReturnData", false)];
        await using var server = await WireServer.StartAsync(Answer([new("MetricAlarms", new[] { new Member[] { new("AlarmName", "errors"), new("EvaluationState", "PARTIAL_DATA"), new("Metrics", new[] { math, metric }) } })]));
        using var client = Client(server);

        var alarm = Assert.Single((await client.DescribeAlarmsAsync(new DescribeAlarmsRequest { ParentsOfAlarmName = "child" })).MetricAlarms);

        Assert.Equal(["ParentsOfAlarmName=child"], Parameters(server.Request));
        Assert.Equal("PARTIAL_DATA", alarm.EvaluationState.Value);
        Assert.Null(alarm.Period);
        Assert.Equal([("e1", 300, null), ("m1", null, 60)], alarm.Metrics.Select(one => (one.Id, one.Period, one.MetricStat?.Period)));
    }

    [Fact]
    public async Task Given_alarm_mute_rules_when_listed_then_the_ARNs_and_the_token_are_there()
    {
        const string Rule = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm-mute-rule:night-work";
        await using var server = await WireServer.StartAsync(Answer([new("AlarmMuteRuleSummaries", new[] { new Member[] { new("AlarmMuteRuleArn", Rule), new("Status", "ACTIVE"), new("MuteType", "ONE_TIME") } }), new("NextToken", "more")], operation: "ListAlarmMuteRules"));
        using var client = Client(server);

        var page = await client.ListAlarmMuteRulesAsync(new ListAlarmMuteRulesRequest { Statuses = [AlarmMuteRuleStatus.ACTIVE], NextToken = "t" });

        Assert.Equal(["NextToken=t", "Statuses.member.1=ACTIVE"], Parameters(server.Request, "ListAlarmMuteRules"));
        Assert.Equal((Rule, "more"), (Assert.Single(page.AlarmMuteRuleSummaries).AlarmMuteRuleArn, page.NextToken));
    }

    [Fact]
    public async Task Given_an_alarm_mute_rule_when_read_then_its_schedule_and_its_alarms_are_there()
    {
        Member[] schedule = [new("Expression", "at(2026-01-02T03:04)"), new("Duration", "PT1H"), new("Timezone", "Europe/Dublin")];
        await using var server = await WireServer.StartAsync(Answer(
            [
                new("Name", "night-work"), new("Status", "ACTIVE"), new("ExpireDate", Updated),
                new("Rule", new Member[] { new("Schedule", schedule) }), new("MuteTargets", new Member[] { new("AlarmNames", new[] { "checkout-api-5xx" }) }),
            ],
            operation: "GetAlarmMuteRule"));
        using var client = Client(server);

        var rule = await client.GetAlarmMuteRuleAsync(new GetAlarmMuteRuleRequest { AlarmMuteRuleName = "night-work" });

        Assert.Equal(["AlarmMuteRuleName=night-work"], Parameters(server.Request, "GetAlarmMuteRule"));
        Assert.Equal(("night-work", AlarmMuteRuleStatus.ACTIVE, Updated.UtcDateTime), (rule.Name, rule.Status, rule.ExpireDate!.Value.ToUniversalTime()));
        Assert.Equal(("at(2026-01-02T03:04)", "PT1H", "Europe/Dublin"), (rule.Rule.Schedule.Expression, rule.Rule.Schedule.Duration, rule.Rule.Schedule.Timezone));
        Assert.Equal(["checkout-api-5xx"], rule.MuteTargets.AlarmNames);
    }

    [Fact]
    public async Task Given_members_that_are_new_or_null_when_read_then_the_known_ones_are_read_and_the_null_ones_absent()
    {
        Member[] alarm =
        [
            new("Evaluation", new[] { new Member[] { new("Deep", new[] { "a", "b" }) } }), new("AlarmName", "checkout-api-5xx"), new("StateReason", null),
            new("StateUpdatedTimestamp", null), new("StateTransitionedTimestamp", Updated), new("OKActions", null), new("Period", null), new("StateValue", "FROZEN"), new("NewNumber", 0.5),
        ];
        await using var server = await WireServer.StartAsync(Answer([new("News", new[] { "x" }), new("MetricAlarms", new[] { alarm }), new("CompositeAlarms", null), new("NextToken", null)]));
        using var client = Client(server);

        var page = await client.DescribeAlarmsAsync(new DescribeAlarmsRequest());

        var metric = Assert.Single(page.MetricAlarms);
        Assert.Equal(("checkout-api-5xx", "FROZEN", Updated.UtcDateTime), (metric.AlarmName, metric.StateValue.Value, metric.StateTransitionedTimestamp));
        Assert.Null(metric.StateReason);
        Assert.Null(metric.StateUpdatedTimestamp);
        Assert.Null(metric.OKActions);
        Assert.Null(metric.Period);
        Assert.Null(page.CompositeAlarms);
        Assert.Null(page.NextToken);
    }

    [Fact]
    public async Task Given_metrics_when_asked_for_then_queries_and_times_are_sent()
    {
        await using var server = await WireServer.StartAsync(Answer([], operation: "GetMetricData"));
        using var client = Client(server);

        var page = await client.GetMetricDataAsync(new GetMetricDataRequest
        {
            StartTime = Updated.UtcDateTime,
            EndTime = Updated.UtcDateTime.AddMilliseconds(500),
            ScanBy = ScanBy.TimestampAscending,
            MaxDatapoints = 10,
            NextToken = "t",
            MetricDataQueries =
            [
                new MetricDataQuery
                {
                    Id = "m0",
                    ReturnData = true,
                    Label = "2xx",
                    MetricStat = new MetricStat { Period = 60, Stat = "Sum", Metric = new Metric { Namespace = "AWS/ApplicationELB", MetricName = "RequestCount", Dimensions = [new Dimension { Name = "LoadBalancer", Value = "app/shop/1" }] } },
                },
            ],
        });

        const string query = "MetricDataQueries.member.1.";
        Assert.Equal(
            [
                "EndTime=2026-01-02T03:04:05.500Z", "MaxDatapoints=10", query + "Id=m0", query + "Label=2xx",
                query + "MetricStat.Metric.Dimensions.member.1.Name=LoadBalancer", query + "MetricStat.Metric.Dimensions.member.1.Value=app/shop/1",
                query + "MetricStat.Metric.MetricName=RequestCount", query + "MetricStat.Metric.Namespace=AWS/ApplicationELB", query + "MetricStat.Period=60", query + "MetricStat.Stat=Sum",
                query + "ReturnData=true", "NextToken=t", "ScanBy=TimestampAscending", "StartTime=2026-01-02T03:04:05.000Z",
            ],
            Parameters(server.Request, "GetMetricData"));
        Assert.Null(page.MetricDataResults);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Given_metrics_when_read_then_times_values_and_status_are_there(bool indefinite)
    {
        Member[] result =
        [
            new("Id", "m0"), new("Label", "RequestCount"), new("Timestamps", new[] { Updated, Updated.AddMinutes(1) }), new("Values", new[] { 3.0, 0.25 }), new("StatusCode", "PartialData"),
            new("Messages", new[] { new Member[] { new("Code", "Late"), new("Value", "Some came late.") } }),
        ];
        await using var server = await WireServer.StartAsync(Answer([new("MetricDataResults", new[] { result }), new("NextToken", "more")], indefinite, operation: "GetMetricData"));
        using var client = Client(server);

        var page = await client.GetMetricDataAsync(new GetMetricDataRequest());

        var read = Assert.Single(page.MetricDataResults);
        Assert.Equal(("m0", "RequestCount", StatusCode.PartialData, "more"), (read.Id, read.Label, read.StatusCode, page.NextToken));
        Assert.Equal([Updated.UtcDateTime, Updated.UtcDateTime.AddMinutes(1)], read.Timestamps.Select(time => time.ToUniversalTime()));
        Assert.Equal([3.0, 0.25], read.Values);
        Assert.Equal(("Late", "Some came late."), (read.Messages[0].Code, read.Messages[0].Value));
    }

    [Fact]
    public async Task Given_no_permission_when_answered_then_the_services_own_exception_says_so()
    {
        await using var server = await WireServer.StartAsync(Error("AccessDenied", "com.amazon.coral.service#AccessDeniedException", 403, "User is not authorized to perform: cloudwatch:DescribeAlarms"));
        using var client = Client(server);

        var thrown = await Assert.ThrowsAsync<AmazonCloudWatchException>(() => client.DescribeAlarmsAsync(new DescribeAlarmsRequest()));

        Assert.Equal(("AccessDenied", "User is not authorized to perform: cloudwatch:DescribeAlarms", HttpStatusCode.Forbidden), (thrown.ErrorCode, thrown.Message, thrown.StatusCode));
    }

    [Fact]
    public async Task Given_an_error_without_the_query_protocols_code_when_answered_then_the_shapes_name_is_the_code()
    {
        await using var server = await WireServer.StartAsync(Error("AccessDenied", "com.amazon.coral.service#AccessDeniedException:http://internal.amazon.com/", 400, "no", tellsCode: false));
        using var client = Client(server);

        var thrown = await Assert.ThrowsAsync<AmazonCloudWatchException>(() => client.DescribeAlarmsAsync(new DescribeAlarmsRequest()));

        Assert.Equal((IsCbor(server.Request) ? "AccessDeniedException" : "AccessDenied", "no", ErrorType.Sender), (thrown.ErrorCode, thrown.Message, thrown.ErrorType));
    }

    [Theory]
    [InlineData("a1")]
    [InlineData("bf6c4d6574726963416c61726d7381")]
    [InlineData("a16c4d6574726963416c61726d73a0")]
    [InlineData("ff")]
    public async Task Given_bytes_that_are_no_answer_when_read_then_it_is_an_error_and_not_an_empty_page(string hex)
    {
        await using var server = await WireServer.StartAsync(Bytes(Convert.FromHexString(hex)));
        using var client = Client(server);

        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => client.DescribeAlarmsAsync(new DescribeAlarmsRequest()));
    }

    private static AmazonCloudWatchClient Client(WireServer server) => new(WireServer.Credentials, server.Configure<AmazonCloudWatchConfig>());
}
