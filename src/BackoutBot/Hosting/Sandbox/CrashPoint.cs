using System.Globalization;
using System.Text.RegularExpressions;
using BackoutBot.Runtime.Backouts;

namespace BackoutBot.Hosting.Sandbox;

/// <summary>A journal append at which a drill kills the process.</summary>
/// <param name="Before">Right before the append; else right after it is on disk.</param>
/// <param name="Backout">The backout whose version <paramref name="Number"/> is; null where it counts this process's appends.</param>
/// <param name="Number">The version that the append reaches or passes, or the append's number.</param>
internal sealed partial record CrashPoint(bool Before, string? Backout, long Number)
{
    /// <summary>How it is written, for messages.</summary>
    public const string Format = "write before:N or after:N for this process's Nth append, or before:BACKOUT:N or after:BACKOUT:N for a version of a backout's journal, such as before:checkout-api-1:7";

    /// <summary>Reads it; null where it is not written so.</summary>
    public static CrashPoint? Parse(string text) => Pattern().Match(text) is { Success: true } match
        ? new CrashPoint(
            match.Groups["side"].ValueSpan is "before",
            match.Groups["backout"] is { Success: true } backout ? backout.Value : null,
            long.Parse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
        : null;

    /// <summary>Whether the append is the one. It may write several events at once, so a version can be passed without being stood on.</summary>
    public bool IsAt(JournalBoundary boundary) => Backout is null
        ? boundary.Count == Number
        : boundary.Backout.Value == Backout && boundary.Version >= Number && boundary.Version - boundary.Events.Count < Number;

    [GeneratedRegex(@"^(?<side>before|after):((?<backout>[a-z0-9-]+):)?(?<number>[1-9][0-9]{0,9})\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
