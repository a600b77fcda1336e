using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>An RDS instance.</summary>
/// <param name="Identifier">The instance's identifier.</param>
/// <param name="SnapshotMaxAge">How old the newest snapshot may be that was not taken by its automatic backups.</param>
public sealed record RdsInstance(string Identifier, TimeSpan SnapshotMaxAge) : AwsResource;
