using System.Globalization;
using System.Xml;
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
            new("DescribeAlarms", Mutating: false, ["AlarmNames", "AlarmNamePrefix", "AlarmTypes", "StateValue", "ActionPrefix", "ParentsOfAlarmName", "ChildrenOfAlarmName", "MaxRecords", "NextToken"], DescribeAlarms)
            {
                Resource = _ => scenario.AlarmArn("*"),
            },
            new("ListAlarmMuteRules", Mutating: false, ["AlarmName", "Statuses", "MaxRecords", "NextToken"], ListMuteRules),
            new("GetAlarmMuteRule", Mutating: false, ["AlarmMuteRuleName"], GetMuteRule),
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

        if (types.Find(t => t is not ("MetricAlarm" or "CompositeAlarm" or "LogAlarm")) is { } unknown)
        {
            throw CommonErrors.Invalid($"1 validation error detected: Value '[{unknown}]' at 'alarmTypes' failed to satisfy constraint: Member must satisfy enum value set: [CompositeAlarm, LogAlarm, MetricAlarm]");
        }

        var size = call.Query.Integer("MaxRecords") ?? 50;
        if (size is < 1 or > 100)
        {
            throw CommonErrors.Invalid($"1 validation error detected: Value '{size}' at 'maxRecords' failed to satisfy constraint: Member must be between 1 and 100");
        }

        var (child, parent) = (call.Query["ParentsOfAlarmName"], call.Query["ChildrenOfAlarmName"]);
        if (child is not null || parent is not null)
        {
            return Related(call, child, parent, size, names.Count > 0 || prefix is not null || types.Count > 0 || call.Query["StateValue"] is not null || call.Query["ActionPrefix"] is not null);
        }

        // "If you omit this parameter, only metric alarms are returned": DescribeAlarms, AlarmTypes.
        var wanted = call.State.Alarms.Where(a => (types.Count == 0 ? TypeOf(a) == "MetricAlarm" : types.Contains(TypeOf(a)))
            && (names.Count == 0 || names.Contains(a.Name))
            && (prefix is null || a.Name.StartsWith(prefix, StringComparison.Ordinal))
            && (call.Query["StateValue"] is not { } state || a.Value == state)
            && (call.Query["ActionPrefix"] is not { } action || TopicArn(a).StartsWith(action, StringComparison.Ordinal)))
            .ToList();
        var (page, next) = Page.Of(wanted, call.Query["NextToken"], size, "InvalidNextToken");
        return new StructureReply(new Structure
        {
            { "CompositeAlarms", (from a in page from c in scenario.CompositeAlarms where c.Name == a.Name select Composite(c, a, call.State)).ToList() },
            { "MetricAlarms", (from a in page from m in scenario.Alarms where m.Name == a.Name && m.Logs is null select Metric(m, a, call.State)).ToList() },
            { "LogAlarms", (from a in page from m in scenario.Alarms where m.Name == a.Name let query = m.Logs where query is not null select Log(m, query, a, call.State)).ToList() },
            { "NextToken", next },
        });
    }

    // "You cannot specify any other parameters in the request except for MaxRecords and NextToken", and of parents only name and ARN are told, of
    // children state and time, too: DescribeAlarms.
    private StructureReply Related(OperationCall call, string? child, string? parent, int size, bool isMixed)
    {
        if (isMixed || (child is not null && parent is not null))
        {
            throw CommonErrors.Invalid("ParentsOfAlarmName and ChildrenOfAlarmName can't be given together or with other filters.");
        }

        var rules = scenario.CompositeAlarms.ToDictionary(one => one.Name, one => AlarmRule.Parse(AlarmNotification.RuleText(scenario, one)).Children);
        var related = child is not null
            ? call.State.Alarms.Where(alarm => rules.GetValueOrDefault(alarm.Name)?.Contains(child) == true)
            : call.State.Alarms.Where(alarm => rules.GetValueOrDefault(parent!)?.Contains(alarm.Name) == true);
        var (page, next) = Page.Of(related.ToList(), call.Query["NextToken"], size, "InvalidNextToken");
        return new StructureReply(new Structure
        {
            { "CompositeAlarms", page.Where(alarm => TypeOf(alarm) == "CompositeAlarm").Select(Brief).ToList() },
            { "MetricAlarms", page.Where(alarm => TypeOf(alarm) == "MetricAlarm").Select(Brief).ToList() },
            { "LogAlarms", page.Where(alarm => TypeOf(alarm) == "LogAlarm").Select(Brief).ToList() },
            { "NextToken", next },
        });

        Structure Brief(AlarmState alarm) => new()
        {
            { "AlarmName", alarm.Name },
            { "AlarmArn", scenario.AlarmArn(alarm.Name) },
            { "StateValue", child is null ? alarm.Value : null },
            { "StateUpdatedTimestamp", child is null ? alarm.UpdatedAt : null },
        };
    }

    private StructureReply ListMuteRules(OperationCall call)
    {
        var size = call.Query.Integer("MaxRecords") ?? 50;
        if (size is < 1 or > 100)
        {
            throw CommonErrors.Invalid($"1 validation error detected: Value '{size}' at 'maxRecords' failed to satisfy constraint: Member must be between 1 and 100");
        }

        var (alarm, statuses) = (call.Query["AlarmName"], call.Query.List("Statuses"));
        if (statuses.Find(status => status is not ("SCHEDULED" or "ACTIVE" or "EXPIRED")) is { } unknown)
        {
            throw CommonErrors.Invalid($"1 validation error detected: Value '[{unknown}]' at 'statuses' failed to satisfy constraint: Member must satisfy enum value set: [SCHEDULED, ACTIVE, EXPIRED]");
        }

        var wanted = scenario.MuteRules.FindAll(rule => (alarm is null || rule.Alarms.Contains(alarm)) && (statuses.Count == 0 || statuses.Contains(rule.StatusAt(call.Now, call.State.CreatedAt))));
        var (page, next) = Page.Of(wanted, call.Query["NextToken"], size, "InvalidNextToken");
        return new StructureReply(new Structure
        {
            { "AlarmMuteRuleSummaries", page.ConvertAll(rule => Muting(rule, call)) },
            { "NextToken", next },
        });
    }

    private StructureReply GetMuteRule(OperationCall call)
    {
        var name = call.Query.Required("AlarmMuteRuleName");
        var rule = scenario.MuteRules.Find(one => one.Name == name)
            ?? throw new AwsException("ResourceNotFound", $"There is no alarm mute rule {name}.", 404) { Shape = "com.amazonaws.cloudwatch#ResourceNotFoundException" };
        var structure = Muting(rule, call);
        var at = rule.BeginsAt(call.State.CreatedAt);
        structure.Add("Name", rule.Name);
        structure.Add("Rule", new Structure
        {
            {
                "Schedule",
                new Structure
                {
                    { "Expression", rule.Daily ? $"cron({at.Minute} {at.Hour} * * *)" : string.Create(CultureInfo.InvariantCulture, $"at({at:yyyy-MM-dd'T'HH:mm})") },
                    { "Duration", XmlConvert.ToString(TimeSpan.FromMinutes(rule.Minutes)) },
                    { "Timezone", "UTC" },
                }
            },
        });
        structure.Add("MuteTargets", rule.Alarms.Count == 0 ? null : new Structure { { "AlarmNames", rule.Alarms } });
        return new StructureReply(structure);
    }

    private Structure Muting(MuteRule rule, OperationCall call) => new()
    {
        { "AlarmMuteRuleArn", scenario.MuteRuleArn(rule) },
        { "Status", rule.StatusAt(call.Now, call.State.CreatedAt) },
        { "MuteType", rule.Daily ? "RECURRING" : "ONE_TIME" },
        { "LastUpdatedTimestamp", call.State.CreatedAt },
    };

    private Structure Composite(CompositeAlarm alarm, AlarmState state, AccountState account)
    {
        var structure = Common(alarm.Name, alarm.Description, alarm.Topic, state, alarm.ActionsEnabled);
        structure.Add("AlarmRule", AlarmNotification.RuleText(scenario, alarm));
        if (alarm.Suppressor is { } suppressor)
        {
            var isSuppressed = AlarmSimulation.IsSuppressed(account, alarm);
            structure.Add("ActionsSuppressor", suppressor);
            structure.Add("ActionsSuppressorWaitPeriod", 0);
            structure.Add("ActionsSuppressorExtensionPeriod", 0);
            structure.Add("ActionsSuppressedBy", isSuppressed ? "Alarm" : null);
            structure.Add("ActionsSuppressedReason", isSuppressed ? "Actions suppressed by Alarm" : null);
        }

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
        structure.Add("EvaluationState", alarm.EvaluationState);
        return structure;
    }

    private Structure Log(MetricAlarm alarm, LogQuery query, AlarmState state, AccountState account)
    {
        var structure = Common(alarm.Name, alarm.Description, alarm.Topic, state, alarm.ActionsEnabled, alarm.IsSilent);
        structure.Add("AlarmConfigurationUpdatedTimestamp", account.CreatedAt.AddDays(-30));
        structure.Add("ScheduledQueryConfiguration", new Structure
        {
            {
                "ScheduleConfiguration",
                new Structure
                {
                    { "ScheduleExpression", query.Schedule },
                    { "StartTimeOffset", query.StartOffset },
                    { "EndTimeOffset", query.EndOffset },
                }
            },
        });
        structure.Add("QueryResultsToEvaluate", query.Results);
        structure.Add("QueryResultsToAlarm", 1);
        structure.Add("Threshold", alarm.Metric.Threshold);
        structure.Add("ComparisonOperator", "GreaterThanThreshold");
        structure.Add("TreatMissingData", "missing");
        structure.Add("EvaluationState", alarm.EvaluationState);
        return structure;
    }

    private string TypeOf(AlarmState alarm) => scenario.Alarms.Find(one => one.Name == alarm.Name) switch
    {
        null => "CompositeAlarm",
        { Logs: null } => "MetricAlarm",
        _ => "LogAlarm",
    };

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
