using System.Xml.Linq;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Notifications;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Services;

/// <summary>Amazon CloudWatch, API version 2010-08-01.</summary>
internal sealed class CloudWatchApi(Scenario scenario)
{
    public AwsApi Describe() => new()
    {
        SigningName = "monitoring",
        Name = "cloudwatch",
        Protocol = WireProtocol.Query,
        Version = "2010-08-01",
        Namespace = "http://monitoring.amazonaws.com/doc/2010-08-01/",
        Operations =
        [
            new("DescribeAlarms", Mutating: false, ["AlarmNames", "AlarmNamePrefix", "AlarmTypes", "StateValue", "ActionPrefix", "MaxRecords", "NextToken"], DescribeAlarms)
            {
                Resource = _ => scenario.AlarmArn("*"),
            },
        ],
    };

    private XmlReply DescribeAlarms(OperationCall call)
    {
        var (names, prefix, types) = (call.Query.List("AlarmNames"), call.Query["AlarmNamePrefix"], call.Query.List("AlarmTypes"));
        if (names.Count > 0 && prefix is not null)
        {
            throw new AwsException("InvalidParameterCombination", "AlarmNames and AlarmNamePrefix can't be given together.");
        }

        if (types.Find(t => t is not ("MetricAlarm" or "CompositeAlarm")) is { } unknown)
        {
            throw new AwsException("ValidationError", $"1 validation error detected: Value '[{unknown}]' at 'alarmTypes' failed to satisfy constraint: Member must satisfy enum value set: [CompositeAlarm, MetricAlarm]");
        }

        var size = call.Query.Integer("MaxRecords") ?? 50;
        if (size is < 1 or > 100)
        {
            throw new AwsException("ValidationError", $"1 validation error detected: Value '{size}' at 'maxRecords' failed to satisfy constraint: Member must be between 1 and 100");
        }

        // "If you omit this parameter, only metric alarms are returned": DescribeAlarms, AlarmTypes.
        var composites = types.Contains("CompositeAlarm");
        var metrics = types.Count == 0 || types.Contains("MetricAlarm");
        var wanted = call.State.Alarms.Where(a => (scenario.Alarms.Exists(m => m.Name == a.Name) ? metrics : composites)
            && (names.Count == 0 || names.Contains(a.Name))
            && (prefix is null || a.Name.StartsWith(prefix, StringComparison.Ordinal))
            && (call.Query["StateValue"] is not { } state || a.Value == state)
            && (call.Query["ActionPrefix"] is not { } action || TopicArn(a).StartsWith(action, StringComparison.Ordinal)))
            .ToList();
        var (page, next) = Page.Of(wanted, call.Query["NextToken"], size, "InvalidNextToken");
        return new XmlReply(
            Xml.Structures("CompositeAlarms", from a in page from c in scenario.CompositeAlarms where c.Name == a.Name select Composite(c, a)),
            Xml.Structures("MetricAlarms", from a in page from m in scenario.Alarms where m.Name == a.Name select Metric(m, a, call.State)),
            Xml.Field("NextToken", next));
    }

    private object?[] Composite(CompositeAlarm alarm, AlarmState state) =>
    [
        .. Common(alarm.Name, alarm.Description, alarm.Topic, state),
        Xml.Field("AlarmRule", AlarmNotification.Rule(scenario, alarm)),
    ];

    private object?[] Metric(MetricAlarm alarm, AlarmState state, AccountState account) =>
    [
        .. Common(alarm.Name, alarm.Description, alarm.Topic, state),
        Xml.Field("AlarmConfigurationUpdatedTimestamp", account.CreatedAt.AddDays(-30)),
        Xml.Field("MetricName", alarm.Metric.Name),
        Xml.Field("Namespace", alarm.Metric.Namespace),
        Xml.Field("Statistic", alarm.Metric.Statistic),
        Xml.Structures("Dimensions", alarm.Dimensions.Select(d => new object?[] { Xml.Field("Name", d.Key), Xml.Field("Value", d.Value) })),
        Xml.Field("Period", alarm.Metric.Period),
        Xml.Field("Unit", alarm.Metric.Unit),
        Xml.Field("EvaluationPeriods", 1),
        Xml.Field("DatapointsToAlarm", 1),
        Xml.Field("Threshold", alarm.Metric.Threshold),
        Xml.Field("ComparisonOperator", "GreaterThanThreshold"),
        Xml.Field("TreatMissingData", "missing"),
    ];

    private object?[] Common(string name, string? description, string topic, AlarmState state) =>
    [
        Xml.Field("AlarmName", name),
        Xml.Field("AlarmArn", scenario.AlarmArn(name)),
        Xml.Field("AlarmDescription", description),
        Xml.Field("ActionsEnabled", true),
        Xml.List("OKActions", [scenario.TopicArn(topic)]),
        Xml.List("AlarmActions", [scenario.TopicArn(topic)]),
        new XElement("InsufficientDataActions"),
        Xml.Field("StateValue", state.Value),
        Xml.Field("StateReason", state.Reason),
        Xml.Field("StateReasonData", state.ReasonData),
        Xml.Field("StateUpdatedTimestamp", state.UpdatedAt),
        Xml.Field("StateTransitionedTimestamp", state.UpdatedAt),
    ];

    private string TopicArn(AlarmState alarm) => scenario.TopicArn(
        scenario.Alarms.Find(a => a.Name == alarm.Name)?.Topic ?? scenario.CompositeAlarms.First(a => a.Name == alarm.Name).Topic);
}
