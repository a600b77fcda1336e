using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BackoutBot.Aws.Parts.Databases;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Tests.Parts.Databases;

/// <summary>Who keeps a database's backups: itself, its cluster, its source or AWS Backup; and what 1.1 says of them.</summary>
public sealed class DatabaseBackupTests
{
    private const string Instances = "\nsnapshots:\n";
    private const string Snapshots = "type: manual, minutesAgo: 45 }";
    private const string Cluster = "{ id: shop-cluster, engine: aurora-postgresql, engineVersion: \"16.4\", retentionDays: 14, ageDays: 90, restorableLagMinutes: 2 }";
    private const string ClusterSnapshot = "{ id: shop-cluster-1, cluster: shop-cluster, type: manual, minutesAgo: 30 }";

    [Theory]
    [Judges("1.1", CheckStatus.Pass, "the same holds for the cluster that a listed database belongs to")]
    [InlineData("aurora-postgresql", "")]
    [InlineData("mysql", ", class: db.m7g.large")]
    public async Task Given_a_member_of_a_cluster_when_it_is_checked_then_its_cluster_is_judged(string engine, string more)
    {
        await using var world = await AwsWorld.StartAsync(scenario => With(
            scenario,
            [Instance("shop-1", $"engine: {engine}, retentionDays: 14, cluster: shop-cluster"), Instance("shop-2", $"engine: {engine}, retentionDays: 14, cluster: shop-cluster")],
            [Cluster.Replace("aurora-postgresql", engine, StringComparison.Ordinal).Replace(" }", $"{more} }}", StringComparison.Ordinal)],
            [ClusterSnapshot]));
        world.Catalogue.Become(CheckoutApi.With(Named("shop-1"), Named("Shop-2")));

        var result = await world.CheckAsync("1.1");

        Assert.Equal(CheckStatus.Pass, result.Status);
        Assert.Contains("shop-cluster (the cluster of shop-1, shop-2): automatic backups for 14 days, restorable to 2 minutes ago.", result.Summary, StringComparison.Ordinal);
        Assert.Contains("Snapshot shop-cluster-1 is 30 minutes old.", result.Summary, StringComparison.Ordinal);
        Assert.Contains(result.Evidence, one => one.Call == "rds:DescribeDBClusters");
        Assert.Contains(result.Evidence, one => one.Call == "rds:DescribeDBClusterSnapshots");
    }

    [Theory]
    [Judges("1.1", CheckStatus.Warn, "automatic backups are kept for less than 7 days, or are about to be kept for another time")]
    [Judges("1.1", CheckStatus.Warn, "the database is not available, or can be restored to more than 10 minutes ago only")]
    [Judges("1.1", CheckStatus.Warn, "the only snapshot is still being made")]
    [Judges("1.1", CheckStatus.Fail, "there is no snapshot by hand or by AWS Backup, or only failed ones")]
    [InlineData("retentionDays: 14", "retentionDays: 2", CheckStatus.Warn, "shop-cluster keeps automatic backups for 2 days only.")]
    [InlineData("retentionDays: 14", "retentionDays: 14, pendingRetentionDays: 1", CheckStatus.Warn, "The backup retention of shop-cluster is about to change from 14 to 1 days.")]
    [InlineData("retentionDays: 14", "retentionDays: 14, status: failing-over", CheckStatus.Warn, "shop-cluster is failing-over.")]
    [InlineData("restorableLagMinutes: 2", "restorableLagMinutes: 45", CheckStatus.Warn, "shop-cluster can be restored only to 45 minutes ago.")]
    [InlineData("cluster: shop-cluster, type: manual", "cluster: shop-cluster, type: automated", CheckStatus.Fail, "shop-cluster has no manual snapshot, and none by AWS Backup.")]
    [InlineData("cluster: shop-cluster, type: manual", "cluster: shop-cluster, failed: true, type: manual", CheckStatus.Fail, "The newest snapshot of shop-cluster, shop-cluster-1, is failed.")]
    [InlineData("cluster: shop-cluster, type: manual", "cluster: shop-cluster, percentProgress: 40, type: manual", CheckStatus.Warn, "The snapshot shop-cluster-1 is being made (40 %).")]
    public async Task Given_a_cluster_that_the_plan_file_lists_when_its_backups_are_not_as_they_should_be_then_it_is_said(string text, string unwell, CheckStatus status, string said)
    {
        await using var world = await AwsWorld.StartAsync(scenario => With(scenario, [], [Cluster.Replace(text, unwell, StringComparison.Ordinal)], [ClusterSnapshot.Replace(text, unwell, StringComparison.Ordinal)]));
        world.Catalogue.Become(Only(new RdsCluster("shop-cluster", TimeSpan.FromHours(24)) { Id = "shop", Account = CheckoutApi.Own }));

        var result = await world.CheckAsync("1.1");

        Assert.Equal((status, said), (result.Status, result.Summary));
    }

    [Fact]
    public async Task Given_a_cluster_and_its_member_in_one_plan_file_when_they_are_checked_then_it_is_judged_once_and_by_the_stricter_of_both()
    {
        await using var world = await AwsWorld.StartAsync(scenario => With(scenario, [Instance("shop-1", "retentionDays: 14, cluster: shop-cluster")], [Cluster], [ClusterSnapshot]));
        world.Catalogue.Become(Only(Named("shop-1") with { SnapshotMaxAge = TimeSpan.FromMinutes(20) }, new RdsCluster("shop-cluster", TimeSpan.FromHours(24)) { Id = "shop", Account = CheckoutApi.Own }));

        var result = await world.CheckAsync("1.1");

        Assert.Equal((CheckStatus.Warn, "The newest snapshot of shop-cluster (the cluster of shop-1), shop-cluster-1, is older than 0.3 hours."), (result.Status, result.Summary));
    }

    [Fact]
    public async Task Given_a_cluster_that_is_not_there_when_its_name_is_corrected_in_the_plan_file_then_the_check_passes()
    {
        await using var world = await AwsWorld.StartAsync(scenario => With(scenario, [], [Cluster], [ClusterSnapshot]));
        var cluster = new RdsCluster("shop-cluster", TimeSpan.FromHours(24)) { Id = "shop", Account = CheckoutApi.Own };
        world.Catalogue.Become(Only(cluster with { Identifier = "shop-clutser" }));
        var result = await world.CheckAsync("1.1");
        Assert.Equal((CheckStatus.Fail, "There is no cluster shop-clutser."), (result.Status, result.Summary));
        Advised.By(result.Fix, "Check its name in the plan file.");

        world.Catalogue.Become(Only(cluster));
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("1.1")).Status);
    }

    [Theory]
    [Judges("1.1", CheckStatus.Pass, "the same holds for the source of a read replica without backups of its own")]
    [InlineData("replicaOf: checkout-db")]
    [InlineData("replicaOf: \"arn:aws:rds:eu-west-1:123456789012:db:checkout-db\"")]
    public async Task Given_a_read_replica_without_backups_when_it_is_checked_then_its_source_is_judged_and_said_to_be(string source)
    {
        await using var world = await AwsWorld.StartAsync(scenario => With(scenario, [Instance("checkout-db-ro", $"retentionDays: 0, {source}")]));
        world.Catalogue.Become(Only(Named("checkout-db-ro")));

        var result = await world.CheckAsync("1.1");

        Assert.Equal((CheckStatus.Pass, "checkout-db (the source of checkout-db-ro): automatic backups for 7 days, restorable to 3 minutes ago. Snapshot checkout-db-before-v240 is 45 minutes old."), (result.Status, result.Summary));
    }

    [Fact]
    [Judges("1.1", CheckStatus.Fail, "a database, or the source of a read replica without backups, has no automatic backups")]
    public async Task Given_a_read_replica_of_a_source_without_backups_when_it_is_checked_then_it_does_not_pass()
    {
        await using var world = await AwsWorld.StartAsync(scenario => With(scenario, [Instance("checkout-db-ro", "retentionDays: 0, replicaOf: checkout-db")]).Replace("storageGb: 100, retentionDays: 7", "storageGb: 100, retentionDays: 0", StringComparison.Ordinal));
        world.Catalogue.Become(Only(Named("checkout-db-ro")));

        var result = await world.CheckAsync("1.1");

        Assert.Equal((CheckStatus.Fail, "checkout-db (the source of checkout-db-ro) has no automatic backups."), (result.Status, result.Summary));
    }

    [Fact]
    public async Task Given_a_read_replica_of_a_cluster_when_it_is_checked_then_the_cluster_is_judged()
    {
        await using var world = await AwsWorld.StartAsync(scenario => With(scenario, [Instance("shop-ro", "retentionDays: 0, replicaOfCluster: shop-cluster")], [Cluster], [ClusterSnapshot]));
        world.Catalogue.Become(Only(Named("shop-ro")));

        var result = await world.CheckAsync("1.1");

        Assert.Equal((CheckStatus.Pass, "shop-cluster (the source of shop-ro): automatic backups for 14 days, restorable to 2 minutes ago. Snapshot shop-cluster-1 is 30 minutes old."), (result.Status, result.Summary));
    }

    [Fact]
    public async Task Given_a_read_replica_with_backups_of_its_own_when_it_is_checked_then_it_is_judged_itself()
    {
        await using var world = await AwsWorld.StartAsync(scenario => With(scenario, [Instance("checkout-db-ro", "retentionDays: 8, replicaOf: checkout-db")], snapshots: ["{ id: ro-1, database: checkout-db-ro, type: manual, minutesAgo: 5 }"]));
        world.Catalogue.Become(Only(Named("checkout-db-ro")));

        Assert.Equal("checkout-db-ro: automatic backups for 8 days, restorable to 1 minutes ago. Snapshot ro-1 is 5 minutes old.", (await world.CheckAsync("1.1")).Summary);
    }

    [Fact]
    [Judges("1.1", CheckStatus.Unknown, "a read replica's backups are kept by a source in an account or region that the plan file does not name")]
    public async Task Given_a_source_in_a_region_that_the_plan_file_does_not_name_when_its_account_is_added_or_somebody_vouches_then_the_item_is_no_more_open()
    {
        await using var world = await AwsWorld.StartAsync(scenario => With(scenario, [Instance("checkout-db-ro", "retentionDays: 0, replicaOf: \"arn:aws:rds:eu-central-1:123456789012:db:checkout-db\"")]));
        world.Catalogue.Become(Only(Named("checkout-db-ro")));
        var result = await world.CheckAsync("1.1");
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Advised.By(result.Fix, "Add the source's account and region to 'accounts' in the plan file, or vouch for its backups.");

        Assert.Equal(CheckStatus.Pass, world.VouchedFor(result));
        world.Catalogue.Become(Only(Named("checkout-db-ro")) with { Accounts = [CheckoutApi.Own, CheckoutApi.Own with { Name = "frankfurt", Region = "eu-central-1" }] });
        // The sandbox is one region, so that all there is to see is that the other one is asked now.
        Assert.StartsWith("rds:DescribeDBInstances on database checkout-db", (await world.CheckAsync("1.1")).Summary, StringComparison.Ordinal);
    }

    [Theory]
    [Judges("1.1", CheckStatus.Unknown, "a database is of Neptune or DocumentDB, whose backups are not RDS's")]
    [InlineData("neptune")]
    [InlineData("docdb")]
    public async Task Given_a_database_of_another_service_when_somebody_vouches_for_its_backups_then_the_item_passes(string engine)
    {
        await using var world = await AwsWorld.StartAsync(scenario => With(scenario, [Instance("graph", $"engine: {engine}, retentionDays: 7")]));
        world.Catalogue.Become(Only(Named("graph")));
        var result = await world.CheckAsync("1.1");
        Assert.Equal((CheckStatus.Unknown, $"graph has the engine {engine}, which is not of RDS: its backups are another service's."), (result.Status, result.Summary));
        Assert.Equal("graph", Advised.By(result.Fix, "Vouch for the backups of *; this check reads those of RDS.")[0]);

        Assert.Equal(CheckStatus.Pass, world.VouchedFor(result));
    }

    [Fact]
    public async Task Given_backups_by_AWS_Backup_when_they_are_checked_then_its_snapshots_count_and_are_named_as_its()
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario
            .Replace("storageGb: 100, retentionDays: 7", "storageGb: 100, awsBackup: true, retentionDays: 7", StringComparison.Ordinal)
            .Replace("{ id: checkout-db-before-v240, database: checkout-db, type: manual, minutesAgo: 45 }", "{ id: \"awsbackup:job-0a1b\", database: checkout-db, type: awsbackup, minutesAgo: 45 }", StringComparison.Ordinal));

        var result = await world.CheckAsync("1.1");

        Assert.Equal(
            (CheckStatus.Pass, "checkout-db: automatic backups by AWS Backup for 7 days, restorable to 3 minutes ago. The newest snapshot of checkout-db was taken by AWS Backup 45 minutes ago: awsbackup:job-0a1b."),
            (result.Status, result.Summary));
    }

    [Fact]
    public async Task Given_backups_on_an_Outpost_when_they_are_checked_then_it_is_said_where_they_are()
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Replace("storageGb: 100, retentionDays: 7", "storageGb: 100, backupTarget: outposts, retentionDays: 7", StringComparison.Ordinal));

        Assert.Contains("automatic backups on its Outpost for 7 days", (await world.CheckAsync("1.1")).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_more_databases_than_a_page_holds_when_they_are_checked_then_each_kind_of_call_is_made_once_a_page_and_none_is_passed_over()
    {
        string[] names = [.. Enumerable.Range(1, 119).Select(i => $"db-{i:000}")];
        await using var world = await AwsWorld.StartAsync(scenario => With(
            scenario,
            names.Select(name => Instance(name, name == "db-119" ? "retentionDays: 1" : "retentionDays: 7")),
            snapshots: names.Select(name => $"{{ id: {name}-s, database: {name}, type: manual, minutesAgo: 10 }}")));
        world.Catalogue.Become(Only([.. names.Select(Named)]));

        var result = await world.CheckAsync("1.1");

        Assert.Equal((CheckStatus.Warn, "db-119 keeps automatic backups for 1 days only."), (result.Status, result.Summary));
        Assert.Equal((2, 3), ((await CallsAsync(world, "DescribeDBInstances")).Count, (await CallsAsync(world, "DescribeDBSnapshots")).Count));
    }

    private static RdsInstance Named(string identifier) => new(identifier, TimeSpan.FromHours(24)) { Id = identifier, Account = CheckoutApi.Own };

    private static AwsService Only(params AwsResource[] databases) => CheckoutApi.Resources with { Resources = databases };

    private static async Task<IReadOnlyList<JsonNode>> CallsAsync(AwsWorld world, string operation) =>
        [.. (await world.Http.GetFromJsonAsync<JsonArray>("/_sandbox/calls"))!.Where(call => (string)call!["operation"]! == operation).Select(call => call!)];

    private static string Instance(string id, string settings) =>
        $"{{ id: {id}, {(settings.Contains("engine:", StringComparison.Ordinal) ? "" : "engine: postgres, ")}engineVersion: \"16.4\", class: db.m7g.large, storageGb: 50, zone: eu-west-1a, multiAz: false, ageDays: 90, restorableLagMinutes: 1, {settings} }}";

    private static string With(string scenario, IEnumerable<string>? instances = null, IEnumerable<string>? clusters = null, IEnumerable<string>? snapshots = null)
    {
        Assert.Contains(Instances, scenario, StringComparison.Ordinal);
        Assert.Contains(Snapshots, scenario, StringComparison.Ordinal);
        return scenario
            .Replace(Instances, $"{Lines(instances)}\ndatabaseClusters:{(clusters?.Any() == true ? Lines(clusters) : " []")}\n{Instances}", StringComparison.Ordinal)
            .Replace(Snapshots, $"{Snapshots}{Lines(snapshots)}", StringComparison.Ordinal);
    }

    private static string Lines(IEnumerable<string>? entries) => string.Concat((entries ?? []).Select(entry => $"\n  - {entry}"));
}
