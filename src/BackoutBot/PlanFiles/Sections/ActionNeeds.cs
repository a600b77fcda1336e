using BackoutBot.Aws.Actions;

namespace BackoutBot.PlanFiles.Sections;

/// <summary>The actions that a rollback step may name, each with the part of <c>aws</c> that it works on.</summary>
internal static class ActionNeeds
{
    /// <summary>The key of <c>aws</c> without which the action has nothing to work on, by the action's name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [AwsActionNames.CodeDeployStop] = "codeDeploy",
        [AwsActionNames.CodeDeployRedeploy] = "codeDeploy",
        [AwsActionNames.Route53Revert] = "dns",
        [AwsActionNames.MaintenanceOn] = "maintenance",
        [AwsActionNames.MaintenanceOff] = "maintenance",
    };
}
