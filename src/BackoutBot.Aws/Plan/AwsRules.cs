using System.Text.RegularExpressions;
using Amazon;
using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Plan;

/// <summary>How the texts look that all parts share.</summary>
internal static partial class AwsRules
{
    public static TextRule Account { get; } = new("an AWS account id", AccountPattern().IsMatch, "write its 12 digits in quotes, such as \"123456789012\"");

    public static TextRule Region { get; } = new("an AWS region", RegionPattern().IsMatch, "write its code, such as 'eu-west-1'");

    public static TextRule ExternalId { get; } = new("an external id", ExternalIdPattern().IsMatch, "write the id of the roles' trust policies: 2 to 1,224 letters, digits and +=,.@:/-_");

    public static TextRule Role { get; } = ArnOf("the ARN of an IAM role", "iam", "role/", "arn:aws:iam::123456789012:role/bo-verify");

    public static TextRule Topic { get; } = new(
        "the ARN of a standard SNS topic",
        text => Arn.TryParse(text, out Arn? arn) && arn.Service == "sns" && TopicPattern().IsMatch(arn.Resource),
        "write it like 'arn:aws:sns:eu-west-1:123456789012:checkout-api-alarms'; FIFO topics can't deliver to a webhook");

    /// <summary>An ARN of that service whose resource begins so.</summary>
    public static TextRule ArnOf(string what, string service, string resource, string example) => new(
        what,
        text => Arn.TryParse(text, out Arn? arn) && arn.Service == service && arn.Resource.StartsWith(resource, StringComparison.Ordinal) && arn.Resource.Length > resource.Length,
        $"write it like '{example}'");

    [GeneratedRegex(@"^[0-9]{12}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AccountPattern();

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-[0-9]\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegionPattern();

    [GeneratedRegex(@"^[A-Za-z0-9+=,.@:/_-]{2,1224}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExternalIdPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,256}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TopicPattern();
}
