using System.Text.Json.Nodes;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Runbooks;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Runbooks;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>Putting records back by hand: a change names all of what it replaces, so it fails whole where that is not so any more.</summary>
internal static class RecordsRunbook
{
    /// <summary>The changes zone by zone, each with a look before and after.</summary>
    /// <param name="records">What the step changes.</param>
    /// <param name="backout">For which backout.</param>
    /// <param name="accountOf">The account of a hosted zone.</param>
    public static StepRunbook Of(RecordsInput records, BackoutId backout, Func<string, AwsAccount> accountOf)
    {
        var links = new List<RunbookLink>();
        var lines = new List<RunbookLine>();
        foreach (var zone in records.Changes.GroupBy(change => change.HostedZoneId, StringComparer.Ordinal))
        {
            var account = accountOf(zone.Key);
            links.Add(ConsoleLinks.Records(account, zone.Key));
            var looks = zone.Select(change => (change, Command: AwsCommandLine.GlobalCall(
                account,
                "route53 list-resource-record-sets",
                ("hosted-zone-id", zone.Key),
                ("start-record-name", change.Known.Name),
                ("start-record-type", change.Known.Type),
                ("max-items", "5")))).ToArray();
            lines.AddRange(looks.Select(look => new RunbookLine(
                $"In account {account.Id}: is {look.change.Record} still {look.change.Was}? If it is anything else, the next line changes nothing",
                look.Command,
                Changes: false)));
            foreach (var together in RecordBatches.Of(zone))
            {
                var batch = new JsonObject
                {
                    ["Comment"] = $"by hand for {backout}",
                    ["Changes"] = new JsonArray([.. together.SelectMany(change => Change("DELETE", change.Before)), .. together.SelectMany(change => Change("CREATE", change.Target))]),
                };
                lines.Add(new RunbookLine(
                    $"In account {account.Id}: {string.Join("; ", together.Select(change => $"{change.Record}: {change.Was} → {change.Becomes}"))}",
                    AwsCommandLine.GlobalCall(account, "route53 change-resource-record-sets", ("hosted-zone-id", zone.Key), ("change-batch", AwsCommandLine.Structure(batch))),
                    Changes: true));
            }

            lines.AddRange(looks.Select(look => new RunbookLine($"In account {account.Id}: see that {look.change.Record} is {look.change.Becomes}", look.Command, Changes: false)));
        }

        return new StepRunbook(links, lines);

        static IEnumerable<JsonNode> Change(string action, RecordSet? set) => set is null ? [] : [new JsonObject { ["Action"] = action, ["ResourceRecordSet"] = set.ToStructure() }];
    }
}
