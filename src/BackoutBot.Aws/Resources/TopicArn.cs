using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace BackoutBot.Aws.Resources;

/// <summary>The ARN of an SNS topic, taken apart: what the bot knows of a message's origin comes from here, never from its text.</summary>
/// <param name="Partition"><c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>.</param>
/// <param name="Region">The region.</param>
/// <param name="Account">The 12-digit account id.</param>
/// <param name="Name">The topic's name.</param>
public sealed partial record TopicArn(string Partition, string Region, string Account, string Name)
{
    /// <summary>The domain under which the partition's endpoints live.</summary>
    public string DnsSuffix => Partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";

    /// <summary>Takes <paramref name="arn"/> apart; false where it isn't a topic's.</summary>
    public static bool TryParse(string arn, [NotNullWhen(true)] out TopicArn? topic)
    {
        var match = Pattern().Match(arn);
        topic = match.Success
            ? new TopicArn(match.Groups["partition"].Value, match.Groups["region"].Value, match.Groups["account"].Value, match.Groups["name"].Value)
            : null;
        return topic is not null;
    }

    /// <inheritdoc />
    public override string ToString() => $"arn:{Partition}:sns:{Region}:{Account}:{Name}";

    // CreateTopic: 1 to 256 letters, digits, hyphens, underscores. FIFO topics can't deliver to HTTP(S), so .fifo is left out.
    [GeneratedRegex(@"^arn:(?<partition>aws|aws-cn|aws-us-gov):sns:(?<region>[a-z]{2}(-[a-z]+)+-[0-9]{1,2}):(?<account>[0-9]{12}):(?<name>[A-Za-z0-9_-]{1,256})\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
