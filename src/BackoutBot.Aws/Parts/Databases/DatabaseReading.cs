using Amazon.RDS.Model;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Reading;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>Reads RDS.</summary>
internal static class DatabaseReading
{
    /// <summary>The instance, or null where there is none of that name.</summary>
    public static async Task<DBInstance?> DatabaseAsync(this AwsLook look, string identifier)
    {
        const string api = "rds:DescribeDBInstances";
        try
        {
            var answer = await look.CallAsync(
                api,
                $"database {identifier}",
                (aws, cancel) => aws.Databases.DescribeDBInstancesAsync(new DescribeDBInstancesRequest { DBInstanceIdentifier = identifier }, cancel));
            var instance = answer.DBInstances?.FirstOrDefault();
            if (instance is not null)
            {
                look.Saw(
                    api,
                    answer,
                    [$"{instance.DBInstanceIdentifier} {instance.DBInstanceStatus} {instance.BackupRetentionPeriod} {instance.PendingModifiedValues?.BackupRetentionPeriod} {instance.LatestRestorableTime.ToInstant():O}"],
                    ("database", identifier),
                    ("status", instance.DBInstanceStatus ?? "unknown"),
                    ("retention days", $"{instance.BackupRetentionPeriod}"),
                    ("latest restorable time", $"{instance.LatestRestorableTime.ToInstant():u}"));
            }

            return instance;
        }
        catch (AwsCallException e) when (e.Failure.Kind == AwsFailureKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>The manual snapshots of an instance, the newest first; those without a time come first of all, for they are being made.</summary>
    public static async Task<IReadOnlyList<DBSnapshot>> ManualSnapshotsAsync(this AwsLook look, string identifier)
    {
        const string api = "rds:DescribeDBSnapshots";
        var snapshots = new List<DBSnapshot>();
        DescribeDBSnapshotsResponse answer;
        string? marker = null;
        do
        {
            var page = marker;
            answer = await look.CallAsync(
                api,
                $"snapshots of {identifier}",
                (aws, cancel) => aws.Databases.DescribeDBSnapshotsAsync(new DescribeDBSnapshotsRequest { DBInstanceIdentifier = identifier, SnapshotType = "manual", Marker = page }, cancel));
            snapshots.AddRange(answer.DBSnapshots ?? []);
            marker = answer.Marker;
        }
        while (!string.IsNullOrEmpty(marker));

        var sorted = snapshots.OrderByDescending(snapshot => snapshot.SnapshotCreateTime ?? DateTime.MaxValue).ToArray();
        look.Saw(
            api,
            answer,
            sorted.Select(snapshot => $"{snapshot.DBSnapshotIdentifier} {snapshot.Status} {snapshot.SnapshotCreateTime.ToInstant():O}"),
            ("database", identifier),
            ("manual snapshots", sorted.Length.ToString()),
            ("newest", sorted is [var newest, ..] ? $"{newest.DBSnapshotIdentifier}, {newest.Status}, {newest.SnapshotCreateTime.ToInstant():u}" : "none"));
        return sorted;
    }
}
