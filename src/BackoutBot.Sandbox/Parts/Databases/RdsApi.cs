using System.Xml.Linq;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Parts.CodeDeploy;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Parts.Databases;

/// <summary>Amazon RDS, API version 2014-10-31.</summary>
internal sealed class RdsApi(Scenario scenario)
{
    public AwsApi Describe() => new()
    {
        SigningName = "rds",
        Name = "rds",
        Protocol = WireProtocol.Query,
        Version = "2014-10-31",
        Namespace = "http://rds.amazonaws.com/doc/2014-10-31/",
        Operations =
        [
            new("DescribeDBInstances", Mutating: false, ["DBInstanceIdentifier", "Filters", "MaxRecords", "Marker"], DescribeDBInstances) { Resource = _ => Arn("db", "*") },
            new("DescribeDBClusters", Mutating: false, ["DBClusterIdentifier", "Filters", "MaxRecords", "Marker"], DescribeDBClusters) { Resource = _ => Arn("cluster", "*") },
            new("DescribeDBSnapshots", Mutating: false, ["DBInstanceIdentifier", "DBSnapshotIdentifier", "SnapshotType", "Filters", "MaxRecords", "Marker"], DescribeDBSnapshots) { Resource = _ => Arn("snapshot", "*") },
            new("DescribeDBClusterSnapshots", Mutating: false, ["DBClusterIdentifier", "DBClusterSnapshotIdentifier", "SnapshotType", "Filters", "MaxRecords", "Marker"], DescribeDBClusterSnapshots) { Resource = _ => Arn("cluster-snapshot", "*") },
        ],
    };

    private XmlReply DescribeDBInstances(OperationCall call)
    {
        var id = call.Query["DBInstanceIdentifier"];
        var wanted = scenario.Databases.FindAll(d => IsNamed(id, d.Id));
        if (id is not null && wanted.Count == 0)
        {
            throw new AwsException("DBInstanceNotFound", $"DBInstance {id} not found.", 404);
        }

        wanted = Filtered(wanted, call.Query, (filter, d) => filter switch
        {
            "db-instance-id" => [d.Id, Arn("db", d.Id)],
            "db-cluster-id" => d.Cluster is { } cluster ? [cluster, Arn("cluster", cluster)] : [],
            "engine" => [d.Engine],
            _ => null,
        });
        var (page, next) = Page.Of(wanted, call.Query["Marker"], Size(call.Query), "InvalidParameterValue");
        return new XmlReply(
            Xml.Structures("DBInstances", page.Select(d => Instance(d, call.State, call.Now)), "DBInstance"),
            Xml.Field("Marker", next));
    }

    private XmlReply DescribeDBClusters(OperationCall call)
    {
        var id = call.Query["DBClusterIdentifier"];
        var wanted = scenario.DatabaseClusters.FindAll(c => IsNamed(id, c.Id));
        if (id is not null && wanted.Count == 0)
        {
            throw new AwsException("DBClusterNotFoundFault", $"DBCluster {id} not found.", 404);
        }

        wanted = Filtered(wanted, call.Query, (filter, c) => filter switch
        {
            "db-cluster-id" => [c.Id, Arn("cluster", c.Id)],
            "engine" => [c.Engine],
            _ => null,
        });
        var (page, next) = Page.Of(wanted, call.Query["Marker"], Size(call.Query), "InvalidParameterValue");
        return new XmlReply(
            Xml.Structures("DBClusters", page.Select(c => Cluster(c, call.State, call.Now)), "DBCluster"),
            Xml.Field("Marker", next));
    }

    private XmlReply DescribeDBSnapshots(OperationCall call)
    {
        var (id, database, type) = (call.Query["DBSnapshotIdentifier"], call.Query["DBInstanceIdentifier"], call.Query["SnapshotType"]);
        var wanted = scenario.Snapshots.FindAll(s => s.Database is not null && IsNamed(id, s.Id) && IsNamed(database, s.Database) && IsOfType(type, s));
        if (id is not null && wanted.Count == 0)
        {
            throw new AwsException("DBSnapshotNotFound", $"DBSnapshot {id} not found.", 404);
        }

        wanted = Filtered(wanted, call.Query, (filter, s) => filter switch
        {
            "db-instance-id" => [s.Database!, Arn("db", s.Database!)],
            "db-snapshot-id" => [s.Id],
            "snapshot-type" => [s.Type],
            _ => null,
        });
        var (page, next) = Page.Of(wanted, call.Query["Marker"], Size(call.Query), "InvalidParameterValue");
        return new XmlReply(
            Xml.Structures("DBSnapshots", page.Select(s => Snapshot(s, call.State)), "DBSnapshot"),
            Xml.Field("Marker", next));
    }

    private XmlReply DescribeDBClusterSnapshots(OperationCall call)
    {
        var (id, cluster, type) = (call.Query["DBClusterSnapshotIdentifier"], call.Query["DBClusterIdentifier"], call.Query["SnapshotType"]);
        var wanted = scenario.Snapshots.FindAll(s => s.Cluster is not null && IsNamed(id, s.Id) && IsNamed(cluster, s.Cluster) && IsOfType(type, s));
        if (id is not null && wanted.Count == 0)
        {
            throw new AwsException("DBClusterSnapshotNotFoundFault", $"DBClusterSnapshot {id} not found.", 404);
        }

        wanted = Filtered(wanted, call.Query, (filter, s) => filter switch
        {
            "db-cluster-id" => [s.Cluster!, Arn("cluster", s.Cluster!)],
            "db-cluster-snapshot-id" => [s.Id],
            "snapshot-type" => [s.Type],
            _ => null,
        });
        var (page, next) = Page.Of(wanted, call.Query["Marker"], Size(call.Query), "InvalidParameterValue");
        return new XmlReply(
            Xml.Structures("DBClusterSnapshots", page.Select(s => ClusterSnapshot(s, call.State)), "DBClusterSnapshot"),
            Xml.Field("Marker", next));
    }

    private object?[] Instance(Database d, AccountState state, DateTimeOffset now)
    {
        // A member's backups are its cluster's; a replica without backups has no time to restore to.
        var cluster = scenario.DatabaseClusters.Find(c => c.Id == d.Cluster);
        var retention = cluster?.RetentionDays ?? d.RetentionDays;
        return
        [
            Xml.Field("DBInstanceIdentifier", d.Id),
            Xml.Field("DBInstanceClass", d.Class),
            Xml.Field("Engine", d.Engine),
            Xml.Field("EngineVersion", d.EngineVersion),
            Xml.Field("DBInstanceStatus", d.Status),
            Xml.Field("MasterUsername", "shop"),
            new XElement("Endpoint", Xml.Field("Address", $"{d.Id}.c9akciq32rgb.{scenario.Region}.rds.amazonaws.com"), Xml.Field("Port", 5432)),
            Xml.Field("AllocatedStorage", d.StorageGb),
            Xml.Field("InstanceCreateTime", state.CreatedAt.AddDays(-d.AgeDays)),
            Xml.Field("PreferredBackupWindow", "02:00-02:30"),
            Xml.Field("BackupRetentionPeriod", retention),
            Xml.Field("AvailabilityZone", d.Zone),
            new XElement("PendingModifiedValues", d.PendingRetentionDays is { } pending ? Xml.Field("BackupRetentionPeriod", pending) : null),
            cluster is null && retention > 0 ? Xml.Field("LatestRestorableTime", now.AddMinutes(-d.RestorableLagMinutes)) : null,
            Xml.Field("ReadReplicaSourceDBInstanceIdentifier", d.ReplicaOf),
            Xml.Field("ReadReplicaSourceDBClusterIdentifier", d.ReplicaOfCluster),
            Xml.Field("DBClusterIdentifier", d.Cluster),
            Xml.Field("MultiAZ", d.MultiAz),
            Xml.Field("StorageType", "gp3"),
            Xml.Field("StorageEncrypted", true),
            Xml.Field("DBInstanceArn", Arn("db", d.Id)),
            Xml.Field("DeletionProtection", true),
            Xml.Field("AwsBackupRecoveryPointArn", d.AwsBackup ? RecoveryPoint(d.Id) : null),
            Xml.Field("BackupTarget", d.BackupTarget),
        ];
    }

    private object?[] Cluster(DatabaseCluster c, AccountState state, DateTimeOffset now) =>
    [
        Xml.Field("DBClusterIdentifier", c.Id),
        Xml.Field("DBClusterArn", Arn("cluster", c.Id)),
        Xml.Field("Engine", c.Engine),
        Xml.Field("EngineVersion", c.EngineVersion),
        Xml.Field("EngineMode", "provisioned"),
        Xml.Field("Status", c.Status),
        Xml.Field("BackupRetentionPeriod", c.RetentionDays),
        Xml.Field("PreferredBackupWindow", "02:00-02:30"),
        c.RetentionDays > 0 ? Xml.Field("LatestRestorableTime", now.AddMinutes(-c.RestorableLagMinutes)) : null,
        c.PendingRetentionDays is { } pending ? new XElement("PendingModifiedValues", Xml.Field("BackupRetentionPeriod", pending)) : null,
        Xml.Structures("DBClusterMembers", scenario.Databases.Where(d => d.Cluster == c.Id).Select((d, i) => new object?[] { Xml.Field("DBInstanceIdentifier", d.Id), Xml.Field("IsClusterWriter", i == 0) }), "DBClusterMember"),
        Xml.Field("ClusterCreateTime", state.CreatedAt.AddDays(-c.AgeDays)),
        Xml.Field("DBClusterInstanceClass", c.Class),
        Xml.Field("MultiAZ", true),
        Xml.Field("StorageEncrypted", true),
        Xml.Field("DeletionProtection", true),
        Xml.Field("AwsBackupRecoveryPointArn", c.AwsBackup ? RecoveryPoint(c.Id) : null),
    ];

    private object?[] Snapshot(Snapshot s, AccountState state)
    {
        var database = scenario.Databases.First(d => d.Id == s.Database);
        return
        [
            Xml.Field("DBSnapshotIdentifier", s.Id),
            Xml.Field("DBInstanceIdentifier", s.Database),
            Xml.Field("SnapshotCreateTime", state.CreatedAt.AddMinutes(-s.MinutesAgo)),
            Xml.Field("Engine", database.Engine),
            Xml.Field("EngineVersion", database.EngineVersion),
            Xml.Field("AllocatedStorage", database.StorageGb),
            Xml.Field("Status", StatusOf(s)),
            Xml.Field("AvailabilityZone", database.Zone),
            Xml.Field("InstanceCreateTime", state.CreatedAt.AddDays(-database.AgeDays)),
            Xml.Field("SnapshotType", s.Type),
            Xml.Field("PercentProgress", s.PercentProgress),
            Xml.Field("StorageType", "gp3"),
            Xml.Field("Encrypted", true),
            Xml.Field("DBSnapshotArn", Arn("snapshot", s.Id)),
        ];
    }

    private object?[] ClusterSnapshot(Snapshot s, AccountState state)
    {
        var cluster = scenario.DatabaseClusters.First(c => c.Id == s.Cluster);
        return
        [
            Xml.Field("DBClusterSnapshotIdentifier", s.Id),
            Xml.Field("DBClusterIdentifier", s.Cluster),
            Xml.Field("SnapshotCreateTime", state.CreatedAt.AddMinutes(-s.MinutesAgo)),
            Xml.Field("Engine", cluster.Engine),
            Xml.Field("EngineVersion", cluster.EngineVersion),
            Xml.Field("Status", StatusOf(s)),
            Xml.Field("ClusterCreateTime", state.CreatedAt.AddDays(-cluster.AgeDays)),
            Xml.Field("SnapshotType", s.Type),
            Xml.Field("PercentProgress", s.PercentProgress),
            Xml.Field("StorageEncrypted", true),
            Xml.Field("DBClusterSnapshotArn", Arn("cluster-snapshot", s.Id)),
        ];
    }

    private string Arn(string kind, string id) => $"arn:{scenario.Partition}:rds:{scenario.Region}:{scenario.Account}:{kind}:{id}";

    private string RecoveryPoint(string id) => $"arn:{scenario.Partition}:backup:{scenario.Region}:{scenario.Account}:recovery-point:continuous:{id}";

    private static string StatusOf(Snapshot s) => s.Failed ? "failed" : s.PercentProgress < 100 ? "creating" : "available";

    // "This parameter isn't case-sensitive": DescribeDBInstances, RDS API reference.
    private static bool IsNamed(string? wanted, string id) => wanted is null || string.Equals(wanted, id, StringComparison.OrdinalIgnoreCase);

    // "If you don't specify a SnapshotType value, then both automated and manual snapshots are returned": DescribeDBSnapshots, RDS API reference.
    private static bool IsOfType(string? wanted, Snapshot s) => wanted is null ? s.Type is "automated" or "manual" : s.Type == wanted;

    /// <param name="all">What is filtered.</param>
    /// <param name="query">The request.</param>
    /// <param name="valuesOf">What a filter's values may be for one of them; null where there is no such filter.</param>
    private static List<T> Filtered<T>(List<T> all, QueryParameters query, Func<string, T, IReadOnlyList<string>?> valuesOf)
    {
        foreach (var filter in query.Structures("Filters", "Filter"))
        {
            var (name, values) = (filter.Required("Name"), filter.List("Values", "Value"));
            all = all.FindAll(one => (valuesOf(name, one) ?? throw new AwsException("InvalidParameterValue", $"Unrecognized filter name: {name}")).Any(value => values.Contains(value, StringComparer.Ordinal)));
        }

        return all;
    }

    private static int Size(QueryParameters query) => (query.Integer("MaxRecords") ?? 100) is >= 20 and <= 100 and var size
        ? size
        : throw new AwsException("InvalidParameterValue", "Invalid value for MaxRecords. Must be between 20 and 100");
}
