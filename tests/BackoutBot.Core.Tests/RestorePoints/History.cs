using System.Text.Json;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Core.Tests.RestorePoints;

/// <summary>Makes readings of a service that has one deployment group and some records.</summary>
internal static class History
{
    internal static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly RestorePointRules Rules = new(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(11), TimeSpan.FromDays(30));

    internal static RestorePointReading Reading(string version, double minutes, Wellness wellness = Wellness.Well, params CapturedState[] records) =>
        new(Point(version, minutes, records), wellness, Rules);

    internal static RestorePoint Point(string version, double minutes, params CapturedState[] records) => new(
        Noon.AddMinutes(minutes),
        [new CapturedState("deploy", "shop", version, JsonSerializer.SerializeToElement(version)) { Release = ReleaseOf(version).Components[0] }, .. records],
        []);

    internal static CapturedState Record(string name, string answer) => new("records", name, $"{name} → {answer}", JsonSerializer.SerializeToElement(answer));

    internal static Release ReleaseOf(string version) => new([new ReleaseComponent("shop", $"s3://{version}", version)]);

    /// <summary>The point of a release after its readings.</summary>
    internal static KeptRestorePoint Kept(params RestorePointReading[] readings) =>
        readings.Skip(1).Aggregate(KeptRestorePoint.First(readings[0]), (kept, reading) => kept.Renewed(reading));

    /// <summary>A release that was well at each ten minutes of a while.</summary>
    internal static KeptRestorePoint WellFor(string version, int from, int minutes) =>
        Kept([.. Enumerable.Range(0, (minutes / 10) + 1).Select(at => Reading(version, from + (at * 10)))]);
}
