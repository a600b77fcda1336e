using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;

namespace BackoutBot.Core.RestorePoints;

/// <summary>A restore point of a service's history: that of one release, and how the service was with it.</summary>
/// <param name="Point">The point, as it was read last while the release ran.</param>
/// <param name="LeftBy">The backout that went back from this release, so that it is nothing to go back to; null where none did.</param>
public sealed record KeptRestorePoint(RestorePoint Point, BackoutId? LeftBy)
{
    /// <summary>How many earlier states of one release are kept.</summary>
    public const int MostRevisions = 5;

    /// <summary>When the release was first read to run, UTC.</summary>
    public DateTimeOffset FirstAt { get; init; } = Point.TakenAt;

    /// <summary>Since when the service has been well without a break, as far as it was read, UTC; null where it was not well when it was read last.</summary>
    public DateTimeOffset? WellSince { get; init; }

    /// <summary>When it was last seen to be well, UTC; null where it never was.</summary>
    public DateTimeOffset? WellAt { get; init; }

    /// <summary>The longest time for which the service was well without a break.</summary>
    public TimeSpan LongestWell { get; init; }

    /// <summary>When it was proven, UTC; null where it is not.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>Whether the service had nothing by which to tell whether it was well.</summary>
    public bool IsNotMeasured { get; init; }

    /// <summary>How it was earlier while the same release ran, the newest first: somebody changed a resource in between.</summary>
    public ImmutableList<RestorePoint> Revisions { get; init; } = [];

    /// <summary>
    /// How it was when it was read last, where that is nothing to go back to, for the service was not well or held what a backout left; null where
    /// <see cref="Point"/> is that.
    /// </summary>
    public RestorePoint? Seen { get; init; }

    /// <summary>The release that it is of.</summary>
    [JsonIgnore]
    public Release Release => Point.Release;

    /// <summary>Whether the service was well with it for long enough.</summary>
    [JsonIgnore]
    public bool IsProven => ProvenAt is not null;

    /// <summary>The first point of a release.</summary>
    public static KeptRestorePoint First(RestorePointReading reading) => new KeptRestorePoint(reading.Point, LeftBy: null) { Seen = reading.Seen }.With(reading, previousAt: null);

    /// <summary>The same after another reading under the same release; unchanged where the reading is the older one.</summary>
    public KeptRestorePoint Renewed(RestorePointReading reading)
    {
        if (reading.Point.TakenAt < Point.TakenAt)
        {
            return this;
        }

        RestorePoint renewed = Point.RenewedBy(reading.Point);
        return (this with
        {
            Point = renewed,
            Seen = reading.Seen,
            Revisions = Point.HoldsTheSameAs(renewed) ? Revisions : Revisions.Insert(0, Point).Take(MostRevisions).ToImmutableList(),
        }).With(reading, Point.TakenAt);
    }

    /// <summary>The same once a backout went back from it: it has to be proven anew.</summary>
    public KeptRestorePoint Left(BackoutId by) => this with { LeftBy = by, WellSince = null, WellAt = null, LongestWell = TimeSpan.Zero, ProvenAt = null };

    /// <summary>The same once an approver answered for going back to it again.</summary>
    public KeptRestorePoint Cleared() => this with { LeftBy = null };

    /// <summary>The same once something bad was heard of the service: what it was well for ends there.</summary>
    public KeptRestorePoint Troubled() => this with { WellSince = null };

    /// <summary>The states of this release, each as it was read at one time, the newest first.</summary>
    public IEnumerable<RestorePoint> Dated => [Point, .. Revisions];

    /// <summary>All that was read and is kept, the newest first.</summary>
    [JsonIgnore]
    public IEnumerable<RestorePoint> Readings => Seen is { } seen ? Dated.Prepend(seen) : Dated;

    private KeptRestorePoint With(RestorePointReading reading, DateTimeOffset? previousAt)
    {
        DateTimeOffset at = reading.Point.TakenAt;
        switch (reading.Wellness)
        {
            case Wellness.Well:
                bool goesOn = WellSince is not null && at - (WellAt ?? previousAt) <= reading.Rules.LongestGap;
                DateTimeOffset since = goesOn ? WellSince!.Value : at;
                TimeSpan length = at - since;
                bool proven = length >= reading.Rules.ProvenAfter;
                return this with
                {
                    WellSince = since,
                    WellAt = at,
                    LongestWell = length > LongestWell ? length : LongestWell,
                    ProvenAt = ProvenAt ?? (proven ? at : null),
                    LeftBy = proven ? null : LeftBy,
                    IsNotMeasured = false,
                };
            case Wellness.Unwell:
                return this with { WellSince = null, IsNotMeasured = false };
            case Wellness.NotMeasured:
                return this with { WellSince = null, IsNotMeasured = true };
            default:
                return this;
        }
    }
}
