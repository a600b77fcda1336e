namespace BackoutBot.PlanFiles.Sections;

/// <summary>The actions that a rollback step may name, each with the part of <c>aws</c> that it works on.</summary>
internal static class ActionNeeds
{
    public const string MaintenanceOn = "maintenance-on";
    public const string MaintenanceOff = "maintenance-off";

    /// <summary>The key of <c>aws</c> without which the action has nothing to work on, by the action's name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["codedeploy-stop"] = "codeDeploy",
        ["codedeploy-redeploy"] = "codeDeploy",
        ["route53-revert"] = "dns",
        [MaintenanceOn] = "maintenance",
        [MaintenanceOff] = "maintenance",
    };
}
