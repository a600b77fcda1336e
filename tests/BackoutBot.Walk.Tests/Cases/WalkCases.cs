using BackoutBot.Walk.Tests.Endings;

namespace BackoutBot.Walk.Tests.Cases;

/// <summary>Every place of a backout that nobody ends, by every way in which it can be ended there.</summary>
internal static class WalkCases
{
    public static readonly IReadOnlyList<WayToEnd> Ways = [new AbortClose(), new AbortLeave(), new Denial(), new Expiry()];

    public static async Task<IReadOnlyList<WalkCase>> AllAsync()
    {
        await using var walk = await WalkedBackout.BeginAsync();
        await walk.AlarmAsync();
        await walk.ToTheEndAsync();
        return [.. walk.Passed
            .DistinctBy(passed => passed.Boundary)
            .SelectMany(passed => Ways.Where(way => way.IsPossible(passed.State)).Select(way => new WalkCase(passed.Boundary, way)))];
    }

    /// <summary>Some of them, from everywhere.</summary>
    public static IReadOnlyList<WalkCase> Spread(IReadOnlyList<WalkCase> all, int count) =>
        all.Count <= count ? all : [.. Enumerable.Range(0, count).Select(index => all[(int)((long)index * all.Count / count)])];
}
