using System.Text.Json;
using BackoutBot.Aws.Events;
using BackoutBot.Core.Intake;

namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>A CloudWatch alarm, metric or composite, as its SNS action publishes it.</summary>
internal static class CloudWatchAlarmMessage
{
    public static IntakeReading Read(JsonElement message, EventOrigin origin)
    {
        var trigger = message.Object("Trigger");
        var children = message.Items("TriggeringChildren").Select(child => AlarmArn.Parse(child.Text("Arn"))?.Name).OfType<string>();
        var details = new SignalDetails()
            .With("alarmArn", message.Text("AlarmArn"))
            .With("description", message.Text("AlarmDescription"))
            .With("previousState", message.Text("OldStateValue"))
            .With("metric", trigger.Text("MetricName"))
            .With("namespace", trigger.Text("Namespace"))
            .With("threshold", trigger.Text("Threshold"))
            .With("rule", message.Text("AlarmRule"))
            .With("triggeredBy", string.Join(", ", children));
        return AlarmSignal.Of(
            origin,
            AlarmArn.Parse(message.Text("AlarmArn")),
            message.Text("AlarmName")!,
            message.Text("NewStateValue"),
            EventTime.Parse(message.Text("StateChangeTime")),
            message.Text("NewStateReason"),
            suppressedBy: null,
            details);
    }
}
