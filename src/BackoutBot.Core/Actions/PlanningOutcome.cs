using BackoutBot.Core.Plans;

namespace BackoutBot.Core.Actions;

/// <summary>What came of planning one step.</summary>
public abstract record PlanningOutcome
{
    private PlanningOutcome()
    {
    }

    /// <summary>The concrete step.</summary>
    public sealed record Planned(PlanStep Step) : PlanningOutcome
    {
        /// <summary>What the step would do too, if it could: why it does not, and what to do about it. Empty where it does all that it was asked for.</summary>
        public IReadOnlyList<Impossible> Without { get; init; } = [];

        /// <summary>For a step that closes another: the state before it where the other is not in the plan, for people; null where it is the same.</summary>
        public string? BeforeAlone { get; init; }
    }

    /// <summary>There is nothing to take back: the state is already as it should be.</summary>
    /// <param name="Reason">Why, for people.</param>
    public sealed record NotNeeded(string Reason) : PlanningOutcome
    {
        /// <summary>
        /// The step that would leave all as it was read to be. What it rests on is looked at again as that of the plan's steps is, and at the end
        /// whether it is so still; null where that is seen to by others.
        /// </summary>
        public PlanStep? Keeps { get; init; }
    }

    /// <summary>What it would have to know could not be read just now, so that no plan can be made without it; asking again may help.</summary>
    /// <param name="Reason">What is wrong and where, for people.</param>
    /// <param name="Fix">What to do about it.</param>
    public sealed record Unreadable(string Reason, string Fix) : PlanningOutcome;

    /// <summary>It can't be planned.</summary>
    /// <param name="Reason">What is wrong and where, for people.</param>
    /// <param name="Fix">What to do about it.</param>
    public sealed record Impossible(string Reason, string Fix) : PlanningOutcome
    {
        /// <summary>What it leaves as it is because it is somebody else's, and does too once a person says so; null where there is no such thing.</summary>
        public string? Resource { get; init; }
    }
}
