namespace BackoutBot.Aws.Actions;

/// <summary>The names by which plan files refer to the actions of this adapter.</summary>
public static class AwsActionNames
{
    /// <summary>Stops a CodeDeploy deployment in flight and lets CodeDeploy roll it back.</summary>
    public const string CodeDeployStop = "codedeploy-stop";

    /// <summary>Deploys the last good CodeDeploy revision again.</summary>
    public const string CodeDeployRedeploy = "codedeploy-redeploy";

    /// <summary>Puts Route 53 record sets back.</summary>
    public const string Route53Revert = "route53-revert";

    /// <summary>Shows the maintenance page.</summary>
    public const string MaintenanceOn = "maintenance-on";

    /// <summary>Takes the maintenance page away.</summary>
    public const string MaintenanceOff = "maintenance-off";
}
