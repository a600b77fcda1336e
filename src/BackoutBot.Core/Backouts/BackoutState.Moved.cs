using System.Collections.Immutable;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Core.Backouts;

public sealed partial record BackoutState
{
    /// <summary>Whether what moved for one of the plans, and was read to be so now, is left as it is: no release that went out since may have brought it.</summary>
    /// <param name="moved">What moved.</param>
    /// <param name="present">What it is now.</param>
    /// <param name="running">What runs now, or is being deployed.</param>
    public bool IsLeftAsMoved(MovedMeanwhile moved, string present, Release running) =>
        present == moved.LeftAs || moved.Ran is not { Components.Count: > 0 } ran || running.Components.Count == 0 || running.IsSameAs(ran) || FromTo.HasBrought(this, running);

    /// <summary>With what moved, unless what a release step rests on did, too: then something was deployed, which may have moved it.</summary>
    private BackoutState WithMoved(IReadOnlyList<MovedFact> facts)
    {
        if (ReadQuietlyAt is not { } readAt || facts.Any(fact => fact.Resource is null && PlannedStep(fact) is { } step && BearsRelease(step)))
        {
            return this;
        }

        return this with
        {
            MovedMeanwhile = MovedMeanwhile.AddRange(
                from fact in facts
                let step = PlannedStep(fact)
                where fact.Resource is not null && step is not null
                select new MovedMeanwhile(step, fact, readAt, FoundRunning)),
        };
    }

    /// <summary>What a plan leaves as it is was brought by no release that went out until then.</summary>
    private ImmutableList<MovedMeanwhile> WithLeft(IReadOnlyList<MovedResource> left) =>
    [
        .. MovedMeanwhile.Select(moved => left.FirstOrDefault(one => one.When is MovedWhen.SincePlanned && one.Action == moved.Step.Action && one.Resource == moved.Fact.Resource) is { } seen
            ? moved with { LeftAs = seen.Now }
            : moved),
    ];

    private PlanStep? PlannedStep(MovedFact fact) => Plan?.Find(fact.Step) ?? Plan?.Unneeded?.FirstOrDefault(step => step.Id == fact.Step);
}
