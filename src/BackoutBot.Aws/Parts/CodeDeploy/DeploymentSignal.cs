using BackoutBot.Aws.Events;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>Makes a signal of what CodeDeploy said of a deployment, wherever it was read from.</summary>
internal static class DeploymentSignal
{
    public static IntakeReading Of(EventOrigin origin, string? account, string? region, SignalKind kind, string application, string group, string deploymentId, DateTimeOffset? occurredAt, string summary, SignalDetails details)
    {
        var resource = AwsResourceKeys.DeploymentGroup(account ?? "", region ?? "", application, group);
        return origin.MaySpeakOf(account, region, resource)
            ? new IntakeReading.Event(new Signal(
                origin.Id,
                kind,
                resource,
                deploymentId,
                origin.TimeOf(occurredAt),
                LogText.Clip(summary),
                details
                    .With("deployer", "CodeDeploy")
                    .With("deploymentId", deploymentId)
                    .With("application", application)
                    .With("deploymentGroup", group)
                    .Build()))
            : new IntakeReading.Unrecognised(origin.Refusal("A CodeDeploy deployment", account, region));
    }
}
