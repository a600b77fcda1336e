using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Reading;
using BackoutBot.Core.Actions;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>How a deployment group stands.</summary>
/// <param name="InFlight">Its deployment that has not ended yet; null where there is none.</param>
/// <param name="LastSuccessful">The last that ended well; null where there is none.</param>
/// <param name="LastAttempted">The last of all; null where there is none.</param>
/// <param name="LastGood">The release to go back to; null where its history offers none.</param>
internal sealed record ReleaseState(DeploymentInfo? InFlight, DeploymentInfo? LastSuccessful, DeploymentInfo? LastAttempted, CapturedRelease? LastGood)
{
    /// <summary>The last that has reached an instance, or may have; null where there is none.</summary>
    public DeploymentInfo? LastEffective { get; init; } = LastAttempted;

    /// <summary>The last of all, where it ended before it had reached any instance; null otherwise.</summary>
    public DeploymentInfo? EndedInVain => LastAttempted?.DeploymentId == LastEffective?.DeploymentId ? null : LastAttempted;

    /// <summary>The alarms of which one that is raised stops a deployment to the group.</summary>
    public IReadOnlyList<string> Alarms { get; init; } = [];

    /// <summary>What the group's deployments run on, where that is not servers; null where it is.</summary>
    public string? OtherPlatform { get; init; }
}

/// <summary>Tells from a group's history which release was the last good one.</summary>
internal static class ReleaseReading
{
    // How far CodeDeploy's clock and that of the signal may be apart.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    // A release whose alarm goes off within the hour is taken for the culprit, though it was over when the first bad signal came.
    private static readonly TimeSpan AfterEffect = TimeSpan.FromHours(1);

    // How far back to look for the success before the last, where CodeDeploy itself does not name it.
    private static readonly TimeSpan History = TimeSpan.FromDays(180);

    public static async Task<ReleaseState> ReleaseAsync(this AwsLook look, CodeDeployTarget target, ActionContext context, DateTimeOffset now)
    {
        look = look.In(target.Account);
        var group = await look.DeploymentGroupAsync(target);
        var inFlight = await look.DeploymentInFlightAsync(target);
        var lastSuccessful = await DeploymentAsync(look, group.LastSuccessfulDeployment?.DeploymentId);
        var lastAttempted = inFlight
            ?? (group.LastAttemptedDeployment?.DeploymentId == lastSuccessful?.DeploymentId ? null : await DeploymentAsync(look, group.LastAttemptedDeployment?.DeploymentId))
            ?? lastSuccessful;
        var lastGood = lastSuccessful is null ? null : await LastGoodAsync(look, target, lastSuccessful, lastAttempted, inFlight, context, now);
        return new ReleaseState(inFlight, lastSuccessful, lastAttempted, lastGood)
        {
            LastEffective = await look.LastEffectiveAsync(target, lastAttempted, lastSuccessful),
            Alarms = group.AlarmConfiguration is { Enabled: true, Alarms: { } alarms } ? [.. alarms.Select(alarm => alarm.Name)] : [],
            OtherPlatform = group.ComputePlatform is { } platform && platform != ComputePlatform.Server ? platform.Value : null,
        };
    }

    /// <summary>The last deployment that has reached an instance, or may have.</summary>
    /// <param name="look">Reads AWS.</param>
    /// <param name="target">The group.</param>
    /// <param name="lastAttempted">Its last deployment.</param>
    /// <param name="lastSuccessful">Its last that ended well.</param>
    public static async Task<DeploymentInfo?> LastEffectiveAsync(this AwsLook look, CodeDeployTarget target, DeploymentInfo? lastAttempted, DeploymentInfo? lastSuccessful) =>
        lastAttempted is null || lastSuccessful is null || !DeploymentOutcomes.ReachedNone(lastAttempted)
            ? lastAttempted
            : await look.NewestDeploymentAsync(target, lastSuccessful.CreateTime.ToInstant(), one => !DeploymentOutcomes.ReachedNone(one)) ?? lastSuccessful;

    private static async Task<DeploymentInfo?> DeploymentAsync(AwsLook look, string? id) =>
        string.IsNullOrEmpty(id) ? null : await look.DeploymentAsync(id);

    private static async Task<CapturedRelease?> LastGoodAsync(AwsLook look, CodeDeployTarget target, DeploymentInfo success, DeploymentInfo? lastAttempted, DeploymentInfo? inFlight, ActionContext context, DateTimeOffset now)
    {
        if (!IsBad(success, lastAttempted, inFlight, context, now))
        {
            var begun = inFlight is { } deployment && !deployment.IsRollback() ? deployment.CreateTime.ToInstant() : context.SuspectSince;
            return Release(target, success, begun);
        }

        // After a bad success the last successful deployment is the bad one: it names what ran before it, or else the history does.
        var bad = DeployedRevision.From(success.Revision);
        var since = success.CreateTime.ToInstant();
        if (DeployedRevision.From(success.PreviousRevision) is { } previous && !previous.IsSameAs(bad))
        {
            return new CapturedRelease(target.Application, target.DeploymentGroup, previous, null, success.DeploymentConfigName, since);
        }

        var before = await look.NewestDeploymentAsync(
            target,
            now - History,
            one => one.CreateTime < success.CreateTime && DeployedRevision.From(one.Revision) is { } revision && !revision.IsSameAs(bad),
            DeploymentStatus.Succeeded);
        return before is null ? null : Release(target, before, since);
    }

    private static bool IsBad(DeploymentInfo success, DeploymentInfo? lastAttempted, DeploymentInfo? inFlight, ActionContext context, DateTimeOffset now)
    {
        // A person who wants to go back without having heard anything bad is taken to speak of what went out just now.
        if ((context.SuspectSince ?? (context.IsRequested ? now : null)) is not { } trouble || success.IsRollback())
        {
            return false;
        }

        if (success.CreateTime.ToInstant() >= trouble - Skew)
        {
            return true;
        }

        return inFlight is null
            && lastAttempted?.DeploymentId == success.DeploymentId
            && success.CompleteTime.ToInstant() is { } ended && ended <= trouble && ended >= trouble - AfterEffect;
    }

    private static CapturedRelease? Release(CodeDeployTarget target, DeploymentInfo deployment, DateTimeOffset? troubleSince) =>
        DeployedRevision.From(deployment.Revision) is { } revision
            ? new CapturedRelease(target.Application, target.DeploymentGroup, revision, deployment.DeploymentId, deployment.DeploymentConfigName, troubleSince) { DeployedAt = deployment.CreateTime.ToInstant() }
            : null;
}
