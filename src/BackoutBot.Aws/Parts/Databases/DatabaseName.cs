using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>Which database: RDS keeps instances and clusters apart, and writes the identifiers of both in lower case.</summary>
/// <param name="Account">Where it is.</param>
/// <param name="IsCluster">Whether it is a cluster.</param>
/// <param name="Identifier">Its identifier, in lower case.</param>
internal sealed record DatabaseName(AwsAccount Account, bool IsCluster, string Identifier)
{
    public static DatabaseName Instance(AwsAccount account, string identifier) => new(account, false, identifier.ToLowerInvariant());

    public static DatabaseName Cluster(AwsAccount account, string identifier) => new(account, true, identifier.ToLowerInvariant());
}
