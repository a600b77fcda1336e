using Amazon.RDS.Model;
using BackoutBot.Aws.Reading;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>A snapshot of an instance or a cluster that a person or AWS Backup took: it stays when the database is deleted, as automatic ones do not.</summary>
/// <param name="Of">The database.</param>
/// <param name="Identifier">The snapshot's identifier.</param>
/// <param name="Status">Its status.</param>
/// <param name="TakenAt">When it was taken; null while it is being made.</param>
/// <param name="PercentProgress">How much of it is made.</param>
/// <param name="IsByAwsBackup">Whether AWS Backup took it.</param>
internal sealed record DatabaseSnapshot(DatabaseName Of, string Identifier, string Status, DateTimeOffset? TakenAt, int? PercentProgress, bool IsByAwsBackup)
{
    public const string ByAwsBackup = "awsbackup";

    public string Fact => $"{Of.Identifier} {Identifier} {Status} {TakenAt:O}";

    public static DatabaseSnapshot Read(DatabaseName of, DBSnapshot snapshot) => new(
        of, snapshot.DBSnapshotIdentifier, snapshot.Status ?? "unknown", snapshot.SnapshotCreateTime.ToInstant(), snapshot.PercentProgress, snapshot.SnapshotType == ByAwsBackup);

    public static DatabaseSnapshot Read(DatabaseName of, DBClusterSnapshot snapshot) => new(
        of, snapshot.DBClusterSnapshotIdentifier, snapshot.Status ?? "unknown", snapshot.SnapshotCreateTime.ToInstant(), snapshot.PercentProgress, snapshot.SnapshotType == ByAwsBackup);
}
