using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.PostMortems;
using BackoutBot.Core.Releases;
using BackoutBot.Core.Signals;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Backouts;

public static partial class BackoutDecider
{
    private static Refusal? Reported(Draft draft, Report report)
    {
        switch (report)
        {
            case JoinSignal join:
                Join(draft, join.Signal, join.IsOutdated);
                break;
            case ReportRestorePoint captured when Agenda.BackoutAgenda.NeedsPoint(draft.State) && captured.For == draft.State.Target && !draft.State.IsClosed:
                draft.Add(new RestorePointTaken(captured.Point, captured.Origin) { Choice = captured.Choice, IsForWantOfRead = captured.IsForWantOfRead });
                break;
            case ReportCheck check when !draft.State.Checks.ContainsKey(check.Result.Item) && !draft.State.IsClosed:
                draft.Add(new ItemChecked(check.Result));
                break;
            case ReportPlanning planning when draft.State.Phase is BackoutPhase.Planning && !Agenda.BackoutAgenda.NeedsPoint(draft.State) && planning.Round == draft.State.PlanRound && planning.For == draft.State.Target:
                Propose(draft, planning);
                break;
            case IntendStep intend:
                Intend(draft, intend);
                break;
            case MindHolder mind when draft.State.Phase is BackoutPhase.Running or BackoutPhase.Blocked or BackoutPhase.Ending && draft.State.WaitsFor != mind.Holder:
                draft.Add(new PlanWaits(mind.Holder));
                break;
            case ReportHeldUp held when Agenda.BackoutAgenda.Startable(draft.State).Any(step => step.Id == held.Step && step.HeldUp?.Reason != held.Reason):
                draft.Add(new StepHeldUp(held.Step, held.Reason));
                break;
            case ReportStart start when IsCurrent(draft.State, start.Step, start.Attempt, StepPhase.Starting):
                Started(draft, start);
                TellOfBlockedEnding(draft);
                break;
            case ReportObservation seen when IsCurrent(draft.State, seen.Step, seen.Attempt, StepPhase.Running):
                Observed(draft, seen);
                TellOfBlockedEnding(draft);
                break;
            case ReportValidation validation when draft.State.Phase is BackoutPhase.Validating or BackoutPhase.Unproven:
                Validated(draft, validation);
                break;
            case MindHalt mind when draft.State is { Version: > 0, IsClosed: false } && mind.Halt != draft.State.Halt:
                draft.Add(mind.Halt is { } halt ? new WritesHalted(halt) : new WritesResumed(mind.LiftedBy));
                break;
            case ReportGone gone when draft.State.IsClosed && draft.State.OpenBrackets.Any(effect => effect.Step.Id == gone.Step):
                draft.Add(new EffectGone(gone.Step) { By = gone.Taker, ToldElsewhere = gone.ToldElsewhere.Count > 0 ? gone.ToldElsewhere : null });
                break;
            case ReportSettled settled when draft.State.HasStandingResidue:
                draft.Add(new ResidueSettled(settled.Settled));
                break;
            case WritePostMortem when draft.State is { Phase: BackoutPhase.Reviewing, HasPostMortem: false }:
                draft.Add(PostMortemWriter.Write(draft.State, draft.Context.Now));
                draft.Fire(BackoutTrigger.Review);
                break;
            default:
                // A tick, or a report that came too late to matter.
                break;
        }

        return null;
    }

    private static void Join(Draft draft, Signal signal, bool isOutdated)
    {
        if (draft.State.Signals.Exists(known => known.Id == signal.Id) || (isOutdated && draft.State.Version == 0))
        {
            return;
        }

        // A provider tells much that is well: to whoever heard nothing bad of it, it is no news.
        if (signal.Kind is SignalKind.GoodNews && !draft.State.StandingNews.Any(bad => bad.Resource == signal.Resource && bad.Subject == signal.Subject && bad.OccurredAt <= signal.OccurredAt))
        {
            return;
        }

        if (draft.State.Version == 0)
        {
            Open(draft, signal.Details.GetValueOrDefault("version"), BackoutPhase.Watching, BackoutTrigger.Signal);
        }

        // What customers get from the page, alarms count as errors.
        bool underOurPage = signal.Kind is SignalKind.AlarmRaised && draft.State.Effects.Exists(effect => effect.WasOpenAt(signal.OccurredAt));
        draft.Add(new SignalJoined(signal) { UnderOurPage = underOurPage, IsOutdated = isOutdated });
        draft.Fire(signal switch
        {
            _ when isOutdated => BackoutTrigger.Signal,
            { IsBad: true } when !underOurPage => BackoutTrigger.Trouble,
            { Kind: SignalKind.DeploymentStarted } => BackoutTrigger.Deploy,
            _ => BackoutTrigger.Signal,
        });
    }

    /// <summary>The plan was made of what is there, and what is said to stand is the same.</summary>
    private static void SeeOpen(Draft draft, IReadOnlyList<StepVerification> seen)
    {
        foreach (Effect open in draft.State.OpenBrackets.ToArray())
        {
            if (seen.FirstOrDefault(one => one.Step == open.Closing!.Id)?.StandsNow is not { } stands)
            {
                continue;
            }

            Effect now = open.As(stands, draft.Context.Now);
            if (now.Standing is EffectStanding.Undone)
            {
                draft.Add(new EffectGone(open.Step.Id));
            }
            else if (now.Standing != open.Standing || now.Stands != open.Stands)
            {
                draft.Add(new EffectSeen(open.Step.Id, stands));
            }
        }
    }

    private static void MindAlarms(Draft draft, IReadOnlyList<RaisedAlarm>? read)
    {
        if (read?.Where(alarm => !draft.State.RaisedAlarms.Any(heard => heard.Resource == alarm.Resource)).ToArray() is { } unheard && (unheard.Length > 0 || draft.State.UnheardAlarms.Any()))
        {
            draft.Add(new AlarmsRead(unheard));
        }
    }

    private static void LeaveToOthers(Draft draft, ReportPlanning planning)
    {
        if (planning.Moved.Count + planning.LeftStates.Count + draft.State.LeftToOthers.Count + draft.State.LeftStates.Count > 0)
        {
            draft.Add(new LeftToOthers(planning.Moved, planning.LeftStates));
        }
    }

    private static string[] Unheard(BackoutState state) => state.UnheardAlarms.Any()
        ? [$"When this was planned, raised and not heard to go off since this backout began: {string.Join(", ", state.UnheardAlarms.Select(alarm => alarm.InWords))}."]
        : [];

    private static void Propose(Draft draft, ReportPlanning planning)
    {
        SeeOpen(draft, planning.Open);
        MindAlarms(draft, planning.Raised);
        if (draft.State.Undoing is { IsOfOwn: true })
        {
            ProposeUndo(draft, planning);
            return;
        }

        if (draft.State is { IsPointForWantOfRead: true, HasSoughtPointAnew: false } && draft.State.PointRound == draft.State.PlanRound && planning.Leaving.Components.Count > 0)
        {
            draft.Add(new RestorePointSoughtAnew());
            return;
        }

        LeaveToOthers(draft, planning);
        PlanDraft made = PlanAssembler.Assemble(draft.State, draft.Context.Service, planning.Outcomes, planning.Moved);
        if (made.IsNothingLeft && draft.State.Effects.Exists(effect => effect.IsSeenToLast) && !draft.State.OpenBrackets.Any())
        {
            // What an earlier plan did was all that there was to do: it remains to be proved.
            draft.Add(new NothingLeft(made.Unneeded));
            draft.Fire(BackoutTrigger.StepsEnd);
            return;
        }

        Release? leaving = planning.Leaving.Components.Count > 0 ? planning.Leaving : null;
        string[] passedOver = [.. (draft.State.Choice?.PassedOver ?? []).Select(point => point.InWords)];
        string[] raised = Unheard(draft.State);
        if (made.Plan is not { } plan)
        {
            draft.Add(new PlanningFailed([.. made.Problems, .. planning.Unread, .. raised, .. passedOver, .. planning.Left, .. planning.Others.Select(other => $"Or go to {other.Name} ({other.Standing}): start {draft.State.Service} to {other.Name}")])
            {
                Includable = made.Includable.Count > 0 ? made.Includable : null,
                IsNothingLeft = made.IsNothingLeft,
                Leaving = made.IsNothingLeft ? null : leaving,
            });
            draft.Fire(BackoutTrigger.PlanFail);
            return;
        }

        plan = plan with
        {
            Remarks =
        [
            .. raised,
            .. passedOver,
            .. FromTo.Since(draft.State, planning.Leaving) is { } since ? [$"{since.Version} runs, and not {draft.State.Leaving!.Version}, which was to be left: somebody deployed it since. This plan goes back from it."] : Array.Empty<string>(),
            .. draft.State.Undoing is { Of: { } ended, To: { Components.Count: > 0 } left } ? [$"{left.Version} is what {ended} went back from: see why before it is brought back."] : Array.Empty<string>(),
            .. (planning.Besides ?? draft.State.Undoing?.Besides ?? []).Select(besides => $"Not put back by this plan: {besides}"),
            .. planning.Unread,
            .. plan.Remarks,
            .. planning.Left,
            .. planning.Holder is { } holder ? [$"When this was planned, {holder.Backout} worked on {holder.Resource}. As long as its steps are not over, or something that they put up stands, no step of this plan begins."] : Array.Empty<string>(),
        ]
        };

        int quorum = Math.Max(draft.Context.Service.Approvals.Quorum, plan.ApprovalsNeeded);
        draft.Add(new PlanProposed(plan, quorum, draft.Context.Now + draft.Context.Service.Approvals.ExpiresAfter)
        {
            Leaving = leaving,
            IsThereAlready = IsThereAlready(draft, planning),
            Moved = planning.Moved.Count > 0 ? planning.Moved : null,
            WhileDeploying = planning.WhileDeploying,
        });
        draft.Fire(BackoutTrigger.Propose);
    }

    /// <summary>Whether each step that brings a release found it there or on its way, and none of this backout had brought it before.</summary>
    private static bool IsThereAlready(Draft draft, ReportPlanning planning)
    {
        PlannedStep[] bringing = [.. PlanAssembler.StepsOf(draft.State, draft.Context.Service).Where(step => draft.State.BringsRelease(step.Action)).SelectMany(step => planning.Outcomes.Where(one => one.Step == step.Id))];
        return bringing.Length > 0 && Array.TrueForAll(bringing, one => one.Outcome is PlanningOutcome.NotNeeded)
            && (draft.State.IsThereAlready || !draft.State.Effects.Exists(effect => effect.Closing is null));
    }

    private static void Intend(Draft draft, IntendStep intend)
    {
        BackoutState state = draft.State;
        if (Agenda.BackoutAgenda.Startable(state).FirstOrDefault(step => step.Id == intend.Step) is not { } ready)
        {
            return;
        }

        // Where time went on since it was read, it is read again.
        PlanStep[] due = [.. Agenda.BackoutAgenda.BasisDue(state, intend.Step, draft.Context.Now)];
        if (due.Any(step => !intend.Basis.Any(read => read.Step == step.Id)))
        {
            return;
        }

        MovedFact[] moved = [.. due.SelectMany(step => MovedFact.Find(step, intend.Basis.First(read => read.Step == step.Id)))];
        if (moved.Length > 0)
        {
            Drifted(draft, ready, moved);
            return;
        }

        PlanStep[] inside = [.. Agenda.BackoutAgenda.VerifiedBefore(state, ready.Id)];
        if (inside.Any(step => !intend.Verified.Any(seen => seen.Step == step.Id)))
        {
            return;
        }

        StepVerification[] amiss = [.. inside.Select(step => intend.Verified.First(seen => seen.Step == step.Id)).Where(seen => seen.Amiss is not null)];
        if (amiss.Length > 0)
        {
            draft.Add(new StepWithheld(
                ready.Id,
                $"Customers would get what {(amiss.All(seen => seen.IsUnread) ? "can't be seen to be" : "is not")} as the plan's steps left it. {string.Join(' ', amiss.Select(seen => $"{seen.Step}: {seen.Amiss}"))}",
                amiss.All(seen => seen.IsUnread)
                    ? "Mend what keeps it from being read, then retry. Or give it up, which takes away what stands."
                    : "Have it planned again: the new plan says what it does about that. Or give it up, which takes away what stands.")
            {
                Amiss = amiss,
            });
            return;
        }

        if (state.Ending is null && state.FindStep(ready.Id) is { IsGrave: true })
        {
            DropLapsed(draft);
            if (draft.State.Approvals.Count < state.Quorum)
            {
                string gone = string.Join(" and ", state.Approvals.Select(approval => approval.By).Except(draft.State.Approvals.Select(approval => approval.By)));
                draft.Add(new StepWithheld(
                    ready.Id,
                    $"It can't be had back, and {draft.State.Approvals.Count} of {state.Quorum} approvals still count{(gone.Length > 0 ? $": {gone} may approve no longer" : "")}.",
                    "Have it planned again and approved by those who may, or skip the step."));
                return;
            }
        }

        int attempt = ready.Attempt + 1;
        draft.Add(new StepIntended(ready.Id, attempt, IdempotencyKey.Of(draft.Context.Installation, state.Id, state.PlanRound, ready.Id, attempt)));
        draft.Announce();
    }

    /// <summary>Before the plan's first step nothing is lost by another plan; afterwards a person decides.</summary>
    private static void Drifted(Draft draft, StepState step, IReadOnlyList<MovedFact> moved)
    {
        if (draft.State.HasBegunPlan)
        {
            draft.Add(new StepDrifted(step.Id, moved));
        }
        else
        {
            draft.Add(new PlanDrifted(draft.State.Plan!.Hash, moved));
            draft.Fire(BackoutTrigger.Drift);
        }
    }

    /// <summary>An ending has no phase of its own for being blocked.</summary>
    private static void TellOfBlockedEnding(Draft draft)
    {
        if (draft.State.Phase is BackoutPhase.Ending && draft.State.Steps.Values.Any(step => step.Phase is StepPhase.Failed or StepPhase.Uncertain))
        {
            draft.Announce();
        }
    }

    private static void Started(Draft draft, ReportStart report)
    {
        switch (report.Outcome)
        {
            case StartOutcome.Started started:
                draft.Add(new StepStarted(report.Step, report.Attempt, started.Handle, started.Note));
                break;
            case StartOutcome.Failed failed:
                draft.Add(new StepFailed(report.Step, report.Attempt, failed.Reason, failed.Fix) { Stands = failed.Stands });
                break;
            case StartOutcome.Uncertain uncertain:
                draft.Add(new StepBecameUncertain(report.Step, report.Attempt, uncertain.Reason, uncertain.HowToTell));
                break;
            case StartOutcome.NotYet notYet when draft.State.Steps[report.Step].Note != notYet.Reason:
                draft.Add(new StepProgressed(report.Step, report.Attempt, 0, notYet.Reason));
                break;
            default:
                break;
        }
    }

    private static void Observed(Draft draft, ReportObservation report)
    {
        StepState step = draft.State.Steps[report.Step];
        switch (report.Observation)
        {
            case Observation.Running running when running.Percent != step.Percent || running.Note != step.Note || running.IsSettling != step.IsSettling || step.IsUnseen:
                draft.Add(new StepProgressed(report.Step, report.Attempt, running.Percent, running.Note)
                {
                    IsSettling = running.IsSettling == step.IsSettling ? null : running.IsSettling,
                    IsUnseen = step.IsUnseen ? false : null,
                });
                break;
            case Observation.Succeeded succeeded:
                draft.Add(new StepSucceeded(report.Step, report.Attempt, succeeded.Note, succeeded.Evidence) { IsWhole = succeeded.IsWhole, Stopped = succeeded.Stopped });
                break;
            case Observation.Failed failed:
                draft.Add(new StepFailed(report.Step, report.Attempt, failed.Reason, failed.Fix) { Stands = failed.Stands });
                break;
            case Observation.Unseen unseen when unseen.Reason != step.Note:
                draft.Add(new StepProgressed(report.Step, report.Attempt, step.Percent, unseen.Reason) { IsUnseen = true });
                break;
            default:
                break;
        }
    }

    private static void Validated(Draft draft, ReportValidation report)
    {
        IReadOnlyList<CheckResult> reported = report.Results;

        // Where it can't be checked, a person's word stands; what was seen weighs more.
        CheckResult[] results = [.. reported.Where(result => result.Status is not CheckStatus.Unknown || !draft.State.Attested.Contains(result.Item))];
        foreach (CheckResult result in results.Where(result => IsNews(draft.State, result)))
        {
            draft.Add(new ItemChecked(result));
        }

        CheckResult[] unwell = [.. results.Where(result => result.Status is CheckStatus.Fail or CheckStatus.Unknown)];
        PlanStep[] halfDone = [.. Agenda.BackoutAgenda.SkippedHalfDone(draft.State)];
        foreach (PlanStep step in halfDone.Where(step => report.Verified.Any(seen => seen.Step == step.Id && seen is { Amiss: null, IsUnread: false, CameToNothing: null })))
        {
            draft.Add(new EffectSeen(step.Id, new SeenEffect(EffectStanding.Seen, null)));
        }

        StepVerification[] amiss = [.. report.Verified.Where(seen => seen.Amiss is not null && !halfDone.Any(step => step.Id == seen.Step))];
        Signal[] news = [.. draft.State.StandingNews.Where(signal => signal.OccurredAt >= draft.State.MeasuredSince)];
        bool well = reported.Count > 0 && unwell.Length == 0 && amiss.Length == 0 && news.Length == 0;
        bool anew = well && report.LookedSince > draft.State.WellSince;
        string note = well ? "All validating checks pass." : string.Join(' ', [.. unwell.Select(result => result.Summary), .. amiss.Select(seen => $"{seen.Step}: {seen.Amiss}"), .. news.Select(signal => $"{signal.Subject}: bad news at {signal.OccurredAt:HH:mm:ss} UTC, and no good since.")]);
        if (well != draft.State.WellSince is not null || anew || (!well && note != draft.State.WellnessNote))
        {
            draft.Add(new WellnessChanged(well, note) { Amiss = amiss.Length > 0 ? amiss : null });
        }

        // Only a look proves it: the time alone may have passed with nobody looking.
        if (draft.State is { Phase: BackoutPhase.Validating, WellSince: { } since } && since + draft.Context.Service.Validation.Soak <= draft.Context.Now)
        {
            draft.Fire(BackoutTrigger.Prove);
        }
    }

    private static bool IsNews(BackoutState state, CheckResult result) =>
        !state.Checks.TryGetValue(result.Item, out CheckResult? known) || !known.IsAs(result);

    private static bool IsCurrent(BackoutState state, Ids.StepId id, int attempt, StepPhase phase) =>
        state.Steps.TryGetValue(id, out StepState? step) && step.Attempt == attempt && step.Phase == phase;
}
