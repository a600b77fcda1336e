using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Plans;

namespace BackoutBot.Core.Backouts;

public static partial class BackoutDecider
{
    /// <summary>Has one step of the backout that ended well put back, by a plan of its own.</summary>
    private static Refusal? UndoStep(Draft draft, Undo undo)
    {
        if (draft.Ask(BackoutTrigger.Replan) is { } refusal)
        {
            return refusal;
        }

        Effect[] lasting = [.. Undoing.Lasting(draft.State)];
        if (Array.Find(lasting, effect => effect.Step.Id == undo.Step) is not { } effect)
        {
            return new Refusal(RefusalCode.UnknownStep, lasting.Length == 0
                ? "No step of this backout has changed anything that is meant to last."
                : $"No step «{undo.Step}» was done that could be put back. There is: {string.Join(", ", lasting.Select(one => one.Step.Id))}.");
        }

        if (effect.Step.Reversibility is Reversibility.OneWay)
        {
            return new Refusal(RefusalCode.NoUndo, $"«{effect.Step.Title}» can't be had back: its plan said so.");
        }

        draft.Add(new UndoRequested(new Undoing(undo.Person, undo.Reason, [effect.Step])));
        draft.Fire(BackoutTrigger.Replan);
        return null;
    }

    /// <summary>What keeps a new backout from putting back all that an ended one did; null where nothing does.</summary>
    private static Refusal? CannotUndo(Undoing undoing) =>
        undoing.Steps.Count == 0 ? new Refusal(RefusalCode.NoUndo, undoing.Besides is [_, ..] and var unsure
            ? $"Nothing that {undoing.Of} did was seen to be done and to last, so there is no plan to put it back. Look at this, and put it back by hand: {string.Join("; ", unsure)}."
            : $"{undoing.Of} changed nothing that would have to be put back.")
        : undoing.Steps.FirstOrDefault(step => step.Reversibility is Reversibility.OneWay) is { } never ? new Refusal(RefusalCode.NoUndo, $"{undoing.Of} did «{never.Title}», which can't be had back.")
        : null;

    private static void ProposeUndo(Draft draft, ReportPlanning planning)
    {
        PlanDraft made = PlanAssembler.ToUndo(draft.State, planning.Outcomes);
        if (made.Plan is not { } plan)
        {
            draft.Add(new PlanningFailed([.. made.Problems, .. planning.Unread, .. Unheard(draft.State), .. planning.Left]));
            draft.CallOff();
            return;
        }

        plan = plan with { Remarks = [.. Unheard(draft.State), .. planning.Unread, .. plan.Remarks, .. planning.Left] };
        if (draft.State is { Leaving: { Components.Count: > 0 } left } && plan.Steps.Any(draft.State.BearsRelease))
        {
            plan = plan with { Remarks = [$"{left.Version} is what this backout goes back from{(draft.State.FirstBadSignal is { } bad ? $", since {bad.Subject} at {bad.OccurredAt:HH:mm} UTC" : "")}: see why before it is brought back.", .. plan.Remarks] };
        }

        int quorum = Math.Max(draft.Context.Service.Approvals.Quorum, plan.ApprovalsNeeded);
        draft.Add(new PlanProposed(plan, quorum, draft.Context.Now + draft.Context.Service.Approvals.ExpiresAfter));
        draft.Fire(BackoutTrigger.Propose);
    }
}
