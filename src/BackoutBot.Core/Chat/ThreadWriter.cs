using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Signals;

namespace BackoutBot.Core.Chat;

/// <summary>Writes what one journal entry gives to say: thread replies, announcements and private explanations. Keys are deterministic, so nothing is said twice.</summary>
public static class ThreadWriter
{
    /// <summary>The key of a backout's live card, which is its thread's root.</summary>
    public static string CardKey(BackoutId backout) => $"card:{backout}";

    /// <summary>The backout whose live card has that key, or null where it is no card's.</summary>
    public static BackoutId? BackoutOf(string key) => key.StartsWith("card:", StringComparison.Ordinal) ? new BackoutId(key["card:".Length..]) : null;

    /// <summary>What the entry gives to say.</summary>
    /// <param name="before">The state before the entry.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="after">The state after it.</param>
    public static IReadOnlyList<ChatMessage> Write(BackoutState before, JournalEntry entry, BackoutState after)
    {
        if (entry.Event is AnnouncementMade announcement)
        {
            return [new ChatMessage(Key(entry), announcement.Channel, null, null, new TextBody(ToneOf(after), announcement.Headline, announcement.Lines))];
        }

        if (entry.Event is CommandRefused refused)
        {
            return [Reply(entry, after, refused.By, new TextBody(CardTone.Attention, refused.Explanation, []))];
        }

        if (!after.HasThread)
        {
            return [];
        }

        return Say(before, entry.Event, after) is { } body ? [Reply(entry, after, null, body)] : [];
    }

    private static MessageBody? Say(BackoutState before, BackoutEvent happened, BackoutState after) => happened switch
    {
        SignalJoined { UnderOurPage: true } e => Text(CardTone.Quiet, $"{e.Signal.Summary} It went off under our page, as far as I know: so it proposes nothing, and must be quiet before the end.", e.Signal.Details.GetValueOrDefault("reason")),
        SignalJoined e => Text(ToneOf(e.Signal), e.Signal.Summary, e.Signal.Details.GetValueOrDefault("reason")),
        RestorePointTaken e => Text(CardTone.Quiet, $"Restore point: {e.Origin}.", [.. e.Point.Readable.Select(state => $"{state.Resource}: {state.Summary}{ReadAt(state)}").Distinct(StringComparer.Ordinal), .. e.Point.Unread.Select(state => $"Not captured: {state.Summary}"), .. e.Point.Problems]),
        TargetChosen e => Text(CardTone.Attention, $"{e.By} wants to go to {e.Target.Name}."),
        ResourceIncluded e => Text(CardTone.Attention, $"{e.By} wants {e.Resource} put back, too."),
        ReleaseCleared e => Text(CardTone.Quiet, $"{e.By} says that {after.Leaving?.Version} may be gone back to again.", e.Reason),
        ItemChecked { Result.Status: not CheckStatus.NotApplicable } e => Text(
            ToneOf(e.Result.Status),
            $"{e.Result.Item} {Checklist.Find(e.Result.Item)?.Title}: {StateWords.Of(e.Result.Status)}. {e.Result.Summary}",
            e.Result.Fix is { } fix ? [fix] : []),
        ItemAttested e => Text(CardTone.Good, $"{e.By} attests {e.Item} {Checklist.Find(e.Item)?.Title}.", e.Statement),
        BackoutRequested e when before.Stopping is not null => Text(CardTone.Attention, $"Now the plan to roll back is made. {e.By}, who asked for the stop, counts as who requested it.", e.Reason),
        BackoutRequested e => Text(CardTone.Attention, $"{e.By} requested a backout.", e.Reason),
        UndoRequested e => Text(CardTone.Attention, $"{e.Undoing.By} asks for a plan that {e.Undoing.InWords}.", e.Undoing.Reason),
        StopRequested e => Text(CardTone.Attention, $"{e.By} wants what is being deployed stopped, before anything else.", e.Reason),
        StopCalledOff => Text(CardTone.Attention, $"The stop is off; nothing was done by it. {Resumed(after)}"),
        PlanProposed e when after.Stopping is not null => Text(
            CardTone.Danger,
            $"{Stopping.InWords(after)} Plan {e.Plan.Hash.Value[..8]} is up for approval, 1 approver needed.",
            [.. e.Plan.Steps.Select(Describe), .. e.Plan.Remarks]),
        PlanProposed e => Text(
            CardTone.Attention,
            $"{CardWriter.Undoes(after)}{(e.Plan.Lacks is { } lacks ? $"PARTIAL, {lacks}: " : "")}{after.Service}: {PlanWords.InOneSentence(after)}. Plan {e.Plan.Hash.Value[..8]} is up for approval, {e.Quorum} approver{(e.Quorum == 1 ? "" : "s")} needed.",
            [.. e.Plan.Steps.Select(Describe), .. e.Plan.Remarks]),
        PlanningFailed { IsNothingLeft: true } e => Text(CardTone.Attention, "Everything is as it is to be already, so there is no plan.", [.. e.Problems]),
        PlanningFailed e => Text(CardTone.Danger, "No plan could be made.", [.. e.Problems]),
        PlanApproved e => Text(CardTone.Good, $"{e.By} approved plan {e.Plan.Value[..8]} ({e.Authority}): {after.Approvals.Count} of {after.Quorum}."),
        ApprovalLapsed e => Text(CardTone.Attention, $"{e.By}, who approved plan {e.Plan.Value[..8]}, may approve no longer: {after.Approvals.Count} of {after.Quorum}."),
        PlanDenied e => Text(CardTone.Danger, $"{e.By} denied plan {e.Plan.Value[..8]}.", e.Reason),
        ApprovalsExpired e when before.Stopping is not null => Text(CardTone.Attention, $"Nobody approved plan {e.Plan.Value[..8]}, the stop, in time."),
        ApprovalsExpired e => Text(CardTone.Attention, $"Nobody approved plan {e.Plan.Value[..8]} in time. {(after.HasActed ? "What was done before stays as it is: an approver must decide." : "Nothing was changed.")}"),
        PlanDrifted e => Text(CardTone.Attention, $"Plan {e.Plan.Value[..8]} is void, and so are its approvals: what it rests on has changed. Nothing was done by it; a new plan is being made.", [.. e.Moved.Select(fact => $"{fact.InWords}.")]),
        StepDrifted e => Text(CardTone.Danger, $"{Title(after, e.Step)}: not begun, for what it rests on has changed.", [.. e.Moved.Select(fact => $"{fact.InWords}."), after.Steps[e.Step].Fix!]),
        StepWithheld e => Text(CardTone.Danger, $"{Title(after, e.Step)}: not begun. {e.Reason}", e.Fix),
        PlanWaits e => Text(CardTone.Attention, $"It waits: {e.For.InWords}"),
        PlanHeld e => Text(CardTone.Attention, CardWriter.Held(e.After), "Look whether it is well; then an approver says: resume"),
        StepOverdue e => Text(
            CardTone.Danger,
            $"{Title(after, e.Step)}: not done after {Durations.InWords(e.After)}; about {Durations.InWords(after.FindStep(e.Step)?.Estimate ?? TimeSpan.Zero)} were expected. It is watched on, and nothing is called off.",
            [after.Steps[e.Step].Note, after.Ending is null ? CardWriter.WayPast(e.Step) : CardWriter.WayOutOfEnding]),
        StepStarted e => Text(CardTone.Busy, $"{Title(after, e.Step)}: {e.Note}"),
        StepSucceeded e => Text(CardTone.Good, $"{Title(after, e.Step)}: done. {e.Note}"),
        StepFailed e => Text(CardTone.Danger, $"{Title(after, e.Step)}: failed. {e.Reason}", e.Fix),
        StepBecameUncertain e => Text(CardTone.Danger, $"{Title(after, e.Step)}: it can't be known whether it had its effect. {e.Reason}", e.HowToTell),
        StepSkipped e => Text(CardTone.Attention, $"{e.By} skipped {Title(after, e.Step)}.", e.Reason),
        EndingBegun e => Text(CardTone.Attention, before.Halt is null ? "Given up. Before it ends, what its steps put up is taken away:" : "Given up. Before it ends, and once the halt is lifted, what its steps put up is taken away:", [.. e.Steps.Select(step => step.Title)]),
        EffectGone e => Text(CardTone.Quiet, $"Gone by now: {before.Effects.Find(effect => effect.Step.Id == e.Step)?.Stands}."),
        ResidueTakenOver e => Text(CardTone.Quiet, $"{e.By} takes over what it left.", e.Reason),
        WritesHalted { Halt: { LiftWantedBy: { } first } } => Text(CardTone.Attention, $"{first} wants the halt lifted. It is when a second, different approver says: unhalt"),
        WritesHalted e => Text(CardTone.Danger, $"{e.Halt.InWords} What AWS was asked for before is only watched; approvals stay as they are."),
        WritesResumed e => Text(CardTone.Good, $"{e.InWords}: what is approved goes on."),
        WellnessChanged { Well: true } when before.WellSince is not null => Text(CardTone.Attention, "All validating checks pass. Nobody had looked for a while: the time for which it must stay so begins anew."),
        WellnessChanged { Well: true } => Text(CardTone.Good, "All validating checks pass; watching that it stays so."),
        WellnessChanged e when before.WellSince is not null => Text(CardTone.Danger, $"No longer well. {e.Note}"),
        DecisionRecorded e => Text(CardTone.Attention, $"{e.By}: {e.Verb}{(e.Step is { } step ? $" {step}" : "")}.", e.Reason),
        NoteAdded e => Text(CardTone.Quiet, $"{e.By} noted: {e.Text}"),
        PostMortemWritten e => new DocumentBody(e.Title, e.Markdown),
        PhaseEntered { Trigger: BackoutTrigger.ReachQuorum } when RunbookWriter.HasLines(after) => RunbookWriter.Write(after),
        PhaseEntered { To: BackoutPhase.Validating } => Text(CardTone.Busy, $"{EndWords.Steps(after)}. Watching whether it works."),
        PhaseEntered { To: BackoutPhase.RolledBackInPart or BackoutPhase.Abandoned } when Residue.Of(after) is { Count: > 0 } residue => Text(
            CardTone.Attention,
            "It has ended, and this stays:",
            [.. residue.Select(one => one.Text), .. EndWords.WaysOut(after)]),
        PhaseEntered { To: BackoutPhase.Unproven } => Text(CardTone.Danger, "It has not proved to work in time: an approver must decide."),
        PhaseEntered { To: BackoutPhase.NotNeeded, Trigger: BackoutTrigger.AllQuiet } => Text(CardTone.Good, "All quiet: no backout is needed."),
        _ => null,
    };

    private static string Resumed(BackoutState state) => state.Stopping is null && state.Plan is { } plan && !state.HasApprovedPlan
        ? $"Plan {plan.Hash.Value[..8]} is up for approval again, until {state.ApprovalsExpireAt:HH:mm:ss} UTC."
        : "All else stands as it did before.";

    private static string ReadAt(CapturedState state) => state.ReadAt is { } at ? $" (read at {RestorePointWords.Minute(at)})" : "";

    private static string Describe(PlanStep step)
    {
        string undo = step.Reversibility switch
        {
            Reversibility.Reversible => "can be taken back",
            Reversibility.Compensable => "can be made up for",
            _ => "can't be undone",
        };
        return $"{step.Title}: {step.Before} → {step.Target} (about {Durations.InWords(step.Estimate)}, {undo})";
    }

    private static string Title(BackoutState state, StepId step) => state.FindStep(step)?.Title ?? step.Value;

    private static ChatMessage Reply(JournalEntry entry, BackoutState state, PersonId? onlyFor, MessageBody body) =>
        new(Key(entry), state.Channel, state.HasThread ? CardKey(state.Id) : null, onlyFor, body);

    private static string Key(JournalEntry entry) => $"{entry.Backout}:{entry.Version}";

    private static TextBody Text(CardTone tone, string headline, string? line = null) => new(tone, headline, string.IsNullOrWhiteSpace(line) ? [] : [line]);

    private static TextBody Text(CardTone tone, string headline, IReadOnlyList<string> lines) => new(tone, headline, lines);

    private static CardTone ToneOf(Signal signal) => signal switch
    {
        { IsBad: true } => CardTone.Danger,
        { Kind: SignalKind.AlarmCleared or SignalKind.DeploymentSucceeded } => CardTone.Good,
        _ => CardTone.Quiet,
    };

    private static CardTone ToneOf(CheckStatus status) => status switch
    {
        CheckStatus.Pass => CardTone.Good,
        CheckStatus.Fail => CardTone.Danger,
        _ => CardTone.Attention,
    };

    private static CardTone ToneOf(BackoutState state) => state.Phase switch
    {
        BackoutPhase.RolledBack => CardTone.Good,
        BackoutPhase.RolledBackInPart => CardTone.Attention,
        BackoutPhase.Blocked or BackoutPhase.Unproven or BackoutPhase.Abandoned => CardTone.Danger,
        BackoutPhase.StoodDown => CardTone.Quiet,
        _ => CardTone.Attention,
    };
}
