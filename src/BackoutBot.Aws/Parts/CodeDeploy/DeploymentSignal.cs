using BackoutBot.Aws.Events;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>Makes a signal of what CodeDeploy said of a deployment, wherever it was read from.</summary>
internal static class DeploymentSignal
{
    public static IntakeReading Of(EventOrigin origin, SignalKind kind, string application, string group, string deploymentId, DateTimeOffset occurredAt, string summary, SignalDetails details) =>
        new IntakeReading.Event(new Signal(
            origin.Id,
            kind,
            AwsResourceKeys.DeploymentGroup(origin.Topic.Account, origin.Topic.Region, application, group),
            deploymentId,
            occurredAt,
            LogText.Clip(summary),
            details
                .With("deploymentId", deploymentId)
                .With("application", application)
                .With("deploymentGroup", group)
                .Build()));
}
