using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>A CodeDeploy deployment group.</summary>
public sealed record CodeDeployTarget(string Application, string DeploymentGroup) : AwsResource
{
    /// <summary>The key of the signals of its deployments.</summary>
    public ResourceKey SignalKey => AwsResourceKeys.DeploymentGroup(Account.Id, Account.Region, Application, DeploymentGroup);

    /// <summary>What releases call it.</summary>
    public string Component => ComponentOf(Application, DeploymentGroup);

    /// <summary>What releases call the group of that application and name.</summary>
    public static string ComponentOf(string application, string deploymentGroup) => $"{application}/{deploymentGroup}";

    /// <summary>The group of that application and name among what a service has; null where the plan file names it no more.</summary>
    public static CodeDeployTarget? Find(AwsService service, string application, string deploymentGroup) =>
        service.Of<CodeDeployTarget>().FirstOrDefault(target => target.Application == application && target.DeploymentGroup == deploymentGroup);
}
