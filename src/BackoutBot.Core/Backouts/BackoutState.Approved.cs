using System.Collections.Immutable;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;

namespace BackoutBot.Core.Backouts;

// What the plan was that was approved last: it outlives that plan, and what a later one says that nobody approved is none of it.
public sealed partial record BackoutState
{
    /// <summary>What ran when the plan was made that was approved last; null where that was not read, or none was approved.</summary>
    public Release? RanWhenApproved { get; init; }

    /// <summary>Where that plan goes back to, in words; null where none was approved.</summary>
    public string? WentTo { get; init; }

    /// <summary>Whether the release that it goes back to was there already when it was made, or on its way, and no step of this backout had brought it.</summary>
    public bool WasThereWhenApproved { get; init; }

    /// <summary>The steps of the plan that was approved last; they outlive it.</summary>
    public ImmutableList<PlanStep> ApprovedSteps { get; init; } = [];

    /// <summary>The steps of the plan that was approved last which are not done; those that only close what another opens are none of them.</summary>
    public ImmutableList<PlanStep> Unreached { get; init; } = [];

    /// <summary>The steps of the plan file that the plan that was approved last left out.</summary>
    public ImmutableList<LeftOutStep> LeftOut { get; init; } = [];

    /// <summary>The steps of the plan file that it did not need, for what they would bring about was read to be there; where a later planning found nothing left to be done, those that that did not need.</summary>
    public ImmutableList<PlanStep> Unneeded { get; init; } = [];

    /// <summary>From now on it is measured against the plan that was approved; a stop, or one step put back, is none of the way.</summary>
    private BackoutState WithApproved() => Stopping is not null || Undoing is { IsOfOwn: true } ? this with { HasApprovedPlan = true } : this with
    {
        HasApprovedPlan = true,
        RanWhenApproved = FoundRunning,
        WentTo = FromTo.Goal(this),
        WasThereWhenApproved = IsThereAlready,
        ApprovedSteps = [.. Plan!.Steps],
        Unneeded = [.. Plan.Unneeded ?? []],
        Unreached = [.. Plan.Steps.Where(step => !ClosesWhatThisBackoutOpens(step))],
        LeftOut = [.. Plan.LeftOut ?? []],
    };
}
