namespace BackoutBot.Sandbox.Parts.Databases;

internal sealed class Database
{
    public required string Id { get; init; }
    public required string Engine { get; init; }
    public required string EngineVersion { get; init; }
    public required string Class { get; init; }
    public required int StorageGb { get; init; }
    public required int RetentionDays { get; init; }
    public required string Zone { get; init; }
    public required bool MultiAz { get; init; }
    public required double AgeDays { get; init; }

    /// <summary>How far LatestRestorableTime is behind now.</summary>
    public required double RestorableLagMinutes { get; init; }

    public string Status { get; init; } = "available";

    /// <summary>The Aurora cluster that it belongs to; null for an instance of its own.</summary>
    public string? Cluster { get; init; }

    /// <summary>The retention that is asked for and not in force yet; null where none is.</summary>
    public int? PendingRetentionDays { get; init; }
}

internal sealed class Snapshot
{
    public required string Id { get; init; }
    public required string Database { get; init; }
    public required string Type { get; init; }
    public required double MinutesAgo { get; init; }

    /// <summary>How much of it is made.</summary>
    public int PercentProgress { get; init; } = 100;
}
