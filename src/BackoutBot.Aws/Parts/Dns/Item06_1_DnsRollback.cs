using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>6.1 Test DNS rollback for Route 53 entries: the record sets are captured, could be changed back quickly, and answer as they should.</summary>
internal sealed class Item06_1_DnsRollback(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsCheck("6.1", catalogue, clients, time)
{
    private const long GoodTtl = 300;
    private const long MaxTtl = 3600;

    // Route 53 takes five requests a second of an account ("Maximums on API requests", Route 53 Developer Guide).
    private const int AtOnce = 5;

    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        var captured = CapturedRecord.AllOf(context.RestorePoint);
        DnsRecord[] records = [.. resources.Of<DnsRecord>()];
        var inside = await PrivateZonesAsync(records, look);
        var asked = new List<(DnsRecord Record, RecordSet Current)>();
        foreach (var (record, set) in records.Zip(await look.RecordSetsAsync(records)))
        {
            var kept = captured.FirstOrDefault(one => one.IsOf(record));
            if (set is not { } current)
            {
                if (kept is { Set: null })
                {
                    findings.Warn($"There is no record {record.Told}, and there was none when it was captured: what creates it is taken back.", "If there should be one, check its name, type and hosted zone in the plan file.");
                    continue;
                }

                findings.Fail($"There is no record {record.Told}.", "Check its name, type and hosted zone in the plan file.");
                continue;
            }

            if (current.TrafficPolicyInstanceId is { } policy)
            {
                findings.Fail(TrafficPolicy.SentenceOf(record, policy), TrafficPolicy.Fix);
                continue;
            }

            if (kept is null or { Set.IsWhole: false })
            {
                findings.Fail($"{record.Told} is not captured, and Route 53 keeps no history.", "Take a restore point while the record is as it should be.");
                continue;
            }

            JudgeTtl(current, findings);
            var isInside = inside.Contains((record.Account, record.HostedZoneId));
            if (!isInside)
            {
                asked.Add((record, current));
            }

            // TestDNSAnswer "only supports querying public hosted zones" (Route 53 API reference).
            var how = isInside ? " Its hosted zone is private: this is its record, and no answer was asked for." : "";
            findings.Pass((current.Equals(kept.Set)
                ? $"{record.Told} is as captured: {current.Answer}, TTL {current.Ttl} s."
                : $"{record.Told} is {RecordChange.AnswerOf(current, kept.Set)}, and was {RecordChange.AnswerOf(kept.Set, current)} when it was captured.") + how);
        }

        foreach (var some in asked.Chunk(AtOnce))
        {
            foreach (var ((record, current), answer) in some.Zip(await look.DnsAnswersAsync([.. some.Select(one => one.Record)])))
            {
                JudgeAnswer(record, current, answer, findings);
            }
        }
    }

    private static async Task<HashSet<(AwsAccount Account, string HostedZoneId)>> PrivateZonesAsync(IEnumerable<DnsRecord> records, AwsLook look)
    {
        var inside = new HashSet<(AwsAccount Account, string HostedZoneId)>();
        foreach (var zone in records.Select(record => (record.Account, record.HostedZoneId)).Distinct())
        {
            if (await look.In(zone.Account).IsPrivateZoneAsync(zone.HostedZoneId))
            {
                inside.Add(zone);
            }
        }

        return inside;
    }

    private static void JudgeTtl(RecordSet current, Findings findings)
    {
        if (current.Alias is not null || current.Ttl is null or <= GoodTtl)
        {
            return;
        }

        var sentence = $"{DnsRecord.InWords(current.Name, current.Type, current.SetIdentifier)} has a TTL of {current.Ttl} s: resolvers keep the old answer that long.";
        var fix = $"Lower the TTL of {current.Name} to {GoodTtl} s or less, at least {current.Ttl} s before it may have to change.";
        if (current.Ttl > MaxTtl)
        {
            findings.Fail(sentence, fix);
        }
        else
        {
            findings.Warn(sentence, fix);
        }
    }

    private static void JudgeAnswer(DnsRecord record, RecordSet current, Amazon.Route53.Model.TestDNSAnswerResponse answer, Findings findings)
    {
        if (answer.ResponseCode != "NOERROR")
        {
            findings.Fail($"Route 53 answers {answer.ResponseCode} for {record.Told}.", "Check the hosted zone's records.");
            return;
        }

        // An alias answers with what it stands for, and one of several weighted sets with any of them.
        var isPlain = current.Alias is null && current.SetIdentifier is null;
        if (isPlain && !current.AnswersAlike(answer.RecordData ?? []))
        {
            findings.Warn($"Route 53 answers {string.Join(", ", answer.RecordData ?? [])} for {record.Told}, and its record says {current.Answer}.", "A change may be on its way; check again in a minute.");
        }
    }
}
