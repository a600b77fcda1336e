using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>An Aurora cluster, or a Multi-AZ cluster of RDS: it keeps the backups for all of its instances.</summary>
/// <param name="Identifier">The cluster's identifier.</param>
/// <param name="SnapshotMaxAge">How old the newest snapshot may be that was not taken by its automatic backups.</param>
public sealed record RdsCluster(string Identifier, TimeSpan SnapshotMaxAge) : AwsResource;
