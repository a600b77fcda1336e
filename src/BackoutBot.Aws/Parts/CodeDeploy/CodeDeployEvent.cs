using System.Text.Json;
using BackoutBot.Aws.Events;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>What EventBridge tells of a CodeDeploy deployment or of one of its instances.</summary>
internal static class CodeDeployEvent
{
    public static IntakeReading Read(JsonElement message, string detailType, EventOrigin origin)
    {
        var detail = message.Object("detail");
        if (detail.Text("application") is not { } application || detail.Text("deploymentGroup") is not { } group
            || detail.Text("deploymentId") is not { } deploymentId || detail.Text("state") is not { } state)
        {
            return new IntakeReading.Unrecognised("A CodeDeploy event without application, deployment group, deployment or state.");
        }

        var occurredAt = EventTime.Parse(message.Text("time"));
        var details = new SignalDetails().With("status", state);
        return detailType switch
        {
            "CodeDeploy Deployment State-change Notification" => DeploymentSignal.Of(
                origin,
                message.Text("account"),
                message.Text("region"),
                Kind(state),
                application,
                group,
                deploymentId,
                occurredAt,
                $"Deployment {deploymentId} of {application} to {group}: {state}",
                details),
            "CodeDeploy Instance State-change Notification" => DeploymentSignal.Of(
                origin,
                message.Text("account"),
                message.Text("region"),
                SignalKind.Informational,
                application,
                group,
                deploymentId,
                occurredAt,
                $"Instance {detail.Text("instanceId")} of deployment {deploymentId}: {state}",
                details.With("instance", detail.Text("instanceId"))),
            _ => new IntakeReading.Unrecognised($"A CodeDeploy event of the type {LogText.Clip(detailType)}, which this version does not read."),
        };
    }

    private static SignalKind Kind(string state) => state switch
    {
        "START" => SignalKind.DeploymentStarted,
        "SUCCESS" => SignalKind.DeploymentSucceeded,
        "FAILURE" => SignalKind.DeploymentFailed,
        "STOP" => SignalKind.DeploymentStopped,
        _ => SignalKind.Informational,
    };
}
