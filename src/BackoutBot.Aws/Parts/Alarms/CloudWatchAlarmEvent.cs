using System.Text.Json;
using BackoutBot.Aws.Events;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>A CloudWatch alarm, metric, metric math or composite, as EventBridge tells of it.</summary>
internal static class CloudWatchAlarmEvent
{
    public static IntakeReading Read(JsonElement message, string detailType, EventOrigin origin)
    {
        var detail = message.Object("detail");
        if (detail.Text("alarmName") is not { } name)
        {
            return new IntakeReading.Unrecognised("A CloudWatch event without an alarm's name.");
        }

        var arn = message.Items("resources").Where(item => item.ValueKind == JsonValueKind.String).Select(item => AlarmArn.Parse(item.GetString())).FirstOrDefault(parsed => parsed is not null);
        return detailType switch
        {
            "CloudWatch Alarm State Change" => StateChange(message, detail, arn, name, origin),
            "CloudWatch Alarm Configuration Change" => ConfigurationChange(message, detail, name, origin),
            _ => new IntakeReading.Unrecognised($"A CloudWatch event of the type {LogText.Clip(detailType)}, which this version does not read."),
        };
    }

    private static IntakeReading StateChange(JsonElement message, JsonElement detail, AlarmArn? arn, string name, EventOrigin origin)
    {
        var state = detail.Object("state");
        var configuration = detail.Object("configuration");
        var children = state.Object("reasonData").Items("triggeringAlarms").Select(child => AlarmArn.Parse(child.Text("arn"))?.Name).OfType<string>();
        var metrics = configuration.Items("metrics").Select(metric => metric.Object("metricStat").Object("metric").Text("name") ?? metric.Text("expression")).OfType<string>();
        var details = new SignalDetails()
            .With("description", configuration.Text("description"))
            .With("previousState", detail.Object("previousState").Text("value"))
            .With("metric", string.Join(", ", metrics))
            .With("rule", configuration.Text("alarmRule"))
            .With("triggeredBy", string.Join(", ", children));
        return AlarmSignal.Of(
            origin,
            arn,
            name,
            state.Text("value"),
            EventTime.Parse(state.Text("timestamp")) ?? EventTime.Parse(message.Text("time")),
            state.Text("reason"),
            state.Text("actionsSuppressedBy"),
            details);
    }

    private static IntakeReading.Event ConfigurationChange(JsonElement message, JsonElement detail, string name, EventOrigin origin)
    {
        var operation = detail.Text("operation") ?? "change";
        var details = new SignalDetails()
            .With("operation", operation)
            .With("state", detail.Object("state").Text("value"));
        return new IntakeReading.Event(new Signal(
            origin.Id,
            SignalKind.Informational,
            AwsResourceKeys.Alarm(message.Text("account") ?? origin.Topic.Account, message.Text("region") ?? origin.Topic.Region, name),
            name,
            origin.TimeOf(EventTime.Parse(message.Text("time"))),
            LogText.Clip($"The configuration of {name} was changed ({operation})"),
            details.Build()));
    }
}
