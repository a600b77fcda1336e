using BackoutBot.Aws.Access;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>What the bot must be allowed with RDS.</summary>
internal static class DatabaseAccess
{
    public static AwsAccess Needed { get; } = new()
    {
        Looks =
        [
            new("LookAtDatabases", ["rds:DescribeDBInstances", "rds:DescribeDBClusters", "rds:DescribeDBSnapshots", "rds:DescribeDBClusterSnapshots"], "*") { Because = "RDS's Describe calls can't be narrowed to what is described." },
        ],
    };
}
