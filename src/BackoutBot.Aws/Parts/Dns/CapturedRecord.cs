using System.Text.Json;
using System.Text.Json.Serialization;
using BackoutBot.Aws.Actions;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>A record set as it was.</summary>
/// <param name="HostedZoneId">Its zone.</param>
/// <param name="PlanName">Its name as the plan file spells it.</param>
/// <param name="Set">All of it; null where there was no such record.</param>
internal sealed record CapturedRecord(string HostedZoneId, string PlanName, RecordSet? Set)
{
    /// <summary>The type of a record that did not exist; null for one that did, whose set tells.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    /// <summary>What tells it apart from others of its name, where it did not exist; null for a simple record, and for one whose set tells.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SetIdentifier { get; init; }

    public static CapturedRecord Of(DnsRecord record, RecordSet? set) =>
        new(record.HostedZoneId, record.Name, set) { Type = set is null ? record.Type : null, SetIdentifier = set is null ? record.SetIdentifier : null };

    public CapturedState ToState(string resource) => new(
        Route53RevertAction.ActionName,
        resource,
        $"{resource} → {Set?.AnswerWithTtl ?? "no record"}",
        JsonSerializer.SerializeToElement(this, DnsJson.Default.CapturedRecord));

    public bool IsOf(DnsRecord record) =>
        HostedZoneId == record.HostedZoneId && PlanName == record.Name && (Set?.Type ?? Type) == record.Type && (Set is null ? SetIdentifier : Set.SetIdentifier) == record.SetIdentifier;

    public static IReadOnlyList<CapturedRecord> AllOf(RestorePoint? restorePoint) =>
        [.. (restorePoint?.Of(Route53RevertAction.ActionName) ?? []).Select(state => state.State.TryReadAs(DnsJson.Default.CapturedRecord, out var record) ? record : null).OfType<CapturedRecord>()];
}
