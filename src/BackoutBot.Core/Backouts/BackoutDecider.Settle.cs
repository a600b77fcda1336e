using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Services;
using BackoutBot.Core.Signals;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Backouts;

public static partial class BackoutDecider
{
    /// <summary>Moves that follow from the state and the time alone, until there are none.</summary>
    private static void Settle(Draft draft)
    {
        foreach (PlanStep step in draft.State.StepsAtHand.Where(step => Agenda.BackoutAgenda.OverdueAt(draft.State, step) <= draft.Context.Now).ToArray())
        {
            StepState late = draft.State.Steps[step.Id];
            draft.Add(new StepOverdue(step.Id, late.Attempt, draft.Context.Now - late.IntendedAt!.Value));
        }

        while (NextMove(draft.State, draft.Context) is { } trigger)
        {
            BackoutPhase before = draft.State.Phase;
            if (trigger is BackoutTrigger.Expire)
            {
                draft.Add(new ApprovalsExpired(draft.State.Plan!.Hash));
                if (draft.HasSetAside)
                {
                    draft.CallOff();
                    continue;
                }
            }
            else if (trigger is BackoutTrigger.Pause)
            {
                draft.Add(new PlanHeld([.. HeldSteps(draft.State)]));
            }

            draft.Fire(trigger);
            if (draft.State.Phase == before)
            {
                return;
            }
        }
    }

    private static BackoutTrigger? NextMove(BackoutState state, DecisionContext context)
    {
        ValidationPolicy validation = context.Service.Validation;
        return state.Phase switch
        {
            BackoutPhase.Preparing when Agenda.BackoutAgenda.PreparationItems.All(state.Checks.ContainsKey) && state.RestorePoint is not null =>
                IsUnready(state)
                    ? BackoutTrigger.ChecksFail
                    : BackoutTrigger.ChecksPass,
            BackoutPhase.NotReady when !IsUnready(state) =>
                BackoutTrigger.ChecksPass,
            BackoutPhase.Watching when QuietSince(state) is { } quiet && quiet + validation.Soak <= context.Now => BackoutTrigger.AllQuiet,
            BackoutPhase.AwaitingApproval when state.ApprovalsExpireAt <= context.Now => BackoutTrigger.Expire,
            BackoutPhase.Running when state.Steps.Values.Any(step => step.Phase is StepPhase.Failed or StepPhase.Uncertain) => BackoutTrigger.StepBlock,

            BackoutPhase.Running when IsToBeHeld(state) => BackoutTrigger.Pause,

            // What stands open since an earlier plan is the next one's to take away.
            BackoutPhase.Running when state.Stopping is not null && state.Steps.Values.All(step => step.IsDone) => BackoutTrigger.StopDone,

            // Whether what was put back was all that was wanted is a person's to say.
            BackoutPhase.Running when state.Undoing is { IsOfOwn: true } && state.Steps.Values.All(step => step.IsDone) => BackoutTrigger.UndoDone,

            // A step that was to take something away was skipped: whether it works is not to be seen behind what stands there.
            BackoutPhase.Running when state.Steps.Values.All(step => step.IsDone) => state.OpenBrackets.Any() ? BackoutTrigger.StepBlock : BackoutTrigger.StepsEnd,
            BackoutPhase.Ending when state.Ending!.Steps.All(step => state.Steps[step.Id].IsDone) => BackoutTrigger.StepsEnd,
            BackoutPhase.Validating when state.WellSince is null && state.PhaseSince + validation.TimeoutFor(state.ProofSettles) <= context.Now => BackoutTrigger.ProofExpire,
            _ => null,
        };
    }

    /// <summary>Whether something that was checked keeps a deployment from being ready. Earlier versions checked less.</summary>
    private static bool IsUnready(BackoutState state) =>
        Agenda.BackoutAgenda.PreparationItems.Any(item => state.Checks.TryGetValue(item, out CheckResult? result) && result.Status is CheckStatus.Fail or CheckStatus.Unknown);

    private static IEnumerable<StepId> HeldSteps(BackoutState state) => (state.Plan?.Steps ?? []).Where(step => step.IsHeldAfter).Select(step => step.Id);

    /// <summary>Whether the steps are over after which a person is to look, and others are still to come.</summary>
    private static bool IsToBeHeld(BackoutState state) =>
        state.HeldAfter.IsEmpty
        && HeldSteps(state).Any()
        && HeldSteps(state).All(id => state.Steps[id].IsDone)
        && state.Steps.Values.Any(step => step.Phase is StepPhase.Pending);

    /// <summary>Since when nothing has been amiss in a watched backout; null while something is, or while the deployment runs.</summary>
    public static DateTimeOffset? QuietSince(BackoutState state)
    {
        if (state.RequestedBy is not null || state.ActiveAlarms.Any() || state.StandingNews.Any() || (state.TookBack is null && state.Fresh.Any(signal => signal.Kind is SignalKind.DeploymentFailed)))
        {
            return null;
        }

        // What is over may have ended before this backout began: then what was heard last is all that there is to count from.
        return state.GoingOut.Any() ? null : state.Signals.MaxBy(signal => signal.OccurredAt)?.OccurredAt;
    }
}
