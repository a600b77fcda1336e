namespace BackoutBot.Aws.Actions;

/// <summary>Finds a CodeDeploy deployment again.</summary>
/// <param name="Stopped">The deployment that was stopped, whose roll-back is waited for.</param>
/// <param name="Deployment">The deployment that was made.</param>
internal sealed record DeploymentHandle(string? Stopped, string? Deployment);
