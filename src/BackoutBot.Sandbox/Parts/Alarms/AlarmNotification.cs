using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Notifications;
using BackoutBot.Sandbox.Scenarios;

namespace BackoutBot.Sandbox.Parts.Alarms;

/// <summary>The messages that CloudWatch alarms send: a metric alarm's has a Trigger, a composite's has AlarmRule and TriggeringChildren.</summary>
internal sealed class AlarmNotification(Scenario scenario, SnsTopics topics)
{
    // SNS takes subjects of up to 100 characters; CloudWatch cuts.
    private const int LongestSubject = 100;

    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Send(AccountState state, MetricAlarm alarm, AlarmState now, string old)
    {
        var message = Begin(alarm.Name, alarm.Description, now, old, configured: state.CreatedAt.AddDays(-30));
        AddActions(message, alarm.Topic);
        // What a log alarm sends there is not documented.
        if (alarm.Logs is null)
        {
            message["Trigger"] = Trigger(alarm);
        }

        Publish(state, alarm.Topic, now, message, alarm.ActionsEnabled && !alarm.IsSilent);
    }

    public void Send(AccountState state, CompositeAlarm alarm, AlarmState now, string old)
    {
        var message = Begin(alarm.Name, alarm.Description, now, old, configured: null);
        AddActions(message, alarm.Topic);
        message["AlarmRule"] = RuleText(scenario, alarm);
        message["TriggeringChildren"] = new JsonArray([.. RuleOf(alarm).Children.Distinct().Select(state.Alarm).Where(child => child.Value == now.Value).Select(child => new JsonObject
        {
            ["Arn"] = scenario.AlarmArn(child.Name),
            ["State"] = new JsonObject { ["Value"] = child.Value, ["Timestamp"] = AlarmReason.Stamp(child.UpdatedAt) },
        })]);
        Publish(state, alarm.Topic, now, message, alarm.ActionsEnabled);
    }

    /// <summary>The rule as its text says it.</summary>
    public AlarmRule RuleOf(CompositeAlarm alarm) => AlarmRule.Parse(RuleText(scenario, alarm));

    public static string RuleText(Scenario scenario, CompositeAlarm alarm) => alarm.Rule ?? string.Join(" OR ", alarm.AnyOf.Select(child => $"ALARM({scenario.AlarmArn(child)})"));

    private static JsonObject Trigger(MetricAlarm alarm) => new()
    {
        ["MetricName"] = alarm.Metric.Name,
        ["Namespace"] = alarm.Metric.Namespace,
        ["StatisticType"] = "Statistic",
        ["Statistic"] = alarm.Metric.Statistic.ToUpperInvariant(),
        ["Unit"] = alarm.Metric.Unit,
        ["Dimensions"] = new JsonArray([.. alarm.Dimensions.Select(d => new JsonObject { ["value"] = d.Value, ["name"] = d.Key })]),
        ["Period"] = alarm.Metric.Period,
        ["EvaluationPeriods"] = 1,
        ["DatapointsToAlarm"] = 1,
        ["ComparisonOperator"] = "GreaterThanThreshold",
        ["Threshold"] = alarm.Metric.Threshold,
        ["TreatMissingData"] = "missing",
        ["EvaluateLowSampleCountPercentile"] = "",
    };

    private JsonObject Begin(string name, string? description, AlarmState now, string old, DateTimeOffset? configured)
    {
        var message = new JsonObject { ["AlarmName"] = name, ["AlarmDescription"] = description, ["AWSAccountId"] = scenario.Account };
        if (configured is { } at)
        {
            message["AlarmConfigurationUpdatedTimestamp"] = AlarmReason.Stamp(at);
        }

        message["NewStateValue"] = now.Value;
        message["NewStateReason"] = now.Reason;
        message["StateChangeTime"] = AlarmReason.Stamp(now.UpdatedAt);
        message["Region"] = scenario.RegionName;
        message["AlarmArn"] = scenario.AlarmArn(name);
        message["OldStateValue"] = old;
        return message;
    }

    private void AddActions(JsonObject message, string topic)
    {
        message["OKActions"] = new JsonArray(scenario.TopicArn(topic));
        message["AlarmActions"] = new JsonArray(scenario.TopicArn(topic));
        message["InsufficientDataActions"] = new JsonArray();
    }

    private void Publish(AccountState state, string topic, AlarmState now, JsonObject message, bool isEnabled)
    {
        if (!isEnabled || scenario.MuteRules.Exists(rule => rule.Mutes(now.Name, now.UpdatedAt, state.CreatedAt)))
        {
            return;
        }

        var subject = $"{now.Value}: \"{now.Name}\" in {scenario.RegionName}";
        topics.Publish(
            state,
            scenario.TopicArn(topic),
            subject.Length <= LongestSubject ? subject : subject[..(LongestSubject - 3)] + "...",
            message.ToJsonString(Format),
            "cloudwatch.amazonaws.com",
            now.UpdatedAt);
    }
}
