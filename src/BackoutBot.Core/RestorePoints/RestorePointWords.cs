using System.Globalization;

namespace BackoutBot.Core.RestorePoints;

/// <summary>What is known of a restore point, in the same words wherever it is said.</summary>
public static class RestorePointWords
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm";

    /// <summary>What it is of, such as <c>v2.3.1</c>.</summary>
    public static string Name(KeptRestorePoint kept) => Name(kept.Point);

    /// <summary>What it is of, such as <c>v2.3.1</c>; its time where nothing in it bears a release.</summary>
    public static string Name(RestorePoint point) => point.Release.Components.Count > 0 ? point.Release.Version : $"the state of {Minute(point.TakenAt)}";

    /// <summary>What a person types to choose it: its version, or its time where another point has that version, too, or it is no single word.</summary>
    /// <param name="kept">The point.</param>
    /// <param name="history">All points of the service.</param>
    public static string Handle(KeptRestorePoint kept, IEnumerable<KeptRestorePoint> history) =>
        kept.Release.Components.Count > 0 && !kept.Release.Version.Any(char.IsWhiteSpace) && history.Count(other => other.Release.Version == kept.Release.Version) == 1
            ? kept.Release.Version
            : kept.Point.TakenAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>What a person types to choose how it was within a release, such as <c>v2.3.1 as of 2026-11-24 03:10 UTC</c>.</summary>
    /// <param name="kept">The point.</param>
    /// <param name="revision">One of its dated states.</param>
    public static string Handle(KeptRestorePoint kept, RestorePoint revision) =>
        kept.Release.Components.Count > 0 && !kept.Release.Version.Any(char.IsWhiteSpace) ? $"{kept.Release.Version} as of {Minute(revision.TakenAt)}" : Minute(revision.TakenAt);

    /// <summary>Finds the point that a person means: by its version, by a time at which its release ran, or by both.</summary>
    /// <returns>The point's release and its state at that time; null where none is meant.</returns>
    public static (KeptRestorePoint Kept, RestorePoint Point)? Find(IReadOnlyList<KeptRestorePoint> history, string name)
    {
        // A version may have a blank in it, or look like a time.
        if (history.FirstOrDefault(kept => string.Equals(kept.Release.Version, name, StringComparison.OrdinalIgnoreCase)) is { } versioned)
        {
            return (versioned, versioned.Point);
        }

        if (PointName.Of(name) is not { At: { } at, Version: var version })
        {
            return null;
        }

        // A minute is named, and means all of it.
        DateTimeOffset until = at.AddMinutes(1);
        DateTimeOffset from = at;
        return history
            .Where(kept => version is null || string.Equals(kept.Release.Version, version, StringComparison.OrdinalIgnoreCase))
            .Where(kept => kept.FirstAt < until && kept.Point.TakenAt >= from)
            .Select(kept => (Kept: kept, Point: kept.Dated.FirstOrDefault(point => point.TakenAt < until) ?? kept.Dated.Last()))

            // Two releases may have run in turns: the one that was read in that very minute is meant, or else the one that ran for a shorter time around it.
            .OrderByDescending(one => one.Point.TakenAt >= from && one.Point.TakenAt < until)
            .ThenBy(one => one.Kept.Point.TakenAt - one.Kept.FirstAt)
            .Cast<(KeptRestorePoint, RestorePoint)?>()
            .FirstOrDefault();
    }

    /// <summary>Finds the point that is called so but for the letter before the version's number. It is for reading: what is begun has to be named as it is.</summary>
    public static (KeptRestorePoint Kept, RestorePoint Point)? FindAlike(IReadOnlyList<KeptRestorePoint> history, string name) => name switch
    {
        ['v' or 'V', >= '0' and <= '9', ..] => Find(history, name[1..]),
        [>= '0' and <= '9', ..] => Find(history, $"v{name}"),
        _ => null,
    };

    /// <summary>How the service was with it, such as <c>proven: well for 6 d without a break</c>.</summary>
    public static string Standing(KeptRestorePoint kept) => kept switch
    {
        { LeftBy: { } by } => $"bad: {by} went back from it",
        { IsProven: true } => $"proven: well for {Durations.InWords(kept.LongestWell)} without a break{(kept.Revisions is [var before, ..] && before.TakenAt >= kept.ProvenAt ? $"; part of it was changed since, after {Minute(before.TakenAt)}" : "")}",
        { IsNotMeasured: true } => $"ran {Durations.InWords(kept.Point.TakenAt - kept.FirstAt)}, not measured",
        { LongestWell.Ticks: > 0 } => $"not proven: well for {Durations.InWords(kept.LongestWell)} only",
        _ => $"not proven: seen to run for {Durations.InWords(kept.Point.TakenAt - kept.FirstAt)}",
    };

    /// <summary>All of it in one line.</summary>
    public static string Line(KeptRestorePoint kept) =>
        $"{Name(kept)} · {Standing(kept)} · seen to run {Minute(kept.FirstAt)} to {Minute(kept.Point.TakenAt)}"
        + (kept.Point.Unread.Any() ? $" · {kept.Point.Unread.Count()} of {kept.Point.States.Count} pieces could not be read" : "")
        + (kept.Revisions.IsEmpty ? "" : $" · changed within it {Times(kept.Revisions.Count)}");

    /// <summary>A time as it is said of a point.</summary>
    public static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString($"{TimeFormat} 'UTC'", CultureInfo.InvariantCulture);

    private static string Times(int count) => count == 1 ? "once" : $"{count} times";
}
