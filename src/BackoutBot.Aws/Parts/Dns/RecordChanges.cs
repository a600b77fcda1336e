namespace BackoutBot.Aws.Parts.Dns;

/// <summary>What <c>route53-revert</c> needs.</summary>
/// <param name="Changes">The record sets to put back.</param>
internal sealed record RecordsInput(IReadOnlyList<RecordChange> Changes);

/// <summary>One record set, from what it was at planning to what it should be.</summary>
/// <param name="HostedZoneId">Its zone.</param>
/// <param name="Before">At planning: the change fails when it is anything else by then.</param>
/// <param name="Target">As it should be.</param>
internal sealed record RecordChange(string HostedZoneId, RecordSet Before, RecordSet Target);

/// <summary>Finds changes of Route 53 again.</summary>
/// <param name="Changes">The ids of the changes; none where the records were found changed already.</param>
/// <param name="OldTtl">How many seconds resolvers may keep the old answers.</param>
/// <param name="At">When the records had changed, UTC.</param>
/// <param name="Reverse">Whether it took the step back.</param>
internal sealed record RecordsHandle(IReadOnlyList<string> Changes, long OldTtl, DateTimeOffset At, bool Reverse)
{
    /// <summary>The hosted zone of each change, in the order of <see cref="Changes"/>; null in what an earlier version wrote.</summary>
    public IReadOnlyList<string>? Zones { get; init; }
}
