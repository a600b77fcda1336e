using System.Collections.Immutable;

namespace BackoutBot.Core.RestorePoints;

/// <summary>What is stored of a kept restore point beside the point itself. What an earlier version kept has none of it.</summary>
internal sealed record RestorePointHistory
{
    public DateTimeOffset? FirstAt { get; init; }

    public DateTimeOffset? WellSince { get; init; }

    public DateTimeOffset? WellAt { get; init; }

    public TimeSpan LongestWell { get; init; }

    public DateTimeOffset? ProvenAt { get; init; }

    public bool IsNotMeasured { get; init; }

    public ImmutableList<RestorePoint>? Revisions { get; init; }

    public RestorePoint? Seen { get; init; }

    public static RestorePointHistory Of(KeptRestorePoint kept) => new()
    {
        FirstAt = kept.FirstAt,
        WellSince = kept.WellSince,
        WellAt = kept.WellAt,
        LongestWell = kept.LongestWell,
        ProvenAt = kept.ProvenAt,
        IsNotMeasured = kept.IsNotMeasured,
        Revisions = kept.Revisions,
        Seen = kept.Seen,
    };

    public KeptRestorePoint To(KeptRestorePoint kept) => kept with
    {
        FirstAt = FirstAt ?? kept.Point.TakenAt,
        WellSince = WellSince,
        WellAt = WellAt,
        LongestWell = LongestWell,
        ProvenAt = ProvenAt,
        IsNotMeasured = IsNotMeasured,
        Revisions = Revisions ?? [],
        Seen = Seen,
    };
}
