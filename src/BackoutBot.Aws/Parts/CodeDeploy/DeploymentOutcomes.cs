using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Reading;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>Makes deployments of a revision and watches them, for both CodeDeploy actions.</summary>
internal static class DeploymentOutcomes
{
    private static readonly TimeSpan OwnDeployments = TimeSpan.FromDays(7);

    /// <summary>The deployment that an attempt made, or null. CreateDeployment takes no client token, so the description tells.</summary>
    public static async Task<DeploymentInfo?> OwnDeploymentAsync(this AwsLook look, CodeDeployTarget target, IdempotencyKey key, DateTimeOffset now)
    {
        var description = DeploymentDescription.Of(key);
        return await look.NewestDeploymentAsync(target, now - OwnDeployments, deployment => deployment.Description == description);
    }

    /// <summary>Deploys a revision, once.</summary>
    /// <exception cref="AwsCallException">CodeDeploy did not answer that it does.</exception>
    public static async Task<string> CreateDeploymentAsync(this ActScope scope, CodeDeployTarget target, RedeployInput input)
    {
        var answer = await scope.ChangeAsync(
            target.Account,
            "codedeploy:CreateDeployment",
            $"deployment group {target.Application}/{target.DeploymentGroup}",
            (aws, cancel) => aws.CodeDeploy.CreateDeploymentAsync(
                new CreateDeploymentRequest
                {
                    ApplicationName = target.Application,
                    DeploymentGroupName = target.DeploymentGroup,
                    Revision = input.Target.ToLocation(),
                    DeploymentConfigName = input.DeploymentConfig,
                    Description = DeploymentDescription.Of(scope.Execution.Key),
                    // The bad release's own stop hook is the first thing that may be broken.
                    IgnoreApplicationStopFailures = true,
                    FileExistsBehavior = FileExistsBehavior.OVERWRITE,
                    // Rolling this one back would bring the bad release again.
                    AutoRollbackConfiguration = new AutoRollbackConfiguration { Enabled = false },
                    // The alarms are raised by what is being left: they would stop the way back.
                    OverrideAlarmConfiguration = input.IgnoresAlarms == true ? new AlarmConfiguration { Enabled = false } : null,
                },
                cancel));
        return answer.DeploymentId;
    }

    /// <summary>How far a deployment is.</summary>
    public static Observation Observe(DeploymentInfo deployment, IReadOnlyList<Evidence> evidence)
    {
        var version = DeployedRevision.From(deployment.Revision)?.Version ?? "the revision";
        var id = deployment.DeploymentId;
        if (deployment.Status == DeploymentStatus.Succeeded)
        {
            return new Observation.Succeeded($"Deployment {id} brought {version} to all instances.", evidence);
        }

        if (deployment.Status == DeploymentStatus.Failed || deployment.Status == DeploymentStatus.Stopped)
        {
            var why = deployment.ErrorInformation?.Message is { Length: > 0 } message ? $": {LogText.Clip(message)}" : ".";
            return new Observation.Failed(
                $"Deployment {id} of {version} is {deployment.Status.Value}{why}",
                deployment.ErrorInformation?.Code == ErrorCode.ALARM_ACTIVE
                    ? "Have it planned again: the deployment then goes on although the group's alarms are raised."
                    : $"See the instances' lifecycle events of {id} in CodeDeploy, mend what failed, then retry.");
        }

        var overview = deployment.DeploymentOverview;
        var (done, total) = Count(overview);
        return total == 0
            ? new Observation.Running(0, $"Deployment {id} of {version} is {deployment.Status?.Value}.")
            : new Observation.Running((int)(done * 100 / total), $"Deployment {id}: {done} of {total} instances have {version}.");
    }

    /// <summary>How many instances a deployment that did not end well has reached, such as <c>4 of 8 instances</c>; null where CodeDeploy does not say.</summary>
    public static string? Reached(DeploymentInfo deployment) => Count(deployment.DeploymentOverview).Total is > 0 and var total ? $"{deployment.DeploymentOverview.Succeeded ?? 0} of {total} instances" : null;

    /// <summary>
    /// Whether a deployment ended before any instance had, or may have, what it was to bring: what ran before it runs still. Of an instance that was in hand when it was stopped,
    /// CodeDeploy's count says nothing.
    /// </summary>
    public static bool ReachedNone(DeploymentInfo deployment) =>
        (deployment.Status == DeploymentStatus.Stopped || deployment.Status == DeploymentStatus.Failed)
        && deployment.DeploymentOverview is { } overview
        && (overview.Succeeded ?? 0) + (overview.Failed ?? 0) + (overview.InProgress ?? 0) == 0
        && Count(overview).Total > 0;

    /// <summary>That such a deployment reached none, for people: a sentence.</summary>
    public static string NoneInWords(DeploymentInfo deployment) =>
        $"Deployment {deployment.DeploymentId} of {DeployedRevision.From(deployment.Revision)?.Version ?? "a revision that can't be named"} is {deployment.Status?.Value} and has reached none of {Count(deployment.DeploymentOverview).Total} instances; one that it had in hand then may be half done.";

    private static (long Done, long Total) Count(DeploymentOverview? overview)
    {
        if (overview is null)
        {
            return (0, 0);
        }

        var done = (overview.Succeeded ?? 0) + (overview.Skipped ?? 0);
        return (done, done + (overview.Failed ?? 0) + (overview.Pending ?? 0) + (overview.InProgress ?? 0) + (overview.Ready ?? 0));
    }
}
