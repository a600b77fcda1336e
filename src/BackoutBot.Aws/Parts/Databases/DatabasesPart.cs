using BackoutBot.Aws.Access;
using BackoutBot.Aws.Plan;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.PlanFiles;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>RDS: instances, clusters and their backups.</summary>
internal sealed class DatabasesPart : IAwsPart
{
    private const string InstanceKey = "instance";
    private const string ClusterKey = "cluster";

    /// <inheritdoc />
    public string Key => "databases";

    /// <inheritdoc />
    public IReadOnlyList<PlanAction> Actions { get; } =
        [];

    /// <inheritdoc />
    public AwsAccess Access => DatabaseAccess.Needed;

    /// <inheritdoc />
    public IEnumerable<AwsResource> Read(AwsPartReader reader)
    {
        List<DatabaseName> databases = [];
        List<AwsResource> resources = [];
        foreach (var section in reader.Section.Children(Key, "The RDS instances and clusters: each entry is one of the two."))
        {
            var instance = section.OptionalText(InstanceKey, DatabaseRules.Instance, "The instance's identifier. A member of a cluster is judged by the cluster, a read replica without backups by its source.");
            var cluster = section.OptionalText(ClusterKey, DatabaseRules.Cluster, "The identifier of an Aurora cluster, or of a Multi-AZ cluster.");
            var maxAge = section.Duration("snapshotMaxAge", TimeSpan.FromHours(24), "How old its newest snapshot may be, taken by hand or by AWS Backup.")?.Value ?? default;
            var account = reader.AccountOf(section);
            var named = instance ?? cluster;
            var id = reader.IdOf(section, named?.Value ?? "");
            if (!section.NeedsOneOf(InstanceKey, ClusterKey))
            {
                section.Fault(null, "it names no database", $"add '{InstanceKey}:' or '{ClusterKey}:'");
            }
            else if (section.Has(InstanceKey) && section.Has(ClusterKey))
            {
                section.Fault(ClusterKey, "it names an instance and a cluster", "give each an entry of its own");
            }

            section.Close();
            if (named is null)
            {
                continue;
            }

            var database = instance is not null ? DatabaseName.Instance(account, named.Value) : DatabaseName.Cluster(account, named.Value);
            if (databases.Contains(database))
            {
                section.Fault(named, $"the {(database.IsCluster ? ClusterKey : InstanceKey)} {named.Value} stands here again", "keep one of the two");
                continue;
            }

            databases.Add(database);
            resources.Add(database.IsCluster ? new RdsCluster(named.Value, maxAge) { Id = id, Account = account } : new RdsInstance(named.Value, maxAge) { Id = id, Account = account });
        }

        return resources;
    }

    /// <inheritdoc />
    public IEnumerable<ResourceKey> SignalKeys(AwsResource resource) =>
        [];

    /// <inheritdoc />
    public void Register(IServiceCollection services) => services
        .AddSingleton<ICheck, Item01_1_DatabaseBackup>();
}
