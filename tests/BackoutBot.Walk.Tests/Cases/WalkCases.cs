using BackoutBot.Core.Backouts;
using BackoutBot.Core.Steps;
using BackoutBot.Walk.Tests.Endings;
using BackoutBot.Walk.Tests.Plans;

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

    /// <param name="plan">The plan file to go by.</param>
    /// <param name="rounds">At how many places of the first plan, spread over it, the second begins.</param>
    public static async Task<IReadOnlyList<WalkCase>> AllAsync(WalkedPlan plan, int rounds)
    {
        var first = await PassedAsync(plan, Rounds.One);
        var cases = new List<WalkCase>([.. At(plan, Rounds.One, first), .. At(plan, Rounds.StopFirst, await PassedAsync(plan, Rounds.StopFirst))]);
        var causes = Enum.GetValues<NewPlan>().SelectMany(cause => first.Where(passed => Rounds.IsPossible(cause, passed.Boundary, passed.State)).Select(passed => new Rounds(passed.Boundary, cause)));
        foreach (var second in Spread([.. causes], rounds))
        {
            cases.AddRange(At(plan, second, await PassedAsync(plan, second)));
        }

        return cases;
    }

    /// <summary>Some of them, from everywhere.</summary>
    public static IReadOnlyList<T> Spread<T>(IReadOnlyList<T> all, int count) =>
        all.Count <= count ? all : [.. Enumerable.Range(0, count).Select(index => all[(int)((long)index * all.Count / count)])];

    private static IEnumerable<WalkCase> At(WalkedPlan plan, Rounds rounds, IReadOnlyList<(Boundary Boundary, BackoutState State)> places) =>
        places.SelectMany(place => Ways.Where(way => way.IsPossible(place.State)).Select(way => new WalkCase(plan, rounds, place.Boundary, way)));

    /// <summary>The places that the present plan's round passes.</summary>
    private static async Task<IReadOnlyList<(Boundary Boundary, BackoutState State)>> PassedAsync(WalkedPlan plan, Rounds rounds)
    {
        await using var walk = await WalkedBackout.BeginAsync(plan);
        if (!await rounds.BeginAsync(walk))
        {
            // What somebody else does need not touch what is left of the plan.
            return rounds.Cause is NewPlan.Asked ? throw new InvalidOperationException($"{rounds}: it stands in {walk.State.Phase}.") : [];
        }

        // How many plans were made before the present one, of which nothing is walked.
        var before = rounds.Place is null ? 0 : walk.State.PlanRound - 1;
        walk.People = state => ProviderGone.Persistent(walk, state);
        await walk.GoUntilAsync(state => state.IsClosed || state.Phase is BackoutPhase.Unplannable);
        return [.. walk.Passed.Where(passed => rounds == Rounds.One || passed.Boundary.Round > before).DistinctBy(passed => passed.Boundary)];
    }
}
