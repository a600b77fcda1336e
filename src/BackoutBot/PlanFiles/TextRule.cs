using System.Text.RegularExpressions;
using Amazon;

namespace BackoutBot.PlanFiles;

/// <summary>What a text must look like.</summary>
/// <param name="What">What it is, with its article, such as <c>a region</c>.</param>
/// <param name="Fits">Whether a text is one.</param>
/// <param name="Fix">How to write it.</param>
internal sealed record TextRule(string What, Func<string, bool> Fits, string Fix);

/// <summary>The rules of the texts in plan files. <c>schemas/plan.schema.json</c> says the same as patterns.</summary>
internal static partial class TextRules
{
    public static TextRule Service { get; } = new("a service's name", ServicePattern().IsMatch, "use lower-case letters, digits and hyphens, at most 63, such as 'checkout-api'");

    public static TextRule Environment { get; } = new("an environment's name", EnvironmentPattern().IsMatch, "use letters, digits, hyphens and underscores, such as 'production'");

    public static TextRule Channel { get; } = new("a channel", ChannelPattern().IsMatch, "write it in quotes with its '#', lower-case, such as \"#ops\"");

    public static TextRule Person { get; } = new("a person's name", PersonPattern().IsMatch, "write the name that the People settings know, such as 'alice'");

    public static TextRule Group { get; } = new("a group's name", GroupPattern().IsMatch, "write the name that the People settings know, such as 'checkout-approvers', or a chat platform's own group, such as 'slack:checkout-approvers' or 'teams:' and the Entra group's id");

    public static TextRule Step { get; } = new("a step's name", StepPattern().IsMatch, "use lower-case letters, digits and hyphens, at most 40, such as 'code-stop'");

    public static TextRule Reason { get; } = new("a reason", text => !string.IsNullOrWhiteSpace(text) && text.Length <= 300, "say in at most 300 characters what people in the thread should read");

    public static TextRule Account { get; } = new("an AWS account id", AccountPattern().IsMatch, "write its 12 digits in quotes, such as \"123456789012\"");

    public static TextRule Region { get; } = new("an AWS region", RegionPattern().IsMatch, "write its code, such as 'eu-west-1'");

    public static TextRule CodeDeployName { get; } = new("a CodeDeploy name", text => text.Length is > 0 and <= 100, "write the name as CodeDeploy shows it, at most 100 characters");

    public static TextRule Alarm { get; } = new("an alarm's name", text => text.Length is > 0 and <= 255 && !text.StartsWith("arn:", StringComparison.Ordinal), "write the alarm's name and not its ARN, at most 255 characters");

    public static TextRule HostedZone { get; } = new("a hosted zone's id", HostedZonePattern().IsMatch, "write the id without '/hostedzone/', such as 'Z0SHOPEXAMPLE00001'");

    public static TextRule RecordName { get; } = new("a record's name", RecordNamePattern().IsMatch, "write the full domain name, such as 'api.shop.example.'");

    public static TextRule SetIdentifier { get; } = new("a set identifier", text => text.Length is > 0 and <= 128, "write the identifier as Route 53 shows it, at most 128 characters");

    public static TextRule Database { get; } = new("an RDS instance's identifier", DatabasePattern().IsMatch, "use letters, digits and hyphens, at most 63, such as 'checkout-db'");

    public static TextRule ExternalId { get; } = new("an external id", ExternalIdPattern().IsMatch, "write the id of the roles' trust policies: 2 to 1,224 letters, digits and +=,.@:/-_");

    public static TextRule Page { get; } = new(
        "a maintenance page",
        text => !string.IsNullOrWhiteSpace(text) && text.Length <= 1024,
        "shorten it to at most 1,024 characters, which is the limit of a load balancer's fixed response");

    public static TextRule Role { get; } = Arn("the ARN of an IAM role", "iam", "role/", "arn:aws:iam::123456789012:role/bo-verify");

    public static TextRule Topic { get; } = new(
        "the ARN of a standard SNS topic",
        text => Amazon.Arn.TryParse(text, out Arn? arn) && arn.Service == "sns" && TopicPattern().IsMatch(arn.Resource),
        "write it like 'arn:aws:sns:eu-west-1:123456789012:checkout-api-alarms'; FIFO topics can't deliver to a webhook");

    public static TextRule TargetGroup { get; } = Arn(
        "the ARN of a target group", "elasticloadbalancing", "targetgroup/", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/0123456789abcdef");

    public static TextRule Listener { get; } = Arn(
        "the ARN of an Application Load Balancer's listener", "elasticloadbalancing", "listener/app/", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/0123456789abcdef/0123456789abcdef");

    public static TextRule Any { get; } = new("a text", text => text.Length > 0, "write something");

    private static TextRule Arn(string what, string service, string resource, string example) => new(
        what,
        text => Amazon.Arn.TryParse(text, out Arn? arn) && arn.Service == service && arn.Resource.StartsWith(resource, StringComparison.Ordinal) && arn.Resource.Length > resource.Length,
        $"write it like '{example}'");

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServicePattern();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EnvironmentPattern();

    [GeneratedRegex(@"^#[a-z0-9][a-z0-9_-]{0,78}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ChannelPattern();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{0,63}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PersonPattern();

    [GeneratedRegex(@"^((slack|teams):[A-Za-z0-9][A-Za-z0-9._-]{0,79}|[a-z0-9][a-z0-9._-]{0,63})\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GroupPattern();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,39}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StepPattern();

    [GeneratedRegex(@"^[0-9]{12}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AccountPattern();

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-[0-9]\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegionPattern();

    [GeneratedRegex(@"^Z[A-Z0-9]{1,31}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostedZonePattern();

    [GeneratedRegex(@"^(\*\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)+[A-Za-z0-9-]{1,63}\.?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RecordNamePattern();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9-]{0,62}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DatabasePattern();

    [GeneratedRegex(@"^[A-Za-z0-9+=,.@:/_-]{2,1224}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExternalIdPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,256}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TopicPattern();
}
