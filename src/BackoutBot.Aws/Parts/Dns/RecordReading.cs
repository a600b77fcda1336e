using Amazon.Route53.Model;
using BackoutBot.Aws.Reading;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>Reads Route 53.</summary>
internal static class RecordReading
{
    /// <summary>The record set, or null where there is none.</summary>
    public static async Task<RecordSet?> RecordSetAsync(this AwsLook look, DnsRecord record)
    {
        const string api = "route53:ListResourceRecordSets";
        var name = DomainName.Readable(record.Name);
        string? startName = name;
        var startType = record.Type;
        var startIdentifier = record.SetIdentifier;
        RecordSet? found = null;
        ListResourceRecordSetsResponse answer;
        do
        {
            var (fromName, fromType, fromIdentifier) = (startName, startType, startIdentifier);
            answer = await look.In(record.Account).CallAsync(
                api,
                $"record {record.Name} {record.Type} of hosted zone {record.HostedZoneId}",
                (aws, cancel) => aws.Dns.ListResourceRecordSetsAsync(
                    new ListResourceRecordSetsRequest
                    {
                        HostedZoneId = record.HostedZoneId,
                        StartRecordName = fromName,
                        StartRecordType = fromType,
                        StartRecordIdentifier = fromIdentifier,
                    },
                    cancel));
            // The list begins at or after what was asked for, so it may hold none of it.
            found = (answer.ResourceRecordSets ?? []).Select(RecordSet.From).FirstOrDefault(set => set.Name == name && set.Type == record.Type && set.SetIdentifier == record.SetIdentifier);
            startName = answer.NextRecordName;
            startType = answer.NextRecordType?.Value ?? record.Type;
            startIdentifier = answer.NextRecordIdentifier;
        }
        while (found is null && answer.IsTruncated == true && startName is not null && DomainName.Readable(startName) == name && startType == record.Type);

        look.Saw(
            api,
            answer,
            [$"{name} {record.Type} {record.SetIdentifier} {found?.Answer} {found?.Ttl}"],
            ("record", $"{name} {record.Type}"),
            ("answer", found?.Answer ?? "none"),
            ("ttl", found?.Ttl is { } ttl ? $"{ttl} s" : "none"));
        return found;
    }

    /// <summary>All record sets of a hosted zone.</summary>
    public static async Task<IReadOnlyList<RecordSet>> RecordSetsAsync(this AwsLook look, string hostedZoneId)
    {
        const string api = "route53:ListResourceRecordSets";
        var sets = new List<RecordSet>();
        var from = new ListResourceRecordSetsRequest { HostedZoneId = hostedZoneId };
        ListResourceRecordSetsResponse answer;
        do
        {
            var page = from;
            answer = await look.CallAsync(api, $"hosted zone {hostedZoneId}", (aws, cancel) => aws.Dns.ListResourceRecordSetsAsync(page, cancel));
            sets.AddRange((answer.ResourceRecordSets ?? []).Select(RecordSet.From));
            from = new ListResourceRecordSetsRequest
            {
                HostedZoneId = hostedZoneId,
                StartRecordName = answer.NextRecordName,
                StartRecordType = answer.NextRecordType,
                StartRecordIdentifier = answer.NextRecordIdentifier,
            };
        }
        while (answer.IsTruncated == true);

        look.Saw(api, answer, sets.Select(set => $"{set.Name} {set.Type} {set.SetIdentifier} {set.Answer} {set.HealthCheckId}"), ("zone", hostedZoneId), ("record sets", $"{sets.Count}"));
        return sets;
    }

    /// <summary>What Route 53's own name servers answer for a record just now.</summary>
    public static async Task<TestDNSAnswerResponse> DnsAnswerAsync(this AwsLook look, DnsRecord record)
    {
        const string api = "route53:TestDNSAnswer";
        var answer = await look.In(record.Account).CallAsync(
            api,
            $"record {record.Name} {record.Type} of hosted zone {record.HostedZoneId}",
            (aws, cancel) => aws.Dns.TestDNSAnswerAsync(new TestDNSAnswerRequest { HostedZoneId = record.HostedZoneId, RecordName = record.Name, RecordType = record.Type }, cancel));
        look.Saw(
            api,
            answer,
            [$"{record.Name} {record.Type} {answer.ResponseCode}", .. (answer.RecordData ?? []).Order(StringComparer.Ordinal)],
            ("record", $"{record.Name} {record.Type}"),
            ("response code", answer.ResponseCode ?? "none"),
            ("answer", string.Join(", ", answer.RecordData ?? [])));
        return answer;
    }

    /// <summary>Whether Route 53's servers all have a change.</summary>
    public static async Task<ChangeInfo> DnsChangeAsync(this AwsLook look, string changeId)
    {
        const string api = "route53:GetChange";
        var answer = await look.CallAsync(
            api,
            $"change {changeId}",
            (aws, cancel) => aws.Dns.GetChangeAsync(new GetChangeRequest { Id = changeId }, cancel));
        look.Saw(api, answer, [$"{changeId} {answer.ChangeInfo.Status?.Value}"], ("change", changeId), ("status", answer.ChangeInfo.Status?.Value ?? "unknown"));
        return answer.ChangeInfo;
    }
}
