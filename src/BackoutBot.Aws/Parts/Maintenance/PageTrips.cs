using Amazon.Route53;
using Amazon.Route53.Model;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Parts.FrontDoor;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>
/// What the page sets off: health checks of Route 53 that ask for the service by name and get the page's 503, and the records that hang on them.
/// "If the endpoint returns a HTTP status code 2xx or 3xx, it is healthy": How Amazon Route 53 determines whether a health check is healthy.
/// </summary>
internal static class PageTrips
{
    /// <summary>A health check that fails while the page is shown, with what that does to records; in the words of a sentence's beginning.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(AwsService resources, AwsLook look, IReadOnlySet<int> ports)
    {
        DnsRecord[] records = [.. resources.Of<DnsRecord>()];
        var zones = new List<IReadOnlyList<RecordSet>>();
        foreach (var (account, zone) in records.Select(record => (record.Account, record.HostedZoneId)).Distinct())
        {
            zones.Add(await look.In(account).RecordSetsAsync(zone));
        }

        RecordSet[] sets = [.. zones.SelectMany(zone => zone)];
        var names = records.Select(record => DomainName.Readable(record.Name))
            .Concat(sets.Where(set => records.Any(record => DomainName.Readable(record.Name) == set.Name)).SelectMany(Leads))
            .Concat(resources.Of<HttpFrontDoor>().Select(door => DomainName.Readable(door.Host ?? door.Url.Host)))
            .ToHashSet(StringComparer.Ordinal);

        var trips = new List<string>();
        foreach (var account in resources.Of<HealthCheckFrontDoor>().Select(door => door.Account).Concat(records.Select(record => record.Account)).Append(resources.Own).Distinct())
        {
            var checks = await look.In(account).HealthChecksAsync();
            var asking = checks.Where(check => Asks(check.HealthCheckConfig, names, ports)).ToArray();
            foreach (var check in asking)
            {
                // What is computed from it may fail with it.
                string[] failing = [check.Id, .. checks.Where(other => (other.HealthCheckConfig.ChildHealthChecks ?? []).Contains(check.Id)).Select(other => other.Id)];
                trips.Add($"the health check {check.Id} of {check.HealthCheckConfig.FullyQualifiedDomainName} fails{InWords(sets.Where(set => failing.Contains(set.HealthCheckId)).ToArray())}");
            }
        }

        return trips;
    }

    private static IEnumerable<string> Leads(RecordSet set) =>
        set.Alias is { } alias ? [alias.DnsName] : set.Type == "CNAME" ? set.Values.Select(DomainName.Readable) : [];

    private static bool Asks(HealthCheckConfig config, HashSet<string> names, IReadOnlySet<int> ports) =>
        config is { Type: { } type, Disabled: not true, FullyQualifiedDomainName: { Length: > 0 } host }
        && (type == HealthCheckType.HTTP || type == HealthCheckType.HTTPS || type == HealthCheckType.HTTP_STR_MATCH || type == HealthCheckType.HTTPS_STR_MATCH)
        && names.Contains(DomainName.Readable(host))
        && (config.Port is not { } port || ports.Contains(port));

    private static string InWords(RecordSet[] hanging) =>
        hanging.Length == 0 ? "" : $", and with it {string.Join(", ", hanging.Select(set => $"{set.Name} {set.Type}{(set.SetIdentifier is { } id ? $" «{id}»" : "")} {(set.Failover == "PRIMARY" ? "fails over to its secondary" : "is answered no more")}"))}";
}
