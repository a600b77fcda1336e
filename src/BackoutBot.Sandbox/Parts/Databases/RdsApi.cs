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
            new("DescribeDBSnapshots", Mutating: false, ["DBInstanceIdentifier", "DBSnapshotIdentifier", "SnapshotType", "MaxRecords", "Marker"], DescribeDBSnapshots) { Resource = _ => Arn("snapshot", "*") },
        ],
    };

    private XmlReply DescribeDBInstances(OperationCall call)
    {
        var id = call.Query["DBInstanceIdentifier"];
        var wanted = scenario.Databases.FindAll(d => id is null || string.Equals(d.Id, id, StringComparison.OrdinalIgnoreCase));
        if (id is not null && wanted.Count == 0)
        {
            throw new AwsException("DBInstanceNotFound", $"DBInstance {id} not found.", 404);
        }

        foreach (var filter in call.Query.Structures("Filters", "Filter"))
        {
            var values = filter.List("Values", "Value");
            wanted = filter.Required("Name") switch
            {
                "db-instance-id" => wanted.FindAll(d => values.Contains(d.Id) || values.Contains(Arn("db", d.Id))),
                "engine" => wanted.FindAll(d => values.Contains(d.Engine)),
                var name => throw new AwsException("InvalidParameterValue", $"Unrecognized filter name: {name}"),
            };
        }

        var (page, next) = Page.Of(wanted, call.Query["Marker"], Size(call.Query), "InvalidParameterValue");
        return new XmlReply(
            Xml.Structures("DBInstances", page.Select(d => Instance(d, call.State, call.Now)), "DBInstance"),
            Xml.Field("Marker", next));
    }

    private XmlReply DescribeDBSnapshots(OperationCall call)
    {
        var (id, database, type) = (call.Query["DBSnapshotIdentifier"], call.Query["DBInstanceIdentifier"], call.Query["SnapshotType"]);
        var wanted = scenario.Snapshots.FindAll(s => (id is null || s.Id == id) && (database is null || s.Database == database) && (type is null || s.Type == type));
        if (id is not null && wanted.Count == 0)
        {
            throw new AwsException("DBSnapshotNotFound", $"DBSnapshot {id} not found.", 404);
        }

        var (page, next) = Page.Of(wanted, call.Query["Marker"], Size(call.Query), "InvalidParameterValue");
        return new XmlReply(
            Xml.Structures("DBSnapshots", page.Select(s => Snapshot(s, call.State)), "DBSnapshot"),
            Xml.Field("Marker", next));
    }

    private object?[] Instance(Database d, AccountState state, DateTimeOffset now) =>
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
        Xml.Field("BackupRetentionPeriod", d.RetentionDays),
        Xml.Field("AvailabilityZone", d.Zone),
        new XElement("PendingModifiedValues", d.PendingRetentionDays is { } pending ? Xml.Field("BackupRetentionPeriod", pending) : null),
        Xml.Field("LatestRestorableTime", now.AddMinutes(-d.RestorableLagMinutes)),
        d.Cluster is { } cluster ? Xml.Field("DBClusterIdentifier", cluster) : null,
        Xml.Field("MultiAZ", d.MultiAz),
        Xml.Field("StorageType", "gp3"),
        Xml.Field("StorageEncrypted", true),
        Xml.Field("DBInstanceArn", Arn("db", d.Id)),
        Xml.Field("DeletionProtection", true),
    ];

    private object?[] Snapshot(Snapshot s, AccountState state)
    {
        var database = scenario.Databases.First(d => d.Id == s.Database);
        var taken = state.CreatedAt.AddMinutes(-s.MinutesAgo);
        return
        [
            Xml.Field("DBSnapshotIdentifier", s.Id),
            Xml.Field("DBInstanceIdentifier", s.Database),
            Xml.Field("SnapshotCreateTime", taken),
            Xml.Field("Engine", database.Engine),
            Xml.Field("EngineVersion", database.EngineVersion),
            Xml.Field("AllocatedStorage", database.StorageGb),
            Xml.Field("Status", s.PercentProgress < 100 ? "creating" : "available"),
            Xml.Field("AvailabilityZone", database.Zone),
            Xml.Field("InstanceCreateTime", state.CreatedAt.AddDays(-database.AgeDays)),
            Xml.Field("SnapshotType", s.Type),
            Xml.Field("PercentProgress", s.PercentProgress),
            Xml.Field("StorageType", "gp3"),
            Xml.Field("Encrypted", true),
            Xml.Field("DBSnapshotArn", Arn("snapshot", s.Id)),
        ];
    }

    private string Arn(string kind, string id) => $"arn:aws:rds:{scenario.Region}:{scenario.Account}:{kind}:{id}";

    private static int Size(QueryParameters query) => (query.Integer("MaxRecords") ?? 100) is >= 20 and <= 100 and var size
        ? size
        : throw new AwsException("InvalidParameterValue", "Invalid value for MaxRecords. Must be between 20 and 100");
}
