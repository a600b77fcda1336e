using System.Text.Json;
using System.Text.Json.Serialization;
using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>A record set as it was.</summary>
/// <param name="HostedZoneId">Its zone.</param>
/// <param name="PlanName">Its name as the plan file spells it.</param>
/// <param name="Set">All of it.</param>
internal sealed record CapturedRecord(string HostedZoneId, string PlanName, RecordSet Set)
{
    /// <summary>What the restore point calls it: weighted and similar sets of one name are told apart by their identifier.</summary>
    [JsonIgnore]
    public string Resource => Set.SetIdentifier is { } set ? $"{Set.Name} {Set.Type} {set}" : $"{Set.Name} {Set.Type}";

    public CapturedState ToState() => new(
        Route53RevertAction.ActionName,
        Resource,
        $"{Set.Name} {Set.Type} → {Set.Answer}",
        JsonSerializer.SerializeToElement(this, DnsJson.Default.CapturedRecord));

    public bool IsOf(DnsRecord record) =>
        HostedZoneId == record.HostedZoneId && PlanName == record.Name && Set.Type == record.Type && Set.SetIdentifier == record.SetIdentifier;

    public static IReadOnlyList<CapturedRecord> AllOf(RestorePoint? restorePoint) =>
        [.. (restorePoint?.Of(Route53RevertAction.ActionName) ?? []).Select(state => state.State.TryReadAs(DnsJson.Default.CapturedRecord, out var record) ? record : null).OfType<CapturedRecord>()];
}
