using BackoutBot.Core.Releases;

namespace BackoutBot.Core.RestorePoints;

/// <summary>Which point of a service's history to go back to.</summary>
public static class RestorePointChoice
{
    /// <summary>The newest point of a release that is neither the one to leave nor one that a backout has left; null where there is none.</summary>
    /// <param name="history">The service's points, one a release.</param>
    /// <param name="leaving">The release to leave.</param>
    /// <param name="now">Now, UTC.</param>
    /// <param name="maxAge">How long ago a point may have been true for the last time.</param>
    public static RestorePoint? ToLeave(IEnumerable<KeptRestorePoint> history, Release leaving, DateTimeOffset now, TimeSpan maxAge) =>
        history
            .Where(kept => kept.LeftBy is null && now - kept.Point.TakenAt <= maxAge && !leaving.IsSameAs(kept.Point.Release))
            .Select(kept => kept.Point)
            .MaxBy(point => point.TakenAt);
}
