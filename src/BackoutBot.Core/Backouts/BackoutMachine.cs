using BackoutBot.Core.StateMachines;
using Stateless.Reflection;
using static BackoutBot.Core.Backouts.BackoutPhase;
using static BackoutBot.Core.Backouts.BackoutTrigger;

namespace BackoutBot.Core.Backouts;

/// <summary>The state machine of a backout.</summary>
public static class BackoutMachine
{
    private const string WithOpen = "by what stands open";
    private const string WithActed = "by what was done";
    private const string WithStopped = "by what was stopped";
    private const string WithBefore = "by where it was before";

    /// <summary>The machine's shape, for the diagram in the docs and the console.</summary>
    public static StateMachineInfo Info => Build(Watching, new BackoutFacts { Outcome = RolledBack }).Info;

    /// <summary>The phases that are states; the others only group them.</summary>
    public static IReadOnlyList<BackoutPhase> Leaves { get; } =
        [.. Enum.GetValues<BackoutPhase>().Where(phase => phase is not (Declared or RollingBack or Closed))];

    /// <summary>The phase that groups this one; null where none does.</summary>
    public static BackoutPhase? Outer(BackoutPhase phase) => phase switch
    {
        Planning or Unplannable or AwaitingApproval => Declared,
        Running or Paused or Blocked or Ending => RollingBack,
        RolledBack or RolledBackInPart or StoodDown or NotNeeded or Abandoned => Closed,
        _ => null,
    };

    /// <summary>What a trigger does in a phase. Every pair is decided.</summary>
    /// <param name="phase">The present phase, one of <see cref="Leaves"/>.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="facts">What the answer depends on beside the phase.</param>
    public static Ruling<BackoutPhase> Fire(BackoutPhase phase, BackoutTrigger trigger, BackoutFacts facts) => Build(phase, facts).Fire(trigger);

    private static DecidedMachine<BackoutPhase, BackoutTrigger> Build(BackoutPhase phase, BackoutFacts facts)
    {
        const string InFlight = "A step is at work on AWS. Pause, let it end (or skip it, if you take it over), then ask again.";
        const string StillAtWork = "A step is still at work on AWS. Let it end (or skip it, if you take it over), then ask again.";
        const string NoPlan = "No plan is up for approval.";
        const string NothingRuns = "No step is running.";
        const string Requested = "A backout was requested already: see the card.";
        const string NotApproved = "No plan is approved: have it planned again, or abort.";
        const string NothingOpen = "Nothing stands open that could be left: abort instead.";
        const string IsEnding = "The backout is being ended: what it put up is taken away. Retry a step that failed, or say that it stays: leave.";
        const string StopFirst = "The plan has been carried out. Where something is being deployed again: have it planned again, then say stop.";
        bool Still() => !facts.StepInFlight;
        bool IsMade() => !facts.StepAtWork;
        bool HasPlan() => facts.HasApprovedPlan;
        bool HasOpen() => facts.HasOpenBrackets;
        BackoutPhase GivenUp() => facts.HasOpenBrackets ? Ending : Reviewing;

        // What an undo deploys and a person had stopped is deployed again by nothing but a person's word.
        BackoutPhase AfterStop() => facts.IsStopOfUndo ? Blocked : Planning;
        BackoutPhase Unapproved() => facts.HasActed ? Blocked : Reviewing;

        var backout = new DecidedMachine<BackoutPhase, BackoutTrigger>(phase);

        // Phases 1 to 10, before a deployment.
        backout.In(Preparing)
            .Go(ChecksPass, Ready)
            .Go(ChecksFail, NotReady)
            .Go(Deploy, Watching)
            .Go(Trouble, Watching)
            .Go(Start, Planning)
            .Go(Stop, AwaitingApproval)
            .Go(Dismiss, NotNeeded)
            .Ignore(Prepare, Signal)
            .Refuse(NoPlan, Approve, Deny, Replan)
            .Refuse(NothingRuns, Pause, Resume, Retry, Skip, Accept, Abort, Leave)
            .Ignore(AllQuiet, Propose, PlanFail, ReachQuorum, Expire, StepBlock, Drift, StepsEnd, StopDone, UndoDone, StopOff, UndoOff, Prove, ProofExpire, Review);

        foreach (BackoutPhase ready in (ReadOnlySpan<BackoutPhase>)[Ready, NotReady])
        {
            // An attestation may be what was missing.
            var checkedOut = ready is NotReady ? backout.In(ready).Go(ChecksPass, Ready) : backout.In(ready).Ignore(ChecksPass);
            checkedOut
                .Go(Prepare, Preparing)
                .Go(Deploy, Watching)
                .Go(Trouble, Watching)
                .Go(Start, Planning)
                .Go(Stop, AwaitingApproval)
                .Go(Dismiss, NotNeeded)
                .Ignore(Signal, ChecksFail)
                .Refuse(NoPlan, Approve, Deny, Replan)
                .Refuse(NothingRuns, Pause, Resume, Retry, Skip, Accept, Abort, Leave)
                .Ignore(AllQuiet, Propose, PlanFail, ReachQuorum, Expire, StepBlock, Drift, StepsEnd, StopDone, UndoDone, StopOff, UndoOff, Prove, ProofExpire, Review);
        }

        // A deployment runs, or an alarm went off.
        backout.In(Watching)
            .Go(Start, Planning)
            .Go(Stop, AwaitingApproval)
            .Go(Dismiss, NotNeeded)
            .Go(AllQuiet, NotNeeded)
            .Ignore(Signal, Deploy, Trouble, ChecksPass, ChecksFail)
            .Refuse("A deployment or an alarm is being watched: it is too late to prepare.", Prepare)
            .Refuse("No plan is up for approval. Start the backout first.", Approve, Deny, Replan)
            .Refuse(NothingRuns, Pause, Resume, Retry, Skip, Accept)
            .Refuse("No backout was requested. Say that none is needed instead.", Abort, Leave)
            .Ignore(Propose, PlanFail, ReachQuorum, Expire, StepBlock, Drift, StepsEnd, StopDone, UndoDone, StopOff, UndoOff, Prove, ProofExpire, Review);

        // Somebody asked for a backout.
        backout.In(Declared)
            .GoTo(Abort, GivenUp, WithOpen, Reviewing, Ending)
            .GoIf(Leave, Reviewing, HasOpen, NothingOpen)
            .Ignore(Signal, Deploy, Trouble, ChecksPass, ChecksFail, AllQuiet)
            .Ignore(StepBlock, Drift, StepsEnd, StopDone, UndoDone, Prove, ProofExpire, Review);

        backout.In(Planning)
            .Within(Declared)
            .Go(Stop, AwaitingApproval)
            .Go(Propose, AwaitingApproval)
            .Go(PlanFail, Unplannable)
            .Go(StepsEnd, Validating)
            .GoTo(UndoOff, () => facts.BeforeUndo, WithBefore, Unplannable, AwaitingApproval, Paused, Blocked, Validating, Unproven)
            .Ignore(ReachQuorum, Expire, StopOff)
            .Refuse(Requested, Start, Prepare, Dismiss)
            .Refuse("The plan is still being made.", Approve, Deny, Replan)
            .Refuse(NothingRuns, Pause, Resume, Retry, Skip, Accept);

        backout.In(Unplannable)
            .Within(Declared)
            .Go(Replan, Planning)
            .Go(Stop, AwaitingApproval)
            .Ignore(Propose, PlanFail, ReachQuorum, Expire, StopOff, UndoOff)
            .Refuse("A backout was requested already, and no plan could be made for it: see the card. To have it planned again, say: replan", Start)
            .Refuse(Requested, Prepare, Dismiss)
            .Refuse("There is no plan: what stands in its way is on the card. Mend it, then have it planned again.", Approve, Deny)
            .Refuse(NothingRuns, Pause, Resume, Retry, Skip, Accept);

        backout.In(AwaitingApproval)
            .Within(Declared)
            .Go(ReachQuorum, Running)
            .GoTo(Deny, Unapproved, WithActed, Reviewing, Blocked)
            .GoTo(Expire, Unapproved, WithActed, Reviewing, Blocked)
            .Go(Replan, Planning)
            .GoTo(StopOff, () => facts.BeforeStop, WithBefore, Watching, Planning, Unplannable, Paused, Blocked)
            .GoTo(UndoOff, () => facts.BeforeUndo, WithBefore, Unplannable, Paused, Blocked, Validating, Unproven)
            .Ignore(Approve, Propose, PlanFail, Stop)
            .Refuse(Requested, Start, Prepare, Dismiss)
            .Refuse("No step runs before the plan is approved.", Pause, Resume, Retry, Skip, Accept);

        // Phase 11: approved steps run. What they put up is taken away before the backout ends, whichever way it ends.
        backout.In(RollingBack)
            .Ignore(Signal, Deploy, Trouble, ChecksPass, ChecksFail, AllQuiet)
            .Ignore(Propose, PlanFail, ReachQuorum, Expire, StopOff, UndoOff, Prove, ProofExpire, Review);

        foreach (BackoutPhase atWork in (ReadOnlySpan<BackoutPhase>)[Running, Paused, Blocked])
        {
            backout.In(atWork)
                .GoToIf(Abort, GivenUp, WithOpen, [Reviewing, Ending], IsMade, atWork is Paused ? StillAtWork : InFlight)
                .GoIf(Leave, Reviewing, (Still, atWork is Paused ? StillAtWork : InFlight), (HasOpen, NothingOpen));
        }

        backout.In(Running)
            .Within(RollingBack)
            .Go(Pause, Paused)
            .Go(StepBlock, Blocked)
            .GoTo(Drift, AfterStop, WithStopped, Planning, Blocked)
            .Go(StepsEnd, Validating)
            .GoTo(StopDone, AfterStop, WithStopped, Planning, Blocked)
            .Go(UndoDone, Blocked)
            .Ignore(Skip)
            .Refuse("The plan is approved and runs. To have stopped what is being deployed, by this plan or by others: pause it, let the step at work end or skip it, then say stop.", Stop)
            .Refuse(Requested, Start, Prepare, Dismiss)
            .Refuse("The plan is approved and runs.", Approve, Deny, Replan)
            .Refuse("Nothing is halted.", Resume)
            .Refuse("No step has failed.", Retry)
            .Refuse("The rollback is still running: there is nothing to accept yet.", Accept);

        backout.In(Paused)
            .Within(RollingBack)
            .Go(Resume, Running)
            .GoIf(Replan, Planning, Still, StillAtWork)
            .GoIf(Stop, AwaitingApproval, Still, StillAtWork)
            .Ignore(Pause, StepBlock, Drift, StepsEnd, StopDone, UndoDone, Retry, Skip)
            .Refuse(Requested, Start, Prepare, Dismiss)
            .Refuse("The plan is approved already.", Approve, Deny)
            .Refuse("The rollback is paused: there is nothing to accept yet.", Accept);

        backout.In(Blocked)
            .Within(RollingBack)
            .GoIf(Retry, Running, HasPlan, NotApproved)
            .GoIf(Skip, Running, HasPlan, NotApproved)
            .GoIf(Pause, Paused, HasPlan, NotApproved)
            .GoIf(Replan, Planning, Still, InFlight)
            .GoIf(Stop, AwaitingApproval, Still, InFlight)
            .Ignore(StepBlock, Drift, StepsEnd, StopDone, UndoDone)
            .Refuse(Requested, Start, Prepare, Dismiss)
            .Refuse("No plan is up for approval.", Approve, Deny)
            .Refuse("A person must decide first: what can be done is on the card.", Resume, Accept);

        backout.In(Ending)
            .Within(RollingBack)
            .Go(StepsEnd, Reviewing)
            .Go(Leave, Reviewing)
            .Ignore(StepBlock, Drift, StopDone, UndoDone, Retry)
            .Refuse(Requested, Start, Prepare, Dismiss)
            .Refuse(IsEnding, Stop, Approve, Deny, Replan, Pause, Resume, Skip, Accept, Abort);

        // Phase 12: does it work?
        backout.In(Validating)
            .Go(Prove, Reviewing)
            .Go(ProofExpire, Unproven)
            .Go(Accept, Reviewing)
            .GoTo(Abort, GivenUp, WithOpen, Reviewing, Ending)
            .GoIf(Leave, Reviewing, HasOpen, NothingOpen)
            .Go(Replan, Planning)
            .Ignore(Signal, Deploy, Trouble, ChecksPass, ChecksFail, AllQuiet, Propose, PlanFail, ReachQuorum, Expire, StepBlock, Drift, StepsEnd, StopDone, UndoDone, StopOff, UndoOff, Review)
            .Refuse(Requested, Start, Prepare, Dismiss)
            .Refuse(StopFirst, Stop)
            .Refuse("The plan has been carried out.", Approve, Deny, Pause, Resume, Skip)
            .Refuse("Validation is running.", Retry);

        backout.In(Unproven)
            .Go(Retry, Validating)
            .Go(Accept, Reviewing)
            .GoTo(Abort, GivenUp, WithOpen, Reviewing, Ending)
            .GoIf(Leave, Reviewing, HasOpen, NothingOpen)
            .Go(Replan, Planning)
            .Ignore(Prove, ProofExpire, Signal, Deploy, Trouble, ChecksPass, ChecksFail, AllQuiet, Propose, PlanFail, ReachQuorum, Expire, StepBlock, Drift, StepsEnd, StopDone, UndoDone, StopOff, UndoOff, Review)
            .Refuse(Requested, Start, Prepare, Dismiss)
            .Refuse(StopFirst, Stop)
            .Refuse("The plan has been carried out.", Approve, Deny, Pause, Resume, Skip);

        // Phase 13: the post-mortem is written.
        backout.In(Reviewing)
            .GoTo(Review, () => facts.Outcome, "by what happened", RolledBack, RolledBackInPart, StoodDown, Abandoned)
            .Ignore(Signal, Deploy, Trouble, ChecksPass, ChecksFail, AllQuiet, Propose, PlanFail, ReachQuorum, Expire)
            .Ignore(StepBlock, Drift, StepsEnd, StopDone, UndoDone, StopOff, UndoOff, Prove, ProofExpire)
            .Refuse("The backout is over; its post-mortem is being written.", Start, Stop, Prepare, Dismiss, Approve, Deny, Replan, Pause, Resume, Retry, Skip, Accept, Abort, Leave);

        backout.In(Closed)
            .Ignore(Signal, Deploy, Trouble, ChecksPass, ChecksFail, AllQuiet, Propose, PlanFail, ReachQuorum, Expire)
            .Ignore(StepBlock, Drift, StepsEnd, StopDone, UndoDone, StopOff, UndoOff, Prove, ProofExpire, Review);

        foreach (BackoutPhase closed in (ReadOnlySpan<BackoutPhase>)[RolledBack, RolledBackInPart, StoodDown, NotNeeded, Abandoned])
        {
            backout.In(closed)
                .Within(Closed)
                .Refuse("This backout is closed. Start a new one.", Start, Stop, Prepare, Dismiss, Approve, Deny, Replan, Pause, Resume, Retry, Skip, Accept, Abort, Leave);
        }

        return backout;
    }
}
