using BackoutBot.Aws.Access;

namespace BackoutBot.Aws.Parts.LoadBalancing;

/// <summary>What the bot must be allowed with load balancers, to look at them.</summary>
internal static class LoadBalancerAccess
{
    public static AwsAccess Needed { get; } = new()
    {
        Looks =
        [
            new(
                "LookAtLoadBalancers",
                [
                    "elasticloadbalancing:DescribeListeners",
                    "elasticloadbalancing:DescribeRules",
                    "elasticloadbalancing:DescribeTags",
                    "elasticloadbalancing:DescribeTargetGroups",
                    "elasticloadbalancing:DescribeTargetHealth",
                ],
                "*")
            {
                Because = "Elastic Load Balancing's Describe calls can't be narrowed to what is described.",
            },
        ],
    };
}
