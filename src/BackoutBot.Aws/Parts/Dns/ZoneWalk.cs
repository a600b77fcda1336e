using Amazon.Route53.Model;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Reading;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>
/// Reads some record sets of a hosted zone by pages, each of which begins at one of them: a page of 300 tells whatever else of them is near,
/// and a zone of many thousand is not walked for the sake of a few.
/// </summary>
internal sealed class ZoneWalk(AwsLook look, string hostedZoneId, IEnumerable<DnsRecord> records)
{
    private const string Api = "route53:ListResourceRecordSets";

    // After so many that could not be read one after another, the others can't either.
    private const int MaxFailures = 2;

    private readonly ILookup<(string Name, string Type, string? SetIdentifier), DnsRecord> wanted = records.ToLookup(record => (DomainName.Readable(record.Name), record.Type, record.SetIdentifier));
    private readonly Dictionary<DnsRecord, RecordRead> read = [];
    private ListResourceRecordSetsResponse? last;

    /// <summary>What was read.</summary>
    public IReadOnlyDictionary<DnsRecord, RecordRead> Read => read;

    /// <summary>Reads them.</summary>
    public async Task GoAsync()
    {
        // Route 53 lists by the labels of names from the last to the first, so what follows in this order is likely to be on the same page.
        var left = wanted
            .OrderBy(record => string.Join('\u0001', record.Key.Name.Split('.').Reverse()), StringComparer.Ordinal)
            .ThenBy(record => record.Key.Type, StringComparer.Ordinal)
            .ThenBy(record => record.Key.SetIdentifier, StringComparer.Ordinal)
            .SelectMany(record => record)
            .ToList();
        var failures = 0;
        while (left.Count > 0)
        {
            try
            {
                await ReadFromAsync(left[0]);
                failures = 0;
            }
            catch (AwsCallException e) when (++failures < MaxFailures)
            {
                read[left[0]] = new RecordRead(null, e);
            }
            catch (AwsCallException e)
            {
                left.ForEach(record => read[record] = new RecordRead(null, e));
            }

            left.RemoveAll(read.ContainsKey);
        }
    }

    /// <summary>Keeps what was seen as evidence.</summary>
    public void Tell()
    {
        var seen = read.Where(pair => pair.Value.Failure is null).Select(pair => (Record: $"{DomainName.Readable(pair.Key.Name)} {pair.Key.Type} {pair.Key.SetIdentifier}".TrimEnd(), pair.Value.Set)).ToArray();
        if (last is null || seen.Length == 0)
        {
            return;
        }

        var facts = seen.Select(one => $"{one.Record} {one.Set?.Answer} {one.Set?.Ttl}");
        if (seen is [var (record, set)])
        {
            look.Saw(Api, last, facts, ("record", record), ("answer", set?.Answer ?? "none"), ("ttl", set?.Ttl is { } ttl ? $"{ttl} s" : "none"));
            return;
        }

        look.Saw(Api, last, facts, [("zone", hostedZoneId), ("records", $"{seen.Length}"), .. seen.Select(one => (one.Record, one.Set?.Answer ?? "none"))]);
    }

    private async Task ReadFromAsync(DnsRecord first)
    {
        string? startName = DomainName.Readable(first.Name);
        var startType = first.Type;
        var startIdentifier = first.SetIdentifier;
        do
        {
            var request = new ListResourceRecordSetsRequest { HostedZoneId = hostedZoneId, StartRecordName = startName, StartRecordType = startType, StartRecordIdentifier = startIdentifier };
            last = await look.CallAsync(Api, $"record {first.Name} {first.Type} of hosted zone {hostedZoneId}", (aws, cancel) => aws.Dns.ListResourceRecordSetsAsync(request, cancel));
            foreach (var set in (last.ResourceRecordSets ?? []).Select(RecordSet.From))
            {
                foreach (var record in wanted[(set.Name, set.Type, set.SetIdentifier)])
                {
                    read[record] = new RecordRead(set, null);
                }
            }

            startName = last.NextRecordName;
            startType = last.NextRecordType?.Value ?? first.Type;
            startIdentifier = last.NextRecordIdentifier;
        }
        while (!read.ContainsKey(first) && last.IsTruncated == true && startName is not null && DomainName.Readable(startName) == DomainName.Readable(first.Name) && startType == first.Type);

        // The list begins at or after what was asked for, so what is not on it is not there.
        read.TryAdd(first, new RecordRead(null, null));
    }
}
