namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>A CodeDeploy deployment group.</summary>
public sealed record CodeDeployTarget(string Application, string DeploymentGroup);
