using BackoutBot.Aws.Plan;
using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Parts.LoadBalancing;

/// <summary>How a target group is named.</summary>
internal static class TargetGroupRules
{
    public static TextRule Arn { get; } = AwsRules.ArnOf(
        "the ARN of a target group", "elasticloadbalancing:[a-z0-9-]+", "targetgroup/.+", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/0123456789abcdef");
}
