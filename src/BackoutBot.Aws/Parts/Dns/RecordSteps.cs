using System.Text.Json;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>The steps of a plan that are about records, and what they rest on.</summary>
internal static class RecordSteps
{
    /// <summary>How long Route 53 takes: "Changes generally propagate to all Route 53 name servers within 60 seconds" (ChangeResourceRecordSets, Route 53 API reference).</summary>
    public static readonly TimeSpan Propagation = TimeSpan.FromSeconds(60);

    /// <summary>The step that leaves records as they are.</summary>
    public static PlanStep Keeping(StepId id, IReadOnlyList<StepId> after, IReadOnlyList<RecordChange> kept) => new(
        id,
        Route53RevertAction.ActionName,
        after,
        $"{string.Join(", ", kept.Select(record => record.Record))} as captured",
        RecordChangesWords.Told(kept, record => record.Was),
        RecordChangesWords.Told(kept, record => record.Becomes),
        TimeSpan.Zero,
        Reversibility.Reversible,
        "",
        DataLossWindow: null,
        ApprovalsNeeded: 1,
        JsonSerializer.SerializeToElement(new RecordsInput([]) { Kept = kept }, DnsJson.Default.RecordsInput))
    {
        Basis = [.. kept.Select(record => FactOf(record, record.Before))],
    };

    /// <summary>The step that changes records, beside others that are to stay as they are.</summary>
    public static PlanStep PuttingBack(StepId id, IReadOnlyList<StepId> after, IReadOnlyList<RecordChange> changes, IReadOnlyList<RecordChange> kept)
    {
        var ttl = changes.Max(change => change.OldTtl);
        return new PlanStep(
            id,
            Route53RevertAction.ActionName,
            after,
            RecordChangesWords.Title(changes),
            RecordChangesWords.Told(changes, change => change.Was),
            RecordChangesWords.Told(changes, change => change.Becomes),
            Propagation + TimeSpan.FromSeconds(ttl),
            Reversibility.Reversible,
            $"{RecordChangesWords.Deletes(changes)}Resolvers may keep the old answer for {ttl} s, and some clients for longer.",
            DataLossWindow: null,
            ApprovalsNeeded: 1,
            JsonSerializer.SerializeToElement(new RecordsInput(changes) { Kept = kept.Count > 0 ? kept : null }, DnsJson.Default.RecordsInput))
        {
            Basis = [.. changes.Select(change => FactOf(change, change.Before) with { Done = InWords(change.Target) }), .. kept.Select(record => FactOf(record, record.Before))],
            Settling = TimeSpan.FromSeconds(ttl),
        };
    }

    /// <summary>What a record is, as a step rests on it.</summary>
    public static BasisFact FactOf(RecordChange change, RecordSet? current) => new(change.Record, InWords(current)) { Resource = change.Resource };

    private static string InWords(RecordSet? set) => set is null ? "gone" : set.Ttl is { } ttl ? $"{set.Answer} (TTL {ttl} s)" : set.Answer;
}
