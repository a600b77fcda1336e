using BackoutBot.Core.Backouts;
using BackoutBot.Core.Steps;
using BackoutBot.Walk.Tests.Endings;

namespace BackoutBot.Walk.Tests.Cases;

/// <summary>Every place of a backout that nobody ends, by every way in which it can be ended there; then the same with a second plan.</summary>
internal static class WalkCases
{
    private static readonly IReadOnlyList<WayToEnd> Ways =
    [
        new AbortClose(),
        new AbortLeave(),
        new Denial(),
        new Expiry(),
        new FailForGood(halfDone: false, AfterFailure.AbortClose),
        new FailForGood(halfDone: false, AfterFailure.AbortLeave),
        new FailForGood(halfDone: false, AfterFailure.Skip),
        new FailForGood(halfDone: true, AfterFailure.AbortClose),
        new FailForGood(halfDone: true, AfterFailure.AbortLeave),
        new FailForGood(halfDone: true, AfterFailure.Skip),
        new SkipOne(StepPhase.Pending),
        new SkipOne(StepPhase.Running),
        new LostAnswer(last: false),
        new LostAnswer(last: true),
        new LostAndBlind(abort: false),
        new LostAndBlind(abort: true),
        new NoAnswer("throttle"),
        new NoAnswer("fail"),
        new ProviderGone(),
        new Killed(afterCalls: false),
        new Killed(afterCalls: true),
    ];

    public static async Task<IReadOnlyList<WalkCase>> AllAsync()
    {
        var first = await PassedAsync(Rounds.One);
        var cases = new List<WalkCase>(At(Rounds.One, first));
        foreach (var (place, _) in first.Where(passed => Rounds.CanReplan(passed.State)))
        {
            var rounds = new Rounds(place);
            cases.AddRange(At(rounds, await PassedAsync(rounds)));
        }

        return cases;
    }

    /// <summary>Some of them, from everywhere.</summary>
    public static IReadOnlyList<WalkCase> Spread(IReadOnlyList<WalkCase> all, int count) =>
        all.Count <= count ? all : [.. Enumerable.Range(0, count).Select(index => all[(int)((long)index * all.Count / count)])];

    private static IEnumerable<WalkCase> At(Rounds rounds, IReadOnlyList<(Boundary Boundary, BackoutState State)> places) =>
        places.SelectMany(place => Ways.Where(way => way.IsPossible(place.State)).Select(way => new WalkCase(rounds, place.Boundary, way)));

    /// <summary>The places that the present plan's round passes.</summary>
    private static async Task<IReadOnlyList<(Boundary Boundary, BackoutState State)>> PassedAsync(Rounds rounds)
    {
        await using var walk = await WalkedBackout.BeginAsync();
        if (!await rounds.BeginAsync(walk))
        {
            throw new InvalidOperationException($"{rounds}: it stands in {walk.State.Phase}.");
        }

        walk.People = state => ProviderGone.Persistent(walk, state);
        await walk.GoUntilAsync(state => state.IsClosed || state.Phase is BackoutPhase.Unplannable);
        return [.. walk.Passed.Where(passed => rounds == Rounds.One || passed.Boundary.Round > 1).DistinctBy(passed => passed.Boundary)];
    }
}
