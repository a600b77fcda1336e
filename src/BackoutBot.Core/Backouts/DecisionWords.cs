using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Plans;

namespace BackoutBot.Core.Backouts;

/// <summary>Says what people decided, and what became of their decisions, the same wherever it is said.</summary>
internal static class DecisionWords
{
    /// <summary>What an event tells of decisions; null where it tells of none.</summary>
    /// <param name="before">The state before it.</param>
    /// <param name="happened">The event.</param>
    /// <param name="after">The state after it.</param>
    /// <param name="at">When it was decided, UTC.</param>
    public static Decided? Of(BackoutState before, BackoutEvent happened, BackoutState after, DateTimeOffset at)
    {
        Decided Say(string headline, params IReadOnlyList<string?> details) => new(at, headline, [.. details.Where(detail => !string.IsNullOrWhiteSpace(detail)).OfType<string>()]);

        return happened switch
        {
            TargetChosen e => Say($"{e.By} wants to go to {e.Target.Name}."),
            ResourceIncluded e => Say($"{e.By} wants {e.Resource} put back, too."),
            ReleaseCleared e => Say($"{e.By} says that {after.Leaving?.Version} may be gone back to again.", e.Reason),
            ItemAttested e => Say($"{e.By} attests {e.Item} {Checklist.Find(e.Item)?.Title}.", e.Statement),
            BackoutRequested e when before.Stopping is not null => Say($"Now the plan to roll back is made. {e.By}, who asked for the stop, counts as who requested it.", e.Reason),
            BackoutRequested e => Say($"{e.By} requested a backout.", e.Reason),
            UndoRequested e => Say($"{e.Undoing.By} asks for a plan that {e.Undoing.InWords}.", e.Undoing.Reason),
            StopRequested e => Say($"{e.By} wants what is being deployed stopped, before anything else.", e.Reason),
            StopCalledOff => Say($"The stop is off; nothing was done by it. {Resumed(after)}"),
            UndoCalledOff when before.BeforeUndo is { Before.Phase: BackoutPhase.Validating } => Say("Putting that back is off; nothing was done by it, and whether what was done works is watched on."),
            UndoCalledOff => Say($"Putting that back is off; nothing was done by it. {Resumed(after)}"),
            PlanProposed e when after.Stopping is not null => Say($"{Stopping.InWords(after)} Plan {e.Plan.Hash.Value[..8]} is up for approval, 1 approver needed."),
            PlanProposed e => Say($"{CardWriter.Undoes(after)}{(e.Plan.Lacks is { } lacks ? $"PARTIAL, {lacks}: " : "")}{after.Service}: {PlanWords.InOneSentence(after)}. Plan {e.Plan.Hash.Value[..8]} is up for approval, {e.Quorum} approver{(e.Quorum == 1 ? "" : "s")} needed."),
            PlanApproved e => Say($"{e.By} approved plan {e.Plan.Value[..8]} ({e.Authority}): {after.Approvals.Count} of {after.Quorum}."),
            ApprovalLapsed e => Say($"{e.By}, who approved plan {e.Plan.Value[..8]}, may approve no longer: {after.Approvals.Count} of {after.Quorum}."),
            PlanDenied e => Say($"{e.By} denied plan {e.Plan.Value[..8]}.", e.Reason),
            ApprovalsExpired e when before.Stopping is not null => Say($"Nobody approved plan {e.Plan.Value[..8]}, the stop, in time."),
            ApprovalsExpired e when before.BeforeUndo is not null => Say($"Nobody approved plan {e.Plan.Value[..8]} in time."),
            ApprovalsExpired e => Say($"Nobody approved plan {e.Plan.Value[..8]} in time. {(after.HasActed ? "What was done before stays as it is: an approver must decide." : "Nothing was changed.")}"),
            PlanDrifted e => Say($"Plan {e.Plan.Value[..8]} is void, and so are its approvals: what it rests on has changed. Nothing was done by it; {(before.IsStopOfUndo ? "a person decides what follows" : "a new plan is being made")}.", [.. e.Moved.Select(fact => $"{fact.InWords}.")]),
            PlanHeld e => Say(CardWriter.Held(e.After)),
            StepSkipped e => Say($"{e.By} skipped {after.FindStep(e.Step)?.Title ?? e.Step.Value}.", e.Reason),
            ResidueTakenOver e => Say($"{e.By} takes over what it left.", e.Reason),
            WritesHalted { Halt: { LiftWantedBy: { } first } } => Say($"{first} wants the halt lifted. It is when a second, different approver says: unhalt"),
            WritesHalted e => Say($"{e.Halt.InWords} What AWS was asked for before is only watched; approvals stay as they are."),
            WritesResumed e => Say($"{e.InWords}: what is approved goes on."),
            DecisionRecorded e => Say($"{e.By}: {e.Verb}{(e.Step is { } step ? $" {step}" : "")}.", e.Reason),
            NoteAdded e => Say($"{e.By} noted: {e.Text}"),
            _ => null,
        };
    }

    private static string Resumed(BackoutState state) => state.Stopping is null && state.Plan is { } plan && !state.HasApprovedPlan
        ? $"Plan {plan.Hash.Value[..8]} is up for approval again, until {state.ApprovalsExpireAt:HH:mm:ss} UTC."
        : "All else stands as it did before.";
}
