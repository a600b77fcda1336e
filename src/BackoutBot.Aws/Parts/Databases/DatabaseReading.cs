using Amazon.RDS.Model;
using Amazon.Runtime;
using BackoutBot.Aws.Reading;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>Reads RDS: many databases by one call, and what calls there are at the same time.</summary>
internal static class DatabaseReading
{
    // Those that outlive their database: "automated" ones are deleted with it (Working with backups, RDS user guide).
    private static readonly string[] KeptTypes = ["manual", DatabaseSnapshot.ByAwsBackup];

    /// <summary>The databases of these names; those that there are.</summary>
    public static async Task<IReadOnlyList<DatabaseBackups>> DatabasesAsync(this AwsLook look, IEnumerable<DatabaseName> names)
    {
        var read = await Task.WhenAll(names.GroupBy(name => (name.Account, name.IsCluster)).Select(async some =>
        {
            var there = look.In(some.Key.Account);
            var databases = some.Key.IsCluster ? await there.ClustersAsync([.. some]) : await there.InstancesAsync([.. some]);
            return (there, api: some.Key.IsCluster ? "rds:DescribeDBClusters" : "rds:DescribeDBInstances", databases.Last, databases.Found);
        }));
        foreach (var (there, api, last, found) in read.Where(one => one.Found.Count > 0))
        {
            there.Saw(
                api,
                last,
                found.Select(database => database.Fact),
                found.Select(database => (database.Name.Identifier, $"{database.Status}, kept {database.RetentionDays} days, restorable to {database.RestorableTo:u}")));
        }

        return [.. read.SelectMany(one => one.Found)];
    }

    /// <summary>The snapshots of databases that were not taken by their automatic backups, the newest first; those without a time come first of all, for they are being made.</summary>
    public static async Task<ILookup<DatabaseName, DatabaseSnapshot>> SnapshotsAsync(this AwsLook look, IReadOnlyCollection<DatabaseName> names)
    {
        var read = await Task.WhenAll(names.GroupBy(name => (name.Account, name.IsCluster)).SelectMany(some => KeptTypes.Select(async type =>
        {
            var there = look.In(some.Key.Account);
            var snapshots = some.Key.IsCluster ? await there.ClusterSnapshotsAsync([.. some], type) : await there.InstanceSnapshotsAsync([.. some], type);
            return (there, api: some.Key.IsCluster ? "rds:DescribeDBClusterSnapshots" : "rds:DescribeDBSnapshots", type, names: some.ToArray(), snapshots.Last, Found: snapshots.Found.OrderByDescending(snapshot => snapshot.TakenAt ?? DateTimeOffset.MaxValue).ToArray());
        })));
        foreach (var (there, api, type, of, last, found) in read)
        {
            there.Saw(
                api,
                last,
                found.Select(snapshot => snapshot.Fact),
                of.Select(name => (name.Identifier, Array.Find(found, snapshot => snapshot.Of == name) is { } newest ? $"newest {type} snapshot {newest.Identifier}, {newest.Status}, {newest.TakenAt:u}" : $"no {type} snapshot")));
        }

        return read.SelectMany(one => one.Found).OrderByDescending(snapshot => snapshot.TakenAt ?? DateTimeOffset.MaxValue).ToLookup(snapshot => snapshot.Of);
    }

    private static Task<(AmazonWebServiceResponse Last, IReadOnlyList<DatabaseBackups> Found)> InstancesAsync(this AwsLook look, IReadOnlyList<DatabaseName> names) => PagedAsync(
        names,
        marker => look.CallAsync(
            "rds:DescribeDBInstances",
            Databases(names),
            (aws, cancel) => aws.Databases.DescribeDBInstancesAsync(new DescribeDBInstancesRequest { Filters = [Of("db-instance-id", names)], Marker = marker }, cancel)),
        page => page.Marker,
        page => page.DBInstances,
        instance => instance.DBInstanceIdentifier,
        DatabaseBackups.Of);

    private static Task<(AmazonWebServiceResponse Last, IReadOnlyList<DatabaseBackups> Found)> ClustersAsync(this AwsLook look, IReadOnlyList<DatabaseName> names) => PagedAsync(
        names,
        marker => look.CallAsync(
            "rds:DescribeDBClusters",
            Databases(names),
            (aws, cancel) => aws.Databases.DescribeDBClustersAsync(new DescribeDBClustersRequest { Filters = [Of("db-cluster-id", names)], Marker = marker }, cancel)),
        page => page.Marker,
        page => page.DBClusters,
        cluster => cluster.DBClusterIdentifier,
        DatabaseBackups.Of);

    private static Task<(AmazonWebServiceResponse Last, IReadOnlyList<DatabaseSnapshot> Found)> InstanceSnapshotsAsync(this AwsLook look, IReadOnlyList<DatabaseName> names, string type) => PagedAsync(
        names,
        marker => look.CallAsync(
            "rds:DescribeDBSnapshots",
            $"snapshots of {Databases(names)}",
            (aws, cancel) => aws.Databases.DescribeDBSnapshotsAsync(new DescribeDBSnapshotsRequest { SnapshotType = type, Filters = [Of("db-instance-id", names)], Marker = marker }, cancel)),
        page => page.Marker,
        page => page.DBSnapshots,
        snapshot => snapshot.DBInstanceIdentifier,
        DatabaseSnapshot.Read);

    private static Task<(AmazonWebServiceResponse Last, IReadOnlyList<DatabaseSnapshot> Found)> ClusterSnapshotsAsync(this AwsLook look, IReadOnlyList<DatabaseName> names, string type) => PagedAsync(
        names,
        marker => look.CallAsync(
            "rds:DescribeDBClusterSnapshots",
            $"snapshots of {Databases(names)}",
            (aws, cancel) => aws.Databases.DescribeDBClusterSnapshotsAsync(new DescribeDBClusterSnapshotsRequest { SnapshotType = type, Filters = [Of("db-cluster-id", names)], Marker = marker }, cancel)),
        page => page.Marker,
        page => page.DBClusterSnapshots,
        snapshot => snapshot.DBClusterIdentifier,
        DatabaseSnapshot.Read);

    private static async Task<(AmazonWebServiceResponse Last, IReadOnlyList<TFound> Found)> PagedAsync<TPage, TItem, TFound>(
        IReadOnlyList<DatabaseName> names,
        Func<string?, Task<TPage>> page,
        Func<TPage, string?> markerOf,
        Func<TPage, List<TItem>?> itemsOf,
        Func<TItem, string> databaseOf,
        Func<DatabaseName, TItem, TFound> read)
        where TPage : AmazonWebServiceResponse
    {
        var found = new List<TFound>();
        TPage answer;
        string? marker = null;
        do
        {
            answer = await page(marker);
            found.AddRange(from item in itemsOf(answer) ?? []
                           let name = names.FirstOrDefault(name => string.Equals(name.Identifier, databaseOf(item), StringComparison.OrdinalIgnoreCase))
                           where name is not null
                           select read(name, item));
            marker = markerOf(answer);
        }
        while (!string.IsNullOrEmpty(marker));

        return (answer, found);
    }

    private static Filter Of(string filter, IEnumerable<DatabaseName> names) => new() { Name = filter, Values = [.. names.Select(name => name.Identifier)] };

    private static string Databases(IReadOnlyList<DatabaseName> names) => names.Count == 1 ? $"database {names[0].Identifier}" : $"databases {string.Join(", ", names.Select(name => name.Identifier))}";
}
