using Amazon.Route53.Model;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Reading;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>Reads Route 53.</summary>
internal static class RecordReading
{
    /// <summary>The record sets, null where there is none; zone by zone at the same time, and many by one call.</summary>
    /// <exception cref="AwsCallException">One of them could not be read.</exception>
    public static async Task<IReadOnlyList<RecordSet?>> RecordSetsAsync(this AwsLook look, IReadOnlyList<DnsRecord> records)
    {
        var read = await look.ReadAsync(records);
        return [.. records.Select(record => read[record] is { Failure: { } failure } ? throw failure : read[record].Set)];
    }

    /// <summary>The same, where one that can't be read does not hide the others.</summary>
    public static async Task<IReadOnlyDictionary<DnsRecord, RecordRead>> ReadAsync(this AwsLook look, IReadOnlyList<DnsRecord> records)
    {
        var zones = await Task.WhenAll(records.Distinct().GroupBy(record => (record.Account, record.HostedZoneId)).Select(async zone =>
        {
            var walk = new ZoneWalk(look.In(zone.Key.Account), zone.Key.HostedZoneId, zone);
            await walk.GoAsync();
            return walk;
        }));
        foreach (var walk in zones)
        {
            walk.Tell();
        }

        return zones.SelectMany(walk => walk.Read).ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    /// <summary>Whether a hosted zone answers only inside of VPCs.</summary>
    public static async Task<bool> IsPrivateZoneAsync(this AwsLook look, string hostedZoneId)
    {
        const string api = "route53:GetHostedZone";
        var answer = await look.CallAsync(api, $"hosted zone {hostedZoneId}", (aws, cancel) => aws.Dns.GetHostedZoneAsync(new GetHostedZoneRequest { Id = hostedZoneId }, cancel));
        var isPrivate = answer.HostedZone?.Config?.PrivateZone == true;
        look.Saw(api, answer, [$"{answer.HostedZone?.Id} {isPrivate}"], ("zone", hostedZoneId), ("private", isPrivate ? "yes" : "no"));
        return isPrivate;
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

    /// <summary>What Route 53's own name servers answer for records just now; all are asked at once.</summary>
    public static async Task<IReadOnlyList<TestDNSAnswerResponse>> DnsAnswersAsync(this AwsLook look, IReadOnlyList<DnsRecord> records)
    {
        const string api = "route53:TestDNSAnswer";
        var answers = await Task.WhenAll(records.Select(record => look.In(record.Account).CallAsync(
            api,
            $"record {record.Name} {record.Type} of hosted zone {record.HostedZoneId}",
            (aws, cancel) => aws.Dns.TestDNSAnswerAsync(new TestDNSAnswerRequest { HostedZoneId = record.HostedZoneId, RecordName = record.Name, RecordType = record.Type }, cancel))));
        foreach (var (record, answer) in records.Zip(answers))
        {
            look.Saw(
                api,
                answer,
                [$"{record.Name} {record.Type} {answer.ResponseCode}", .. (answer.RecordData ?? []).Order(StringComparer.Ordinal)],
                ("record", $"{record.Name} {record.Type}"),
                ("response code", answer.ResponseCode ?? "none"),
                ("answer", string.Join(", ", answer.RecordData ?? [])));
        }

        return answers;
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
