using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>An RDS instance.</summary>
/// <param name="Identifier">The instance's identifier.</param>
/// <param name="SnapshotMaxAge">How old its newest manual snapshot may be.</param>
public sealed record RdsInstance(string Identifier, TimeSpan SnapshotMaxAge) : AwsResource;
