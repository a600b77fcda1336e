using System.Net;
using Amazon.RDS;
using Amazon.RDS.Model;
using BackoutBot.StandIns.Tests.Wire;

namespace BackoutBot.StandIns.Tests;

public sealed class RdsTests
{
    [Fact]
    public async Task Given_filters_when_described_then_lists_go_by_their_own_item_names()
    {
        await using var server = await WireServer.StartAsync(Answer("DescribeDBInstances", "<DBInstances/>"));
        using var client = Client(server);

        var page = await client.DescribeDBInstancesAsync(new DescribeDBInstancesRequest
        {
            DBInstanceIdentifier = "checkout-db",
            Filters = [new Filter { Name = "engine", Values = ["postgres", "mysql"] }],
            MaxRecords = 20,
            Marker = "m",
        });

        var request = server.Request;
        Assert.Equal(("POST", "/", "eu-west-1/rds"), (request.Method, request.Target, request.Scope));
        Assert.Equal(
            Sorted("Action=DescribeDBInstances", "Version=2014-10-31", "DBInstanceIdentifier=checkout-db", "Filters.Filter.1.Name=engine", "Filters.Filter.1.Values.Value.1=postgres", "Filters.Filter.1.Values.Value.2=mysql", "MaxRecords=20", "Marker=m"),
            Sorted([.. request.Form]));
        Assert.Null(page.DBInstances);
        Assert.Null(page.Marker);
    }

    [Fact]
    public async Task Given_an_instance_when_read_then_its_backups_are_there()
    {
        await using var server = await WireServer.StartAsync(Answer(
            "DescribeDBInstances",
            """
            <DBInstances><DBInstance><DBInstanceIdentifier>checkout-db</DBInstanceIdentifier><DBInstanceClass>db.t4g.medium</DBInstanceClass><Engine>postgres</Engine><EngineVersion>17.2</EngineVersion><DBInstanceStatus>available</DBInstanceStatus>
            <BackupRetentionPeriod>7</BackupRetentionPeriod><LatestRestorableTime>2026-01-02T03:04:05Z</LatestRestorableTime><MultiAZ>true</MultiAZ><PendingModifiedValues><BackupRetentionPeriod>0</BackupRetentionPeriod></PendingModifiedValues>
            <DBInstanceArn>arn:aws:rds:eu-west-1:123456789012:db:checkout-db</DBInstanceArn><AwsBackupRecoveryPointArn>arn:aws:backup:rp</AwsBackupRecoveryPointArn><BackupTarget>outposts</BackupTarget></DBInstance>
            <DBInstance><DBInstanceIdentifier>checkout-db-ro</DBInstanceIdentifier><ReadReplicaSourceDBInstanceIdentifier>checkout-db</ReadReplicaSourceDBInstanceIdentifier><ReadReplicaSourceDBClusterIdentifier>c0</ReadReplicaSourceDBClusterIdentifier><DBClusterIdentifier>c1</DBClusterIdentifier><PendingModifiedValues/></DBInstance></DBInstances><Marker>more</Marker>
            """));
        using var client = Client(server);

        var page = await client.DescribeDBInstancesAsync(new DescribeDBInstancesRequest());

        Assert.Equal((WireAnswer.RequestId, "more"), (page.ResponseMetadata.RequestId, page.Marker));
        var instance = page.DBInstances[0];
        Assert.Equal(("checkout-db", "db.t4g.medium", "postgres", "17.2", "available"), (instance.DBInstanceIdentifier, instance.DBInstanceClass, instance.Engine, instance.EngineVersion, instance.DBInstanceStatus));
        Assert.Equal((7, 0, true, "arn:aws:rds:eu-west-1:123456789012:db:checkout-db"), (instance.BackupRetentionPeriod, instance.PendingModifiedValues.BackupRetentionPeriod, instance.MultiAZ, instance.DBInstanceArn));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), instance.LatestRestorableTime);
        Assert.Equal(("arn:aws:backup:rp", "outposts"), (instance.AwsBackupRecoveryPointArn, instance.BackupTarget));
        var replica = page.DBInstances[1];
        Assert.Equal(("checkout-db", "c0", "c1"), (replica.ReadReplicaSourceDBInstanceIdentifier, replica.ReadReplicaSourceDBClusterIdentifier, replica.DBClusterIdentifier));
        Assert.Null(replica.BackupRetentionPeriod);
        Assert.Null(replica.LatestRestorableTime);
    }

    [Fact]
    public async Task Given_snapshots_when_described_then_status_time_and_progress_are_read()
    {
        await using var server = await WireServer.StartAsync(Answer(
            "DescribeDBSnapshots",
            """
            <DBSnapshots><DBSnapshot><DBSnapshotIdentifier>checkout-db-before-v240</DBSnapshotIdentifier><DBInstanceIdentifier>checkout-db</DBInstanceIdentifier><SnapshotCreateTime>2026-01-02T03:04:05.678Z</SnapshotCreateTime><Status>available</Status><SnapshotType>manual</SnapshotType><PercentProgress>100</PercentProgress><DBSnapshotArn>arn:snap</DBSnapshotArn></DBSnapshot>
            <DBSnapshot><Status>creating</Status></DBSnapshot></DBSnapshots><Marker>more</Marker>
            """));
        using var client = Client(server);

        var page = await client.DescribeDBSnapshotsAsync(new DescribeDBSnapshotsRequest { DBInstanceIdentifier = "checkout-db", DBSnapshotIdentifier = "s", SnapshotType = "manual", Filters = [new Filter { Name = "engine", Values = ["mysql"] }], MaxRecords = 20, Marker = "m" });

        Assert.Equal(Sorted("Action=DescribeDBSnapshots", "Version=2014-10-31", "DBInstanceIdentifier=checkout-db", "DBSnapshotIdentifier=s", "SnapshotType=manual", "Filters.Filter.1.Name=engine", "Filters.Filter.1.Values.Value.1=mysql", "MaxRecords=20", "Marker=m"), Sorted([.. server.Request.Form]));
        var snapshot = page.DBSnapshots[0];
        Assert.Equal(("checkout-db-before-v240", "checkout-db", "available", "manual", 100, "arn:snap", "more"), (snapshot.DBSnapshotIdentifier, snapshot.DBInstanceIdentifier, snapshot.Status, snapshot.SnapshotType, snapshot.PercentProgress, snapshot.DBSnapshotArn, page.Marker));
        Assert.Equal(678, snapshot.SnapshotCreateTime!.Value.Millisecond);
        Assert.Null(page.DBSnapshots[1].SnapshotCreateTime);
    }

    [Fact]
    public async Task Given_clusters_when_described_then_their_backups_are_read()
    {
        await using var server = await WireServer.StartAsync(Answer(
            "DescribeDBClusters",
            """
            <DBClusters><DBCluster><DBClusterIdentifier>shop</DBClusterIdentifier><Engine>aurora-mysql</Engine><Status>available</Status><BackupRetentionPeriod>14</BackupRetentionPeriod><LatestRestorableTime>2026-01-02T03:04:05Z</LatestRestorableTime>
            <PendingModifiedValues><BackupRetentionPeriod>1</BackupRetentionPeriod></PendingModifiedValues><AwsBackupRecoveryPointArn>arn:aws:backup:rp</AwsBackupRecoveryPointArn></DBCluster><DBCluster/></DBClusters><Marker>more</Marker>
            """));
        using var client = Client(server);

        var page = await client.DescribeDBClustersAsync(new DescribeDBClustersRequest { DBClusterIdentifier = "shop", Filters = [new Filter { Name = "engine", Values = ["aurora-mysql"] }], MaxRecords = 20, Marker = "m" });

        Assert.Equal(
            Sorted("Action=DescribeDBClusters", "Version=2014-10-31", "DBClusterIdentifier=shop", "Filters.Filter.1.Name=engine", "Filters.Filter.1.Values.Value.1=aurora-mysql", "MaxRecords=20", "Marker=m"),
            Sorted([.. server.Request.Form]));
        var cluster = page.DBClusters[0];
        Assert.Equal(("shop", "aurora-mysql", "available", 14, 1, "arn:aws:backup:rp"), (cluster.DBClusterIdentifier, cluster.Engine, cluster.Status, cluster.BackupRetentionPeriod, cluster.PendingModifiedValues.BackupRetentionPeriod, cluster.AwsBackupRecoveryPointArn));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), cluster.LatestRestorableTime);
        Assert.Null(page.DBClusters[1].BackupRetentionPeriod);
        Assert.Equal("more", page.Marker);
    }

    [Fact]
    public async Task Given_snapshots_of_a_cluster_when_described_then_status_time_and_progress_are_read()
    {
        await using var server = await WireServer.StartAsync(Answer(
            "DescribeDBClusterSnapshots",
            """
            <DBClusterSnapshots><DBClusterSnapshot><DBClusterSnapshotIdentifier>shop-1</DBClusterSnapshotIdentifier><DBClusterIdentifier>shop</DBClusterIdentifier><SnapshotCreateTime>2026-01-02T03:04:05Z</SnapshotCreateTime><Status>creating</Status><SnapshotType>manual</SnapshotType><PercentProgress>40</PercentProgress></DBClusterSnapshot></DBClusterSnapshots>
            """));
        using var client = Client(server);

        var page = await client.DescribeDBClusterSnapshotsAsync(new DescribeDBClusterSnapshotsRequest { DBClusterIdentifier = "shop", DBClusterSnapshotIdentifier = "s", SnapshotType = "manual", Filters = [new Filter { Name = "engine", Values = ["mysql"] }], MaxRecords = 20, Marker = "m" });

        Assert.Equal(
            Sorted("Action=DescribeDBClusterSnapshots", "Version=2014-10-31", "DBClusterIdentifier=shop", "DBClusterSnapshotIdentifier=s", "SnapshotType=manual", "Filters.Filter.1.Name=engine", "Filters.Filter.1.Values.Value.1=mysql", "MaxRecords=20", "Marker=m"),
            Sorted([.. server.Request.Form]));
        var snapshot = Assert.Single(page.DBClusterSnapshots);
        Assert.Equal(("shop-1", "shop", "creating", "manual", 40), (snapshot.DBClusterSnapshotIdentifier, snapshot.DBClusterIdentifier, snapshot.Status, snapshot.SnapshotType, snapshot.PercentProgress));
        Assert.NotNull(snapshot.SnapshotCreateTime);
        Assert.Null(page.Marker);
    }

    [Fact]
    public async Task Given_an_unknown_instance_when_answered_then_it_is_thrown_as_its_type()
    {
        await using var server = await WireServer.StartAsync(WireAnswer.XmlError("DBInstanceNotFound", 404, "DBInstance checkout-db not found."));
        using var client = Client(server);

        var thrown = await Assert.ThrowsAsync<DBInstanceNotFoundException>(() => client.DescribeDBInstancesAsync(new DescribeDBInstancesRequest { DBInstanceIdentifier = "checkout-db" }));

        Assert.IsAssignableFrom<AmazonRDSException>(thrown);
        Assert.Equal(("DBInstanceNotFound", "DBInstance checkout-db not found.", HttpStatusCode.NotFound), (thrown.ErrorCode, thrown.Message, thrown.StatusCode));
    }

    private static AmazonRDSClient Client(WireServer server) => new(WireServer.Credentials, server.Configure<AmazonRDSConfig>());

    private static WireAnswer Answer(string operation, string result) => WireAnswer.Query(operation, result, "http://rds.amazonaws.com/doc/2014-10-31/");

    private static string[] Sorted(params string[] parameters) => [.. parameters.Order(StringComparer.Ordinal)];
}
