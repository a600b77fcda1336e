using System.Globalization;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Parts.Databases;

public sealed class RdsTests : IAsyncLifetime
{
    private SandboxHost sandbox = null!;
    private SignedClient verify = null!;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync();
        verify = await sandbox.AsAsync("bo-verify");
    }

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_the_database_when_described_later_then_its_restorable_time_stays_fresh()
    {
        sandbox.Advance(1800);
        var answer = (await verify.QueryAsync("rds", "DescribeDBInstances", ("DBInstanceIdentifier", "checkout-db"))).Ok();
        Assert.Equal(("postgres", "available", "7"), (answer.Text("Engine"), answer.Text("DBInstanceStatus"), answer.Text("BackupRetentionPeriod")));
        var restorable = DateTimeOffset.Parse(answer.Text("LatestRestorableTime"), CultureInfo.InvariantCulture);
        Assert.InRange(sandbox.Clock.GetUtcNow() - restorable, TimeSpan.FromMinutes(2.9), TimeSpan.FromMinutes(3.1));
    }

    [Fact]
    public async Task Given_snapshots_when_described_then_the_manual_one_is_found()
    {
        var manual = (await verify.QueryAsync("rds", "DescribeDBSnapshots", ("DBInstanceIdentifier", "checkout-db"), ("SnapshotType", "manual"))).Ok();
        Assert.Equal(["checkout-db-before-v240"], manual.Texts("DBSnapshotIdentifier"));
        Assert.Empty((await verify.QueryAsync("rds", "DescribeDBSnapshots", ("SnapshotType", "automated"))).Ok().Texts("DBSnapshot"));
    }

    [Fact]
    public async Task Given_an_unknown_name_when_described_then_it_is_not_found()
    {
        var instance = await verify.QueryAsync("rds", "DescribeDBInstances", ("DBInstanceIdentifier", "other"));
        Assert.Equal((404, "DBInstanceNotFound"), (instance.Status, instance.Code));
        var snapshot = await verify.QueryAsync("rds", "DescribeDBSnapshots", ("DBSnapshotIdentifier", "other"));
        Assert.Equal((404, "DBSnapshotNotFound"), (snapshot.Status, snapshot.Code));
    }

    [Fact]
    public async Task Given_a_cluster_when_it_is_described_then_it_has_the_backups_and_its_members_show_them()
    {
        await using var clustered = await ClusteredAsync();
        var reader = await clustered.AsAsync("bo-verify");

        var cluster = (await reader.QueryAsync("rds", "DescribeDBClusters", ("Filters.Filter.1.Name", "db-cluster-id"), ("Filters.Filter.1.Values.Value.1", "shop-cluster"))).Ok();
        Assert.Equal(("aurora-mysql", "available", "14"), (cluster.Text("Engine"), cluster.Text("Status"), cluster.Text("BackupRetentionPeriod")));
        Assert.Equal(["shop-1"], cluster.Texts("DBInstanceIdentifier"));
        Assert.Single(cluster.Texts("LatestRestorableTime"));
        Assert.EndsWith(":recovery-point:continuous:shop-cluster", cluster.Text("AwsBackupRecoveryPointArn"), StringComparison.Ordinal);

        var members = (await reader.QueryAsync("rds", "DescribeDBInstances", ("Filters.Filter.1.Name", "db-cluster-id"), ("Filters.Filter.1.Values.Value.1", "shop-cluster"))).Ok();
        Assert.Equal(["shop-1"], members.Texts("DBInstanceIdentifier"));
        Assert.Equal(("shop-cluster", "14"), (members.Text("DBClusterIdentifier"), members.Text("BackupRetentionPeriod")));
        Assert.Empty(members.Texts("LatestRestorableTime"));
    }

    [Fact]
    public async Task Given_snapshots_of_a_cluster_when_they_are_described_then_those_of_AWS_Backup_are_told_only_who_asks_for_them()
    {
        await using var clustered = await ClusteredAsync();
        var reader = await clustered.AsAsync("bo-verify");

        Assert.Equal(["shop-cluster-1"], (await reader.QueryAsync("rds", "DescribeDBClusterSnapshots", ("DBClusterIdentifier", "shop-cluster"))).Ok().Texts("DBClusterSnapshotIdentifier"));
        Assert.Equal(["awsbackup:job-1"], (await reader.QueryAsync("rds", "DescribeDBClusterSnapshots", ("SnapshotType", "awsbackup"))).Ok().Texts("DBClusterSnapshotIdentifier"));
        Assert.Equal(["checkout-db-before-v240"], (await reader.QueryAsync("rds", "DescribeDBSnapshots")).Ok().Texts("DBSnapshotIdentifier"));
    }

    [Fact]
    public async Task Given_an_unknown_cluster_or_filter_when_described_then_it_is_refused()
    {
        var cluster = await verify.QueryAsync("rds", "DescribeDBClusters", ("DBClusterIdentifier", "other"));
        Assert.Equal((404, "DBClusterNotFoundFault"), (cluster.Status, cluster.Code));
        var snapshot = await verify.QueryAsync("rds", "DescribeDBClusterSnapshots", ("DBClusterSnapshotIdentifier", "other"));
        Assert.Equal((404, "DBClusterSnapshotNotFoundFault"), (snapshot.Status, snapshot.Code));
        var filter = await verify.QueryAsync("rds", "DescribeDBInstances", ("Filters.Filter.1.Name", "status"), ("Filters.Filter.1.Values.Value.1", "available"));
        Assert.Equal((400, "InvalidParameterValue"), (filter.Status, filter.Code));
        Assert.Empty((await verify.QueryAsync("rds", "DescribeDBInstances", ("Filters.Filter.1.Name", "db-instance-id"), ("Filters.Filter.1.Values.Value.1", "other"))).Ok().Texts("DBInstance"));
    }

    private static async Task<SandboxHost> ClusteredAsync()
    {
        var scenario = Path.GetTempFileName();
        var shipped = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Scenarios", "checkout-api.yaml"));
        await File.WriteAllTextAsync(scenario, shipped
            .Replace("\nsnapshots:\n", """

              - { id: shop-1, engine: aurora-mysql, engineVersion: "8.0", class: db.r7g.large, storageGb: 1, retentionDays: 1, zone: eu-west-1a, multiAz: false, ageDays: 9, restorableLagMinutes: 1, cluster: shop-cluster }

            databaseClusters:
              - { id: shop-cluster, engine: aurora-mysql, engineVersion: "8.0", retentionDays: 14, ageDays: 9, restorableLagMinutes: 1, awsBackup: true }

            snapshots:
              - { id: shop-cluster-1, cluster: shop-cluster, type: manual, minutesAgo: 5 }
              - { id: "awsbackup:job-1", cluster: shop-cluster, type: awsbackup, minutesAgo: 5 }

            """, StringComparison.Ordinal));
        return await SandboxHost.StartAsync(options => options with { ScenarioPath = scenario });
    }
}
