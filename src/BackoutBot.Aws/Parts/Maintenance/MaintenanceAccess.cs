using BackoutBot.Aws.Access;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>What the bot must be allowed to show the page; what it needs to see it is the load balancers'.</summary>
internal static class MaintenanceAccess
{
    private const string Rules = "${RuleArnPatterns}";

    private static readonly AccessCondition Steps = AccessCondition.During(MaintenanceOnAction.ActionName, MaintenanceOffAction.ActionName);

    public static AwsAccess Needed { get; } = new()
    {
        Parameters =
        [
            new("ListenerArns", "ARNs of the listeners that show the maintenance page.") { IsList = true },
            new("RuleArnPatterns", "ARNs of those listeners' rules, such as arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/shop-prod/50dc6c495c0c9188/*.") { IsList = true },
        ],
        Acts =
        [
            new("MaintenanceOn", ["elasticloadbalancing:CreateRule"], "${ListenerArns}")
            {
                Conditions = [Steps, new("StringLike", $"aws:RequestTag/{PageRules.BackoutTag}", "?*")],
            },
            new("TagOnCreation", ["elasticloadbalancing:AddTags"], Rules)
            {
                Conditions = [new("StringEquals", "elasticloadbalancing:CreateAction", "CreateRule")],
                IsImplied = true,
            },
            new("MaintenanceOrder", ["elasticloadbalancing:SetRulePriorities"], Rules)
            {
                Conditions = [Steps],
                Because = "Where a rule has priority 1, the page changes places with those before it, and back again.",
            },
            new("MaintenanceOff", ["elasticloadbalancing:DeleteRule"], Rules)
            {
                Conditions = [Steps, new("StringLike", $"aws:ResourceTag/{PageRules.BackoutTag}", "?*")],
                Because = "Only rules that a backout made.",
            },
        ],
    };
}
