using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.StateMachines;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Backouts;

public static partial class BackoutDecider
{
    private static Refusal? RetryStep(Draft draft, Retry retry)
    {
        if (draft.Ask(BackoutTrigger.Retry) is { } refusal)
        {
            return refusal;
        }

        if (!draft.Context.Authority.IsApprover)
        {
            return NotAnApprover(draft.Context.Authority);
        }

        if (draft.State.Phase is BackoutPhase.Unproven)
        {
            draft.Add(new DecisionRecorded("retry", retry.Person, null, null));
            draft.Fire(BackoutTrigger.Retry);
            return null;
        }

        if (Pick(draft.State, retry.Step, StepTrigger.Retry, out StepState step) is { } unpicked)
        {
            return unpicked;
        }

        draft.Add(new DecisionRecorded("retry", retry.Person, step.Id, null));
        draft.Fire(BackoutTrigger.Retry);
        return null;
    }

    private static Refusal? SkipStep(Draft draft, Skip skip)
    {
        if (draft.Ask(BackoutTrigger.Skip) is { } refusal)
        {
            return refusal;
        }

        if (!draft.Context.Authority.IsApprover)
        {
            return NotAnApprover(draft.Context.Authority);
        }

        if (string.IsNullOrWhiteSpace(skip.Reason))
        {
            return ReasonMissing();
        }

        if (Pick(draft.State, skip.Step, StepTrigger.Skip, out StepState step) is { } unpicked)
        {
            return unpicked;
        }

        draft.Add(new StepSkipped(step.Id, skip.Person, skip.Reason));
        draft.Fire(BackoutTrigger.Skip);
        return null;
    }

    private static Refusal? Pick(BackoutState state, StepId? wanted, StepTrigger trigger, out StepState picked)
    {
        picked = null!;
        if (wanted is { } id)
        {
            if (!state.StepsAtHand.Any(step => step.Id == id))
            {
                return new Refusal(RefusalCode.UnknownStep, $"There is no step «{id}» to run. The steps are: {Ids(state.StepsAtHand)}.");
            }

            picked = state.Steps[id];
            Ruling<StepPhase> ruling = StepMachine.Fire(picked.Phase, trigger, picked.IsOverdue);
            return ruling.Verdict is Verdict.Refused ? new Refusal(RefusalCode.WrongStepPhase, ruling.Reason!) : null;
        }

        StepState[] stuck = [.. state.StepsAtHand.Select(step => state.Steps[step.Id]).Where(step => step.Phase is StepPhase.Failed or StepPhase.Uncertain)];
        if (stuck.Length != 1)
        {
            PlanStep[] fitting = [.. state.StepsAtHand.Where(step => StepMachine.Fire(state.Steps[step.Id].Phase, trigger, state.Steps[step.Id].IsOverdue).Verdict is not Verdict.Refused)];
            return new Refusal(RefusalCode.UnknownStep, fitting.Length > 0 ? $"Which step? Name one of: {Ids(fitting)}."
                : trigger is StepTrigger.Retry ? "No step has failed." : "No step is left that could be skipped.");
        }

        picked = stuck[0];
        return null;
    }

    private static string Ids(IEnumerable<PlanStep> steps) => string.Join(", ", steps.Select(step => step.Id));
}
