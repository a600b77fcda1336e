using System.Text.Json.Serialization;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>What <c>route53-revert</c> needs.</summary>
/// <param name="Changes">The record sets to put back.</param>
internal sealed record RecordsInput(IReadOnlyList<RecordChange> Changes)
{
    /// <summary>The record sets beside them that were read to be as they should be, and are to stay so; null where there are none.</summary>
    public IReadOnlyList<RecordChange>? Kept { get; init; }

    /// <summary>All of them, the changed ones first.</summary>
    [JsonIgnore]
    public IReadOnlyList<RecordChange> All => [.. Changes, .. Kept ?? []];
}

/// <summary>One record set, from what it was at planning to what it should be; one of the two is there.</summary>
/// <param name="HostedZoneId">Its zone.</param>
/// <param name="Before">At planning, null where there was none: the change fails when it is anything else by then.</param>
/// <param name="Target">As it should be; null where there should be none.</param>
internal sealed record RecordChange(string HostedZoneId, RecordSet? Before, RecordSet? Target)
{
    /// <summary>Its name in restore points; null in what an earlier version planned.</summary>
    public string? Resource { get; init; }

    // Without a record, resolvers keep that there is none for the TTL of the zone's SOA record, which is 900 s unless changed ("SOA records", Route 53 Developer Guide).
    private const long NoRecordTtl = 900;

    // An alias has no TTL of its own; that of a load balancer's records is 60 s.
    private const long AliasTtl = 60;

    /// <summary>Whichever of the two is there tells its name and type.</summary>
    [JsonIgnore]
    public RecordSet Known => (Target ?? Before)!;

    /// <summary>Its name and type, and what tells it from others of that name, for people.</summary>
    [JsonIgnore]
    public string Record => DnsRecord.InWords(Known.Name, Known.Type, Known.SetIdentifier);

    /// <summary>What is done where one of the two is missing, for people: a clause.</summary>
    [JsonIgnore]
    public string Does => Before is null ? $"create {Record} again" : $"delete {Record}, which was not there";

    /// <summary>How many seconds resolvers may keep the answer of before.</summary>
    [JsonIgnore]
    public long OldTtl => Before is null ? NoRecordTtl : Before.Ttl ?? AliasTtl;

    /// <summary>What it is before, with whatever tells that from what it is to be, for people.</summary>
    [JsonIgnore]
    public string Was => AnswerOf(Before, Target);

    /// <summary>What it is to be, with whatever tells that from what it is before, for people.</summary>
    [JsonIgnore]
    public string Becomes => AnswerOf(Target, Before);

    /// <summary>What a record set answers, with whatever else tells it from another state of it, for people, be it there or not.</summary>
    public static string AnswerOf(RecordSet? set, RecordSet? other) => set?.Beside(other) ?? "no record";
}

/// <summary>Finds changes of Route 53 again.</summary>
/// <param name="Changes">The ids of the changes; none where the records were found changed already.</param>
/// <param name="OldTtl">How many seconds resolvers may keep the old answers.</param>
/// <param name="At">When the records had changed, UTC.</param>
internal sealed record RecordsHandle(IReadOnlyList<string> Changes, long OldTtl, DateTimeOffset At)
{
    /// <summary>The hosted zone of each change, in the order of <see cref="Changes"/>; null in what an earlier version wrote.</summary>
    public IReadOnlyList<string>? Zones { get; init; }
}
