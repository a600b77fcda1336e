using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Parts.FrontDoor;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Parts.Alarms;

/// <summary>Amazon CloudWatch, API version 2010-08-01, in query and in CBOR: earlier clients speak the one, later ones the other.</summary>
internal sealed class CloudWatchApi(Scenario scenario, MetricData metricData)
{
    public AwsApi Describe() => new()
    {
        SigningName = "monitoring",
        Name = "cloudwatch",
        Protocol = WireProtocol.Query,
        Version = "2010-08-01",
        Namespace = "http://monitoring.amazonaws.com/doc/2010-08-01/",
        CborService = "GraniteServiceVersion20100801",
        ErrorNamespace = "com.amazonaws.cloudwatch",
        Operations =
        [
            new("DescribeAlarms", Mutating: false, ["AlarmNames", "AlarmNamePrefix", "AlarmTypes", "StateValue", "ActionPrefix", "MaxRecords", "NextToken"], DescribeAlarms)
            {
                Resource = _ => scenario.AlarmArn("*"),
                NotSimulated = ["ChildrenOfAlarmName", "ParentsOfAlarmName"],
            },
            new("GetMetricData", Mutating: false, ["MetricDataQueries", "StartTime", "EndTime", "NextToken", "ScanBy", "MaxDatapoints"], metricData.Get)
            {
                NotSimulated = ["LabelOptions"],
            },
        ],
    };

    private StructureReply DescribeAlarms(OperationCall call)
    {
        var (names, prefix, types) = (call.Query.List("AlarmNames"), call.Query["AlarmNamePrefix"], call.Query.List("AlarmTypes"));
        if (names.Count > 0 && prefix is not null)
        {
            throw new AwsException("InvalidParameterCombination", "AlarmNames and AlarmNamePrefix can't be given together.") { Shape = "com.amazonaws.cloudwatch#InvalidParameterCombinationException" };
        }

        if (types.Find(t => t is not ("MetricAlarm" or "CompositeAlarm")) is { } unknown)
        {
            throw CommonErrors.Invalid($"1 validation error detected: Value '[{unknown}]' at 'alarmTypes' failed to satisfy constraint: Member must satisfy enum value set: [CompositeAlarm, MetricAlarm]");
        }

        var size = call.Query.Integer("MaxRecords") ?? 50;
        if (size is < 1 or > 100)
        {
            throw CommonErrors.Invalid($"1 validation error detected: Value '{size}' at 'maxRecords' failed to satisfy constraint: Member must be between 1 and 100");
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
        return new StructureReply(new Structure
        {
            { "CompositeAlarms", (from a in page from c in scenario.CompositeAlarms where c.Name == a.Name select Composite(c, a)).ToList() },
            { "MetricAlarms", (from a in page from m in scenario.Alarms where m.Name == a.Name select Metric(m, a, call.State)).ToList() },
            { "NextToken", next },
        });
    }

    private Structure Composite(CompositeAlarm alarm, AlarmState state)
    {
        var structure = Common(alarm.Name, alarm.Description, alarm.Topic, state);
        structure.Add("AlarmRule", AlarmNotification.Rule(scenario, alarm));
        return structure;
    }

    private Structure Metric(MetricAlarm alarm, AlarmState state, AccountState account)
    {
        var structure = Common(alarm.Name, alarm.Description, alarm.Topic, state, alarm.ActionsEnabled, alarm.IsSilent);
        structure.Add("AlarmConfigurationUpdatedTimestamp", account.CreatedAt.AddDays(-30));
        structure.Add("MetricName", alarm.Metric.Name);
        structure.Add("Namespace", alarm.Metric.Namespace);
        structure.Add("Statistic", alarm.Metric.Statistic);
        structure.Add("Dimensions", alarm.Dimensions.Select(d => new Structure { { "Name", d.Key }, { "Value", d.Value } }).ToList());
        structure.Add("Period", alarm.Metric.Period);
        structure.Add("Unit", alarm.Metric.Unit);
        structure.Add("EvaluationPeriods", 1);
        structure.Add("DatapointsToAlarm", 1);
        structure.Add("Threshold", alarm.Metric.Threshold);
        structure.Add("ComparisonOperator", "GreaterThanThreshold");
        structure.Add("TreatMissingData", "missing");
        return structure;
    }

    private Structure Common(string name, string? description, string topic, AlarmState state, bool isEnabled = true, bool isSilent = false) => new()
    {
        { "AlarmName", name },
        { "AlarmArn", scenario.AlarmArn(name) },
        { "AlarmDescription", description },
        { "ActionsEnabled", isEnabled },
        { "OKActions", isSilent ? Array.Empty<string>() : [scenario.TopicArn(topic)] },
        { "AlarmActions", isSilent ? Array.Empty<string>() : [scenario.TopicArn(topic)] },
        { "InsufficientDataActions", Array.Empty<string>() },
        { "StateValue", state.Value },
        { "StateReason", state.Reason },
        { "StateReasonData", state.ReasonData },
        { "StateUpdatedTimestamp", state.UpdatedAt },
        { "StateTransitionedTimestamp", state.UpdatedAt },
    };

    private string TopicArn(AlarmState alarm) => scenario.TopicArn(
        scenario.Alarms.Find(a => a.Name == alarm.Name)?.Topic ?? scenario.CompositeAlarms.First(a => a.Name == alarm.Name).Topic);
}
