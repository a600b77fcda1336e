namespace BackoutBot.Core.Backouts;

/// <summary>The plan that was up, and what became of it, while another one is asked for that does something else first: a stop, or one step put back.</summary>
/// <param name="Before">The backout as it stood then.</param>
/// <param name="At">When, UTC.</param>
public sealed record SetAside(BackoutState Before, DateTimeOffset At)
{
    /// <summary>The phase that it goes back to where that comes to nothing. What is being deployed is watched, not prepared for.</summary>
    public BackoutPhase Returns => Before.Phase is BackoutPhase.Preparing or BackoutPhase.Ready or BackoutPhase.NotReady ? BackoutPhase.Watching : Before.Phase;

    /// <summary>The backout with that plan up again, as if nothing had been asked for. The wait for its approvals stood still meanwhile.</summary>
    internal BackoutState TakenUp(BackoutState state, DateTimeOffset at) => state with
    {
        Stopping = Before.Stopping,
        Plan = Before.Plan,
        MadeInRound = Before.MadeInRound,
        ReadQuietlyAt = Before.ReadQuietlyAt,
        HasApprovedPlan = Before.HasApprovedPlan,
        PlanningProblems = Before.PlanningProblems,
        IsNothingLeft = Before.IsNothingLeft,
        Moved = Before.Moved,
        Includable = Before.Includable,
        HeldAfter = Before.HeldAfter,
        Drifted = Before.Drifted,
        FoundRunning = Before.FoundRunning,
        IsThereAlready = Before.IsThereAlready,
        Quorum = Before.Quorum,
        Approvals = Before.Approvals,
        ApprovalsExpireAt = Before.ApprovalsExpireAt + (at - At),
        Denial = Before.Denial,
        Steps = Before.Steps,
        Undoing = Before.Undoing,
        Undone = Before.Undone,
        Stopped = Before.Stopped,
        BeforeUndo = Before.BeforeUndo,
        Attested = Before.Attested,
    };
}
