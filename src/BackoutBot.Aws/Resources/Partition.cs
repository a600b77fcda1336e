namespace BackoutBot.Aws.Resources;

/// <summary>The partitions of AWS, told by their regions: each has accounts, endpoints and ARNs of its own.</summary>
internal static class Partition
{
    /// <summary>The partition of a region, as ARNs spell it.</summary>
    public static string Of(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";

    /// <summary>The region in which a partition's Route 53 is, and for which its calls are signed ("Amazon Route 53 endpoints and quotas", AWS General Reference).</summary>
    public static string Route53Region(string region) => Of(region) switch
    {
        "aws-cn" => "cn-northwest-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => "us-east-1",
    };
}
