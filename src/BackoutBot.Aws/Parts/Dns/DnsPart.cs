using BackoutBot.Aws.Access;
using BackoutBot.Aws.Plan;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.PlanFiles;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>Route 53: record sets, captured and put back.</summary>
internal sealed class DnsPart : IAwsPart
{
    /// <inheritdoc />
    public string Key => "dns";

    /// <inheritdoc />
    public IReadOnlyList<PlanAction> Actions { get; } =
    [
        new(Route53RevertAction.ActionName, "dns", "puts the record sets back, those of a zone in as few transactions as Route 53 takes, and waits for the old TTL") { Item = new ItemId("6.1") },
    ];

    /// <inheritdoc />
    public AwsAccess Access => DnsAccess.Needed;

    /// <inheritdoc />
    public IEnumerable<AwsResource> Read(AwsPartReader reader)
    {
        List<DnsRecord> records = [];
        foreach (var section in reader.Section.Children(Key, "The Route 53 record sets."))
        {
            var zone = section.Text("zone", DnsRules.HostedZone, "The hosted zone's id, without /hostedzone/.");
            var name = section.Text("name", DnsRules.RecordName, "The record's full domain name.");
            var type = section.Text("type", DnsRules.RecordType, "The record's type.");
            var setIdentifier = section.OptionalText("setIdentifier", DnsRules.SetIdentifier, "Tells weighted and similar record sets of one name apart.");
            var account = reader.AccountOf(section);

            // Route 53 answers in lower case and with the final dot.
            var full = name?.Value.ToLowerInvariant().TrimEnd('.') + ".";
            var called = $"{full} {type?.Value} {setIdentifier?.Value}".TrimEnd();
            var id = reader.IdOf(section, records.Exists(other => other.Id == called && other.HostedZoneId != zone?.Value) ? $"{called} in {zone?.Value}" : called);
            section.Close();
            if (zone is null || name is null || type is null)
            {
                continue;
            }

            var record = new DnsRecord(zone.Value, full, type.Value, setIdentifier?.Value) { Id = id, Account = account };
            if (records.Exists(record.IsSameAs))
            {
                section.Fault(name, $"the record {record.Told} stands here again", "keep one of the two");
                continue;
            }

            reader.Claim(account, $"record {record.Told} of zone {record.HostedZoneId}", name);
            records.Add(record);
        }

        return records;
    }

    /// <inheritdoc />
    /// <remarks>Route 53 changes the records of one zone together or not at all, and those of two by two calls of which one may be refused.</remarks>
    public IReadOnlyList<PlanPortion> Portions(IReadOnlyList<AwsResource> resources)
    {
        var zones = resources.OfType<DnsRecord>().GroupBy(record => record.HostedZoneId, StringComparer.Ordinal).Select(zone => (Id: zone.Key, Domain: Domain([.. zone]), Records: zone.Select(record => record.Id).ToArray())).ToArray();
        return
        [
            .. zones.Select(zone => new PlanPortion(
                zone.Domain.Length > 0 && zones.Count(other => other.Domain == zone.Domain) == 1 ? zone.Domain : StepName.Of($"{zone.Domain} {zone.Id}"),
                zone.Records)),
        ];
    }

    /// <inheritdoc />
    public IEnumerable<ResourceKey> SignalKeys(AwsResource resource) =>
        [];

    /// <inheritdoc />
    public void Register(IServiceCollection services) => services
        .AddSingleton<IRollbackAction, Route53RevertAction>()
        .AddSingleton<ICheck, Item06_1_DnsRollback>();

    /// <summary>What the names of the records have in common, which tells people which zone it is; empty where they have nothing.</summary>
    private static string Domain(IReadOnlyList<DnsRecord> records)
    {
        var labels = records.Select(record => record.Name.TrimEnd('.').Split('.').Reverse().ToArray()).ToArray();
        var common = labels[0].TakeWhile((label, index) => labels.All(name => name.ElementAtOrDefault(index) == label));
        return StepName.Of(string.Join('.', common.Reverse()));
    }
}
