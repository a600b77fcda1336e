using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Plan;

/// <summary>How the texts look that all parts share.</summary>
internal static class AwsRules
{
    public static TextRule Account { get; } = new("an AWS account id", "^[0-9]{12}$", "write its 12 digits in quotes, such as \"123456789012\"");

    public static TextRule Region { get; } = new("an AWS region", "^[a-z]{2}(-[a-z]+)+-[0-9]$", "write its code, such as 'eu-west-1'");

    public static TextRule ExternalId { get; } = new("an external id", "^[A-Za-z0-9+=,.@:/_-]{2,1224}$", "write the id of the roles' trust policies: 2 to 1,224 letters, digits and +=,.@:/-_");

    public static TextRule Role { get; } = ArnOf("the ARN of an IAM role", "iam:", "role/.+", "arn:aws:iam::123456789012:role/bo-verify");

    public static TextRule Topic { get; } =
        ArnOf("the ARN of a standard SNS topic", "sns:[a-z0-9-]+", "[A-Za-z0-9_-]{1,256}", "arn:aws:sns:eu-west-1:123456789012:checkout-api-alarms", "; FIFO topics can't deliver to a webhook");

    /// <summary>An ARN of that service, in any partition and account.</summary>
    /// <param name="what">What it is, with its article.</param>
    /// <param name="service">The pattern of its service and region.</param>
    /// <param name="resource">The pattern of its resource.</param>
    /// <param name="example">One.</param>
    /// <param name="besides">What else to say to somebody who wrote another.</param>
    public static TextRule ArnOf(string what, string service, string resource, string example, string besides = "") =>
        new(what, $"^arn:[a-z-]+:{service}:[0-9]{{12}}:{resource}$", $"write it like '{example}'{besides}");
}
