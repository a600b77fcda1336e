using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Backouts;

/// <summary>A stop of what is being deployed, while it is up for approval or runs: a small plan of its own before the one that rolls back.</summary>
/// <param name="By">Who asked for it, and so can't approve it.</param>
/// <param name="Reason">Why; null where none was given.</param>
/// <param name="AskedAt">When, UTC.</param>
/// <param name="Before">The backout as it stood then.</param>
public sealed record Stopping(PersonId By, string? Reason, DateTimeOffset AskedAt, BackoutState Before)
{
    /// <summary>What it does and what comes after, for people.</summary>
    public static string InWords(BackoutState state) =>
        $"{string.Join(' ', state.Plan!.Steps.Select(step => $"{step.Title}. {step.Target}."))} The plan to roll back follows.";

    /// <summary>The phase that it goes back to where the stop comes to nothing. What is being deployed is watched, not prepared for.</summary>
    public BackoutPhase Returns => Before.Phase is BackoutPhase.Preparing or BackoutPhase.Ready or BackoutPhase.NotReady ? BackoutPhase.Watching : Before.Phase;

    /// <summary>The backout with the plan that was up before, and what became of it, as if no stop had been asked for. The wait for its approvals stood still meanwhile.</summary>
    internal BackoutState Undone(BackoutState state, DateTimeOffset at) => state with
    {
        Stopping = null,
        Plan = Before.Plan,
        HasApprovedPlan = Before.HasApprovedPlan,
        PlanningProblems = Before.PlanningProblems,
        Moved = Before.Moved,
        Includable = Before.Includable,
        HeldAfter = Before.HeldAfter,
        Drifted = Before.Drifted,
        Quorum = Before.Quorum,
        Approvals = Before.Approvals,
        ApprovalsExpireAt = Before.ApprovalsExpireAt + (at - AskedAt),
        Denial = Before.Denial,
        Steps = Before.Steps,
        Undoing = Before.Undoing,
    };
}
