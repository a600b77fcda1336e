using System.Globalization;
using System.Text.RegularExpressions;

namespace BackoutBot.Core.RestorePoints;

/// <summary>What a person calls a restore point by: a version, a time, or a version as it was at a time.</summary>
/// <param name="Version">The version; null where only a time is named.</param>
/// <param name="At">The minute that is named, UTC; null where only a version is.</param>
public sealed partial record PointName(string? Version, DateTimeOffset? At)
{
    private const string Minute = "yyyy-MM-dd HH:mm";

    /// <summary>Parts the name of a point from what follows it.</summary>
    /// <param name="text">What the person typed: the name first.</param>
    public static (string Name, string More) Split(string text)
    {
        Match match = Name().Match(text);
        return (match.Value.Trim(), text[match.Length..].Trim());
    }

    /// <summary>Reads a name.</summary>
    public static PointName Of(string name)
    {
        Match match = Name().Match(name);
        return new PointName(
            match.Groups["version"] is { Success: true, Value: var version } ? version : null,
            match.Groups["date"] is { Success: true } date && DateTime.TryParseExact($"{date.Value} {match.Groups["time"].Value}", Minute, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime at) ? new DateTimeOffset(at) : null);
    }

    // As the list of points says it, as the card does, and as people and machines write times: the seconds, the zone and what joins both may be there.
    [GeneratedRegex(@"^\s*(?:(?:(?<date>\d{4}-\d\d-\d\d)[T\s]\s*(?<time>\d\d:\d\d)(?::\d\d)?\s*(?:UTC|Z)?(?!\S))|(?<version>\S+)(?:\s+(?:as\s+it\s+was\s+(?:until|at)|as\s+of|until|of|at)?\s*(?<date>\d{4}-\d\d-\d\d)[T\s]\s*(?<time>\d\d:\d\d)(?::\d\d)?\s*(?:UTC|Z)?(?!\S))?)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
