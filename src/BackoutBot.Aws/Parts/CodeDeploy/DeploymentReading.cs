using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Reading;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>Reads CodeDeploy.</summary>
internal static class DeploymentReading
{
    // "The maximum number of deployment IDs you can specify is 25" (BatchGetDeployments, CodeDeploy API reference).
    private const int BatchSize = 25;

    private static readonly DeploymentStatus[] InFlight =
        [DeploymentStatus.Created, DeploymentStatus.Queued, DeploymentStatus.InProgress, DeploymentStatus.Baking, DeploymentStatus.Ready];

    /// <summary>Whether a deployment has not ended yet.</summary>
    public static bool IsInFlight(this DeploymentInfo deployment) => InFlight.Contains(deployment.Status);

    /// <summary>Whether a deployment takes another one back, be it by CodeDeploy itself or by this bot.</summary>
    public static bool IsRollback(this DeploymentInfo deployment) =>
        deployment.Creator == DeploymentCreator.CodeDeployRollback
        // Both the deployment that was taken back and the one that takes it back name both.
        || (deployment.RollbackInfo?.RollbackTriggeringDeploymentId is { Length: > 0 } takenBack && takenBack != deployment.DeploymentId)
        || deployment.IsOwn();

    /// <summary>Whether this bot made it: to roll back, or to put back what a roll-back had changed.</summary>
    public static bool IsOwn(this DeploymentInfo deployment) =>
        deployment.Description?.StartsWith(DeploymentDescription.Prefix, StringComparison.Ordinal) == true;

    /// <summary>Whether it brings what runs to instances that Auto Scaling added.</summary>
    public static bool IsScaleOut(this DeploymentInfo deployment) =>
        deployment.Creator == DeploymentCreator.Autoscaling || deployment.Creator == DeploymentCreator.AutoscalingTermination;

    /// <summary>The same look in the account of a deployment group; in the service's own where the plan file names that group no more.</summary>
    public static AwsLook InGroup(this AwsLook look, string application, string deploymentGroup) =>
        CodeDeployTarget.Find(look.Service, application, deploymentGroup) is { } target ? look.In(target.Account) : look;

    /// <summary>The deployment group.</summary>
    public static async Task<DeploymentGroupInfo> DeploymentGroupAsync(this AwsLook look, CodeDeployTarget target)
    {
        const string api = "codedeploy:GetDeploymentGroup";
        var answer = await look.In(target.Account).CallAsync(
            api,
            $"deployment group {target.Application}/{target.DeploymentGroup}",
            (aws, cancel) => aws.CodeDeploy.GetDeploymentGroupAsync(new GetDeploymentGroupRequest { ApplicationName = target.Application, DeploymentGroupName = target.DeploymentGroup }, cancel));
        var group = answer.DeploymentGroupInfo;
        look.Saw(
            api,
            answer,
            [$"{target.Application}/{target.DeploymentGroup} {group.LastSuccessfulDeployment?.DeploymentId} {group.LastAttemptedDeployment?.DeploymentId}"],
            ("last successful deployment", group.LastSuccessfulDeployment?.DeploymentId ?? "none"),
            ("last attempted deployment", group.LastAttemptedDeployment?.DeploymentId ?? "none"));
        return group;
    }

    /// <summary>One deployment.</summary>
    public static async Task<DeploymentInfo> DeploymentAsync(this AwsLook look, string deploymentId)
    {
        const string api = "codedeploy:GetDeployment";
        var answer = await look.CallAsync(
            api,
            $"deployment {deploymentId}",
            (aws, cancel) => aws.CodeDeploy.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = deploymentId }, cancel));
        var deployment = answer.DeploymentInfo;
        var revision = DeployedRevision.From(deployment.Revision);
        look.Saw(
            api,
            answer,
            [$"{deploymentId} {deployment.Status?.Value} {revision} {deployment.RollbackInfo?.RollbackDeploymentId}"],
            ("deployment", deploymentId),
            ("status", deployment.Status?.Value ?? "unknown"),
            ("revision", revision?.Version ?? "unknown"));
        return deployment;
    }

    /// <summary>The deployments of a group that were created at or after <paramref name="since"/>, the newest first.</summary>
    public static async Task<IReadOnlyList<DeploymentInfo>> DeploymentsAsync(this AwsLook look, CodeDeployTarget target, DateTimeOffset? since, params DeploymentStatus[] statuses)
    {
        var deployments = new List<DeploymentInfo>();
        await foreach (var some in look.ListAsync(target, since, statuses))
        {
            deployments.AddRange(some);
        }

        return [.. deployments.OrderByDescending(deployment => deployment.CreateTime)];
    }

    /// <summary>The newest deployment of a group that is what is looked for; null where none is.</summary>
    /// <remarks>
    /// CodeDeploy lists the newest first, which its documentation does not promise: reading ends with the first that fits as long as the list is
    /// seen to be so, and with the last otherwise.
    /// </remarks>
    public static async Task<DeploymentInfo?> NewestDeploymentAsync(this AwsLook look, CodeDeployTarget target, DateTimeOffset? since, Func<DeploymentInfo, bool> fits, params DeploymentStatus[] statuses)
    {
        DeploymentInfo? newest = null;
        DateTime? before = null;
        var isInOrder = true;
        await foreach (var some in look.ListAsync(target, since, statuses))
        {
            foreach (var deployment in some)
            {
                isInOrder &= before is null || deployment.CreateTime <= before;
                before = deployment.CreateTime;
                newest = fits(deployment) && !(newest?.CreateTime >= deployment.CreateTime) ? deployment : newest;
            }

            if (newest is not null && isInOrder)
            {
                return newest;
            }
        }

        return newest;
    }

    private static async IAsyncEnumerable<IReadOnlyList<DeploymentInfo>> ListAsync(this AwsLook look, CodeDeployTarget target, DateTimeOffset? since, DeploymentStatus[] statuses)
    {
        const string api = "codedeploy:ListDeployments";
        look = look.In(target.Account);
        string? token = null;
        do
        {
            var page = token;
            var answer = await look.CallAsync(
                api,
                $"deployments of {target.Application}/{target.DeploymentGroup}",
                (aws, cancel) => aws.CodeDeploy.ListDeploymentsAsync(
                    new ListDeploymentsRequest
                    {
                        ApplicationName = target.Application,
                        DeploymentGroupName = target.DeploymentGroup,
                        IncludeOnlyStatuses = statuses.Length == 0 ? null : [.. statuses.Select(status => status.Value)],
                        CreateTimeRange = since is { } start ? new TimeRange { Start = start.UtcDateTime } : null,
                        NextToken = page,
                    },
                    cancel));
            var ids = answer.Deployments ?? [];
            look.Saw(api, answer, ids, ("deployments", ids.Count.ToString()));
            foreach (var some in ids.Chunk(BatchSize))
            {
                yield return some is [var only] ? [await look.DeploymentAsync(only)] : await look.BatchAsync(some);
            }

            token = answer.NextToken;
        }
        while (!string.IsNullOrEmpty(token));
    }

    private static async Task<IReadOnlyList<DeploymentInfo>> BatchAsync(this AwsLook look, string[] ids)
    {
        const string api = "codedeploy:BatchGetDeployments";
        var answer = await look.CallAsync(
            api,
            $"deployments {ids[0]} and {ids.Length - 1} more",
            (aws, cancel) => aws.CodeDeploy.BatchGetDeploymentsAsync(new BatchGetDeploymentsRequest { DeploymentIds = [.. ids] }, cancel));
        DeploymentInfo[] deployments = [.. (answer.DeploymentsInfo ?? []).OrderBy(deployment => Array.IndexOf(ids, deployment.DeploymentId))];
        look.Saw(
            api,
            answer,
            deployments.Select(deployment => $"{deployment.DeploymentId} {deployment.Status?.Value} {DeployedRevision.From(deployment.Revision)} {deployment.RollbackInfo?.RollbackDeploymentId}"),
            deployments.Select(deployment => (deployment.DeploymentId, $"{deployment.Status?.Value ?? "unknown"}, {DeployedRevision.From(deployment.Revision)?.Version ?? "unknown"}")));
        return deployments;
    }

    /// <summary>The group's deployment that has not ended yet, or null: CodeDeploy runs one a group at a time.</summary>
    public static async Task<DeploymentInfo?> DeploymentInFlightAsync(this AwsLook look, CodeDeployTarget target) =>
        await look.DeploymentsAsync(target, since: null, InFlight) is [var newest, ..] ? newest : null;
}
