using BackoutBot.Core.Releases;

namespace BackoutBot.Core.Plans;

/// <summary>
/// A resource that was read for a plan while nothing was being deployed, and was another when the plan's turn came. Unless a release went out in
/// between, none brought that, so that the next plan leaves it as it is unless a person wants it put back.
/// </summary>
/// <param name="Step">The step that rested on it.</param>
/// <param name="Fact">What moved.</param>
/// <param name="ReadAt">When the plan was made, UTC.</param>
/// <param name="Ran">What ran then; null where that was not read.</param>
public sealed record MovedMeanwhile(PlanStep Step, MovedFact Fact, DateTimeOffset ReadAt, Release? Ran)
{
    /// <summary>What it was when a plan left it as it is, which no release had brought; null before.</summary>
    public string? LeftAs { get; init; }
}
