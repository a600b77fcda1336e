using BackoutBot.Aws.Reading;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>What RDS tells of an instance's or a cluster's automatic backups.</summary>
/// <param name="Name">Which database.</param>
/// <param name="Engine">Its engine.</param>
/// <param name="Status">Its status.</param>
/// <param name="RetentionDays">For how many days its automatic backups are kept; 0 where it has none.</param>
/// <param name="PendingRetentionDays">The retention that is asked for and not in force yet.</param>
/// <param name="RestorableTo">The latest time that it can be restored to.</param>
internal sealed record DatabaseBackups(DatabaseName Name, string Engine, string Status, int RetentionDays, int? PendingRetentionDays, DateTimeOffset? RestorableTo)
{
    // What RDS itself runs. Its lists hold the instances and clusters of Neptune and DocumentDB as well (DescribeDBInstances, RDS API reference).
    private static readonly string[] EnginesOfRds = ["aurora", "mysql", "mariadb", "postgres", "oracle", "sqlserver", "db2", "custom-oracle", "custom-sqlserver"];

    /// <summary>Whether AWS Backup makes its automatic backups.</summary>
    public bool IsByAwsBackup { get; init; }

    /// <summary>Whether its backups are kept on its Outpost and not in the region.</summary>
    public bool IsOnOutpost { get; init; }

    /// <summary>The cluster that an instance is a member of, which keeps the backups.</summary>
    public string? MemberOf { get; init; }

    /// <summary>The instance that it is a read replica of: its identifier, or its ARN where it is in another region.</summary>
    public string? ReplicaOf { get; init; }

    /// <summary>The cluster that it is a read replica of: its identifier, or its ARN where it is in another region.</summary>
    public string? ReplicaOfCluster { get; init; }

    /// <summary>Whether the engine is one of RDS's own.</summary>
    public bool IsOfRds => Array.Exists(EnginesOfRds, engine => Engine == engine || Engine.StartsWith($"{engine}-", StringComparison.Ordinal));

    /// <summary>What was read, for evidence.</summary>
    public string Fact => $"{Name.Identifier} {Engine} {Status} {RetentionDays} {PendingRetentionDays} {RestorableTo:O} {IsByAwsBackup} {IsOnOutpost} {MemberOf} {ReplicaOf} {ReplicaOfCluster}";

    public static DatabaseBackups Of(DatabaseName name, Amazon.RDS.Model.DBInstance instance) => new(
        name,
        instance.Engine ?? "unknown",
        instance.DBInstanceStatus ?? "unknown",
        instance.BackupRetentionPeriod ?? 0,
        instance.PendingModifiedValues?.BackupRetentionPeriod,
        instance.LatestRestorableTime.ToInstant())
    {
        IsByAwsBackup = !string.IsNullOrEmpty(instance.AwsBackupRecoveryPointArn),
        IsOnOutpost = instance.BackupTarget == "outposts",
        MemberOf = Given(instance.DBClusterIdentifier),
        ReplicaOf = Given(instance.ReadReplicaSourceDBInstanceIdentifier),
        ReplicaOfCluster = Given(instance.ReadReplicaSourceDBClusterIdentifier),
    };

    public static DatabaseBackups Of(DatabaseName name, Amazon.RDS.Model.DBCluster cluster) => new(
        name,
        cluster.Engine ?? "unknown",
        cluster.Status ?? "unknown",
        cluster.BackupRetentionPeriod ?? 0,
        cluster.PendingModifiedValues?.BackupRetentionPeriod,
        cluster.LatestRestorableTime.ToInstant())
    {
        IsByAwsBackup = !string.IsNullOrEmpty(cluster.AwsBackupRecoveryPointArn),
    };

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
