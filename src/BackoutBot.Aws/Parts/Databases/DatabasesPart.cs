using BackoutBot.Aws.Access;
using BackoutBot.Aws.Plan;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.PlanFiles;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>RDS: instances and their backups.</summary>
internal sealed class DatabasesPart : IAwsPart
{
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
        List<RdsInstance> instances = [];
        foreach (var section in reader.Section.Children(Key, "The RDS instances."))
        {
            var instance = section.Text("instance", DatabaseRules.Identifier, "The instance's identifier.");
            var maxAge = section.Duration("snapshotMaxAge", TimeSpan.FromHours(24), "How old its newest manual snapshot may be.");
            var account = reader.AccountOf(section);
            var id = reader.IdOf(section, instance?.Value ?? "");
            section.Close();
            if (instance is not null && instances.Exists(other => other.Identifier == instance.Value && other.Account == account))
            {
                section.Fault(instance, $"the instance {instance.Value} stands here again", "keep one of the two");
            }
            else if (instance is not null)
            {
                instances.Add(new RdsInstance(instance.Value, maxAge?.Value ?? default) { Id = id, Account = account });
            }
        }

        return instances;
    }

    /// <inheritdoc />
    public IEnumerable<ResourceKey> SignalKeys(AwsResource resource) =>
        [];

    /// <inheritdoc />
    public void Register(IServiceCollection services) => services
        .AddSingleton<ICheck, Item01_1_DatabaseBackup>();
}
