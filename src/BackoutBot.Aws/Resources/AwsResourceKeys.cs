using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Resources;

/// <summary>Spells the keys by which signals and plan files name the same AWS resource.</summary>
public static class AwsResourceKeys
{
    /// <summary>The key of a CloudWatch alarm.</summary>
    public static ResourceKey Alarm(string account, string region, string name) =>
        new($"aws:cloudwatch:{account}:{region}:{name}");

    /// <summary>The key of a CodeDeploy deployment group.</summary>
    public static ResourceKey DeploymentGroup(string account, string region, string application, string group) =>
        new($"aws:codedeploy:{account}:{region}:{application}/{group}");

    /// <summary>The key of one CodeDeploy deployment, for what names no application: it belongs to no service.</summary>
    public static ResourceKey Deployment(string account, string region, string deploymentId) =>
        new($"aws:codedeploy:{account}:{region}:deployment:{deploymentId}");

    /// <summary>The key of something of another AWS service.</summary>
    public static ResourceKey News(string service, string account, string region, string name) =>
        new($"aws:{service}:{account}:{region}:{name}");
}
