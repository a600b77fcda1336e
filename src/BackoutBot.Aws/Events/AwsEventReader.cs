using System.Text.Json;
using BackoutBot.Aws.Parts.Alarms;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Core.Intake;

namespace BackoutBot.Aws.Events;

/// <summary>Tells AWS's events apart by their structure, and has them read. Whatever the text is, it answers; it never throws.</summary>
internal static class AwsEventReader
{
    public static IntakeReading Read(string message, EventOrigin origin)
    {
        try
        {
            var root = JsonElement.Parse(message);
            return root.ValueKind == JsonValueKind.Object
                ? ReadObject(root, origin)
                : new IntakeReading.Unrecognised("The message is JSON, but not an object.");
        }
        catch (JsonException)
        {
            return new IntakeReading.Unrecognised("The message is not JSON, and no event of AWS's that this version reads is plain text.");
        }
        catch (InvalidOperationException)
        {
            return new IntakeReading.Unrecognised("The message holds text that is not valid Unicode.");
        }
    }

    private static IntakeReading ReadObject(JsonElement root, EventOrigin origin)
    {
        if (root.Text("detail-type") is { } detailType && root.Text("source") is { } source)
        {
            return source switch
            {
                "aws.cloudwatch" => CloudWatchAlarmEvent.Read(root, detailType, origin),
                "aws.codedeploy" => CodeDeployEvent.Read(root, detailType, origin),
                _ => new IntakeReading.Unrecognised($"An EventBridge event of {LogText.Clip(source)} ({LogText.Clip(detailType)}), which this version does not read."),
            };
        }

        if (root.Text("AlarmName") is not null)
        {
            return CloudWatchAlarmMessage.Read(root, origin);
        }

        if (root.Text("deploymentId") is not null && root.Text("eventTriggerName") is not null)
        {
            return CodeDeployTriggerMessage.Read(root, origin);
        }

        return new IntakeReading.Unrecognised("A JSON message of a form that this version does not read.");
    }
}
