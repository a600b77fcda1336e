using System.Text.Json;
using BackoutBot.Aws.Events;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>
/// What a CodeDeploy trigger publishes. Documented with nested objects, epoch seconds and <c>Failed</c>; on the wire the objects are
/// strings of JSON, the dates are Java's and the status is <c>FAILED</c>. Both are read. <c>eventTriggerName</c> is the trigger's own name
/// and says nothing about the event.
/// </summary>
internal static class CodeDeployTriggerMessage
{
    public static IntakeReading Read(JsonElement message, EventOrigin origin)
    {
        var deploymentId = message.Text("deploymentId")!;
        if (message.Text("instanceId") is { } instance)
        {
            return Instance(message, deploymentId, instance, origin);
        }

        if (message.Text("applicationName") is not { } application || message.Text("deploymentGroupName") is not { } group || message.Text("status") is not { } status)
        {
            return new IntakeReading.Unrecognised("A CodeDeploy message without application, deployment group or status.");
        }

        return Deployment(message, deploymentId, application, group, status.ToUpperInvariant(), origin);
    }

    private static IntakeReading Deployment(JsonElement message, string deploymentId, string application, string group, string status, EventOrigin origin)
    {
        var error = message.Object("errorInformation");
        var rollback = message.Object("rollbackInformation");
        var overview = message.Object("deploymentOverview");
        var rollbackOf = rollback.Text("RollbackTriggeringDeploymentId");
        var reason = error.Text("ErrorMessage");
        var kind = status switch
        {
            "CREATED" => SignalKind.DeploymentStarted,
            "SUCCEEDED" => SignalKind.DeploymentSucceeded,
            "FAILED" => SignalKind.DeploymentFailed,
            "STOPPED" => SignalKind.DeploymentStopped,
            _ => SignalKind.Informational,
        };
        var created = EventTime.Parse(message.Text("createTime"));
        var details = new SignalDetails()
            .With("status", status)
            .With("trigger", message.Text("eventTriggerName"))
            .With("createdAt", created?.ToString("O"))
            .With("errorCode", error.Text("ErrorCode"))
            .With("reason", reason)
            .With("rollbackOf", rollbackOf)
            .With("rollbackDeploymentId", rollback.Text("RollbackDeploymentId"))
            .With("rollbackMessage", rollback.Text("RollbackMessage"))
            .With("instancesSucceeded", overview.Text("Succeeded"))
            .With("instancesFailed", overview.Text("Failed"));
        var what = $"Deployment {deploymentId} of {application} to {group} is {status}";
        var summary = rollbackOf is not null ? $"{what}; it takes back {rollbackOf}"
            : reason is not null ? $"{what}: {reason}"
            : what;
        var occurredAt = kind == SignalKind.DeploymentStarted ? created : EventTime.Parse(message.Text("completeTime"));
        return DeploymentSignal.Of(origin, message.Text("accountId"), message.Text("region"), kind, application, group, deploymentId, occurredAt, summary, details);
    }

    // The form for single instances names neither application nor group, so it belongs to no service and decides nothing.
    private static IntakeReading Instance(JsonElement message, string deploymentId, string instance, EventOrigin origin)
    {
        var (account, region) = (message.Text("accountId"), message.Text("region"));
        var resource = AwsResourceKeys.Deployment(account ?? "", region ?? "", deploymentId);
        if (!origin.MaySpeakOf(account, region, resource))
        {
            return new IntakeReading.Unrecognised(origin.Refusal("A CodeDeploy instance", account, region));
        }

        var name = instance[(instance.LastIndexOf('/') + 1)..];
        var status = message.Text("instanceStatus") ?? message.Text("status") ?? "unknown";
        var failed = message.Items("lifecycleEvents").FirstOrDefault(item => string.Equals(item.Text("LifecycleEventStatus"), "Failed", StringComparison.OrdinalIgnoreCase));
        var details = new SignalDetails()
            .With("deploymentId", deploymentId)
            .With("instance", name)
            .With("status", status)
            .With("trigger", message.Text("eventTriggerName"))
            .With("failedLifecycleEvent", failed.Text("LifecycleEvent"));
        return new IntakeReading.Event(new Signal(
            origin.Id,
            SignalKind.Informational,
            resource,
            deploymentId,
            origin.TimeOf(EventTime.Parse(message.Text("lastUpdatedAt"))),
            LogText.Clip($"Instance {name} of deployment {deploymentId}: {status}"),
            details.Build()));
    }
}
