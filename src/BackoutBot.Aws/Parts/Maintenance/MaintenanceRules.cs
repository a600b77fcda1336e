using BackoutBot.Aws.Plan;
using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>How the page and its listeners look.</summary>
internal static class MaintenanceRules
{
    public static TextRule Page { get; } =
        new("a maintenance page", @"\S", "shorten it to at most 1,024 characters, which is the limit of a load balancer's fixed response") { MaxLength = 1024 };

    public static TextRule Listener { get; } = AwsRules.ArnOf(
        "the ARN of an Application Load Balancer's listener", "elasticloadbalancing:[a-z0-9-]+", "listener/app/.+", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/0123456789abcdef/0123456789abcdef");
}
