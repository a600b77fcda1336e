namespace BackoutBot.Sandbox.Parts.Databases;

internal sealed class Database
{
    public required string Id { get; init; }
    public required string Engine { get; init; }
    public required string EngineVersion { get; init; }
    public required string Class { get; init; }
    public required int StorageGb { get; init; }

    /// <summary>Of a cluster's member, the cluster's holds.</summary>
    public required int RetentionDays { get; init; }

    public required string Zone { get; init; }
    public required bool MultiAz { get; init; }
    public required double AgeDays { get; init; }

    /// <summary>How far LatestRestorableTime is behind now.</summary>
    public required double RestorableLagMinutes { get; init; }

    public string Status { get; init; } = "available";

    /// <summary>The cluster that it is a member of; null for an instance of its own.</summary>
    public string? Cluster { get; init; }

    /// <summary>The instance that it is a read replica of: its identifier, or its ARN where it is in another region.</summary>
    public string? ReplicaOf { get; init; }

    /// <summary>The cluster that it is a read replica of.</summary>
    public string? ReplicaOfCluster { get; init; }

    /// <summary>Whether AWS Backup makes its automated backups.</summary>
    public bool AwsBackup { get; init; }

    /// <summary><c>region</c> or <c>outposts</c>.</summary>
    public string BackupTarget { get; init; } = "region";

    /// <summary>The retention that is asked for and not in force yet; null where none is.</summary>
    public int? PendingRetentionDays { get; init; }
}

/// <summary>An Aurora cluster, or a Multi-AZ one of another engine.</summary>
internal sealed class DatabaseCluster
{
    public required string Id { get; init; }
    public required string Engine { get; init; }
    public required string EngineVersion { get; init; }
    public required int RetentionDays { get; init; }
    public required double AgeDays { get; init; }

    /// <summary>How far LatestRestorableTime is behind now.</summary>
    public required double RestorableLagMinutes { get; init; }

    public string Status { get; init; } = "available";

    /// <summary>The class of a Multi-AZ cluster's instances; null for an Aurora cluster, whose instances have each their own.</summary>
    public string? Class { get; init; }

    /// <summary>Whether AWS Backup makes its automated backups.</summary>
    public bool AwsBackup { get; init; }

    /// <summary>The retention that is asked for and not in force yet; null where none is.</summary>
    public int? PendingRetentionDays { get; init; }
}

internal sealed class Snapshot
{
    public required string Id { get; init; }

    /// <summary>The instance that it is of; null for a cluster's.</summary>
    public string? Database { get; init; }

    /// <summary>The cluster that it is of; null for an instance's.</summary>
    public string? Cluster { get; init; }

    /// <summary><c>manual</c>, <c>automated</c> or <c>awsbackup</c>.</summary>
    public required string Type { get; init; }

    public required double MinutesAgo { get; init; }

    /// <summary>How much of it is made.</summary>
    public int PercentProgress { get; init; } = 100;

    /// <summary>Whether it could not be made.</summary>
    public bool Failed { get; init; }
}
