using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Reading;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>
/// What the CodeDeploy steps rest on: that nobody brought another release to the group, and that what is to be stopped still goes out. Roll-backs,
/// scale-outs and the bot's own deployments bring no release of somebody else's.
/// </summary>
internal static class ReleaseBasis
{
    private const string GoesOut = "going out";
    private const string Stopped = "stopped";
    private const string None = "none";
    private const string There = "there";

    /// <summary>The latest release that was brought to the group, as it was read for the plan.</summary>
    public static BasisFact Latest(CodeDeployTarget target, ReleaseState state)
    {
        var last = state.LastAttempted;
        return last?.RollbackInfo?.RollbackTriggeringDeploymentId is { Length: > 0 } takenBack && !last.IsRelease()
            ? Latest(target, takenBack)
            : Latest(target, last?.DeploymentId);
    }

    /// <summary>That the deployment still goes out: stopping it is not needed any more once it has ended, and no drift once it was stopped.</summary>
    public static BasisFact InFlight(DeploymentInfo deployment) => StandingOf(deployment) with { Done = Stopped };

    /// <summary>That the bundle is there, as it was seen for the plan.</summary>
    public static BasisFact Bundle(DeployedRevision revision) => new($"the bundle of {revision.Version}", There);

    /// <summary>Whether the bundle is there still. What can't be seen is taken to be: the deployment shows it.</summary>
    public static async Task<BasisFact> BundleFactAsync(this AwsLook look, CodeDeployTarget target, DeployedRevision revision, BasisFact planned) =>
        planned with { Value = await look.BundleAsync(target, revision, deployedAt: null) is Usability.Unusable { Reason: var reason } ? $"of no use: {reason}" : There };

    /// <summary>The latest release that was brought to the group by now.</summary>
    /// <param name="look">Reads in the group's account.</param>
    /// <param name="target">The group.</param>
    /// <param name="planned">What it was when the plan was made.</param>
    public static async Task<BasisFact> LatestAsync(this AwsLook look, CodeDeployTarget target, BasisFact planned)
    {
        look = look.In(target.Account);
        var last = await look.DeploymentInFlightAsync(target)
            ?? ((await look.DeploymentGroupAsync(target)).LastAttemptedDeployment?.DeploymentId is { Length: > 0 } id ? await look.DeploymentAsync(id) : null);
        if (last is null || last.DeploymentId == planned.Value || last.IsRelease())
        {
            return Latest(target, last?.DeploymentId);
        }

        // What stands last is the bot's own or the provider's doing: a release may have come before it.
        var since = planned.Value == None ? null : (await look.DeploymentAsync(planned.Value)).CreateTime.ToInstant();
        var newer = await look.NewestDeploymentAsync(target, since, one => one.IsRelease() && one.DeploymentId != planned.Value);
        return Latest(target, newer?.DeploymentId ?? planned.Value);
    }

    /// <summary>Whether the deployment that is to be stopped still goes out.</summary>
    public static async Task<BasisFact> InFlightAsync(this AwsLook look, string deployment) => StandingOf(await look.DeploymentAsync(deployment));

    private static BasisFact Latest(CodeDeployTarget target, string? deployment) =>
        new($"the latest release to {target.Application}/{target.DeploymentGroup}", string.IsNullOrEmpty(deployment) ? None : deployment);

    private static BasisFact StandingOf(DeploymentInfo deployment) => new(
        $"deployment {deployment.DeploymentId}",
        deployment.IsInFlight() ? GoesOut
        : deployment.Status == DeploymentStatus.Stopped || !string.IsNullOrEmpty(deployment.RollbackInfo?.RollbackDeploymentId) ? Stopped
        : deployment.Status?.Value.ToLowerInvariant() ?? "unknown");

    private static bool IsRelease(this DeploymentInfo deployment) =>
        !deployment.IsRollback() && !deployment.IsScaleOut();
}
