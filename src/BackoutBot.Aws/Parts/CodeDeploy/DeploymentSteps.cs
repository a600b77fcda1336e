namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>What <c>codedeploy-stop</c> needs.</summary>
/// <param name="DeploymentId">The deployment in flight.</param>
/// <param name="Application">Its application.</param>
/// <param name="DeploymentGroup">Its group.</param>
/// <param name="Stops">What it brings; null where that is no revision in S3 or GitHub. For taking the step back.</param>
/// <param name="Target">What is to run: what CodeDeploy goes back to, or what the later step deploys.</param>
internal sealed record StopInput(string DeploymentId, string Application, string DeploymentGroup, DeployedRevision? Stops, DeployedRevision? Target)
{
    /// <summary>Whether CodeDeploy is to roll nothing back, for a later step deploys what is to run; null where it is to.</summary>
    public bool? WithoutRollback { get; init; }
}

/// <summary>What <c>codedeploy-redeploy</c> needs.</summary>
/// <param name="Application">The application.</param>
/// <param name="DeploymentGroup">The group.</param>
/// <param name="Target">What to deploy.</param>
/// <param name="Before">What ran at planning; null where unknown. For taking the step back.</param>
/// <param name="LastDeployment">The group's last deployment at planning: a later one by others makes the plan void.</param>
/// <param name="DeploymentConfig">The deployment configuration; null for the group's own.</param>
internal sealed record RedeployInput(string Application, string DeploymentGroup, DeployedRevision Target, DeployedRevision? Before, string? LastDeployment, string? DeploymentConfig)
{
    /// <summary>Whether the group's alarms are not to stop it; null where it has none.</summary>
    public bool? IgnoresAlarms { get; init; }

    /// <summary>Whether it deploys to the group whose deployment is stopped.</summary>
    public bool IsOf(StopInput stop) => Application == stop.Application && DeploymentGroup == stop.DeploymentGroup;
}

/// <summary>Finds a CodeDeploy deployment again.</summary>
/// <param name="Stopped">The deployment that was stopped, whose roll-back is waited for.</param>
/// <param name="Deployment">The deployment that was made.</param>
internal sealed record DeploymentHandle(string? Stopped, string? Deployment);
