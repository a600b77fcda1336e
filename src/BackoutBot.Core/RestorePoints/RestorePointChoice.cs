using BackoutBot.Core.Releases;

namespace BackoutBot.Core.RestorePoints;

/// <summary>Which point of a service's history to go back to.</summary>
public static class RestorePointChoice
{
    /// <summary>How many proven releases are kept and offered, however long ago they ran.</summary>
    public const int ProvenKept = 3;

    /// <summary>
    /// The newest point of a proven release that differs from the one to leave in something that both have, and that no backout has left, or else the newest of those that are
    /// not proven; null where there is none.
    /// </summary>
    /// <param name="history">The service's points, one a release.</param>
    /// <param name="leaving">The release to leave.</param>
    /// <param name="now">Now, UTC.</param>
    /// <param name="maxAge">How long ago a release may have run for the last time; the newest proven ones may have at any time.</param>
    public static RestorePointOffer? ToLeave(IReadOnlyList<KeptRestorePoint> history, Release leaving, DateTimeOffset now, TimeSpan maxAge)
    {
        KeptRestorePoint[] candidates = [.. Candidates(history, leaving, now, maxAge)];
        return candidates.Length == 0
            ? null
            : candidates.FirstOrDefault(kept => kept.IsProven) is { } proven
            ? new RestorePointOffer(proven, candidates[0] == proven ? null : candidates[0])
            : new RestorePointOffer(candidates[0], Other: null);
    }

    /// <summary>What may be gone back to, the newest first.</summary>
    /// <param name="history">The service's points, one a release.</param>
    /// <param name="leaving">The release to leave; <see cref="Release.Unknown"/> where that is not known.</param>
    /// <param name="now">Now, UTC.</param>
    /// <param name="maxAge">How long ago a release may have run for the last time; the newest proven ones may have at any time.</param>
    public static IEnumerable<KeptRestorePoint> Candidates(IReadOnlyList<KeptRestorePoint> history, Release leaving, DateTimeOffset now, TimeSpan maxAge) =>
        Lasting(history, now - maxAge).Where(kept => kept.LeftBy is null && !kept.Release.BringsNothingTo(leaving)).OrderByDescending(kept => kept.Point.TakenAt);

    /// <summary>Those that are kept: the newest proven releases, and whatever ran since a time.</summary>
    public static IEnumerable<KeptRestorePoint> Lasting(IReadOnlyList<KeptRestorePoint> history, DateTimeOffset since)
    {
        HashSet<string> proven = [.. history.Where(kept => kept.IsProven).OrderByDescending(kept => kept.Point.TakenAt).Take(ProvenKept).Select(kept => kept.Release.Identity)];
        return history.Where(kept => kept.Point.TakenAt >= since || proven.Contains(kept.Release.Identity));
    }
}
