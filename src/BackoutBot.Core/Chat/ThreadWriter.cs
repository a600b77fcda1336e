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

        MessageBody? body = DecisionWords.Of(before, entry.Event, after, entry.At) is { } decided
            ? new TextBody(ToneOf(entry.Event, after), decided.Headline, [.. decided.Details, .. Beside(entry.Event)])
            : Say(before, entry.Event, after);
        return body is null ? [] : [Reply(entry, after, null, body)];
    }

    /// <summary>What the thread says beside a decision.</summary>
    private static IEnumerable<string> Beside(BackoutEvent decision) => decision switch
    {
        PlanProposed e => [.. e.Plan.Steps.Select(Describe), .. e.Plan.Remarks],
        PlanHeld => ["Look whether it is well; then an approver says: resume"],
        _ => [],
    };

    private static MessageBody? Say(BackoutState before, BackoutEvent happened, BackoutState after) => happened switch
    {
        SignalJoined { UnderOurPage: true } e => Text(CardTone.Quiet, $"{e.Signal.Summary} It went off under our page, as far as I know: so it proposes nothing, and must be quiet before the end.", e.Signal.Details.GetValueOrDefault("reason")),
        SignalJoined { IsOutdated: true } e => Text(CardTone.Quiet, $"{e.Signal.Summary} That was at {e.Signal.OccurredAt:HH:mm:ss} UTC and over when it was heard.", e.Signal.Details.GetValueOrDefault("reason")),
        SignalJoined e => Text(ToneOf(e.Signal), e.Signal.Summary, e.Signal.Details.GetValueOrDefault("reason")),
        RestorePointTaken e => Text(CardTone.Quiet, $"Restore point: {e.Origin}.", [.. e.Point.Readable.Select(state => $"{state.Resource}: {state.Summary}{ReadAt(state)}").Distinct(StringComparer.Ordinal), .. e.Point.Unread.Select(state => $"Not captured: {state.Summary}"), .. e.Point.Problems]),
        RestorePointSoughtAnew => Text(CardTone.Quiet, "What runs could be read now, so the restore point is chosen again."),
        ItemChecked { Result.Status: not CheckStatus.NotApplicable } e => Text(
            ToneOf(e.Result.Status),
            $"{e.Result.Item} {Checklist.Find(e.Result.Item)?.Title}: {StateWords.Of(e.Result.Status)}. {e.Result.Summary}",
            [.. CheckAdvice.FixOf(e.Result, after) is { } fix ? [fix] : Array.Empty<string>(), .. (e.Result.Besides ?? []).Select(finding => $"Besides, {finding.InWords}")]),
        PlanningFailed { IsNothingLeft: true } e => Text(CardTone.Attention, $"Everything is as it is to be already{(after.Moved.IsEmpty ? "" : ", but for what is left as it is since somebody changed it")}, so there is no plan.", [.. e.Problems]),
        PlanningFailed e => Text(CardTone.Danger, "No plan could be made.", [.. e.Problems]),
        StepDrifted e => Text(CardTone.Danger, $"{Title(after, e.Step)}: not begun, for what it rests on has changed.", [.. e.Moved.Select(fact => $"{fact.InWords}."), after.Steps[e.Step].Fix!]),
        StepWithheld e => Text(CardTone.Danger, $"{Title(after, e.Step)}: not begun. {e.Reason}", e.Fix),
        StepHeldUp e when before.Steps.GetValueOrDefault(e.Step) is { HeldUp: null } => Text(CardTone.Attention, $"{Title(after, e.Step)} can't begin yet: {e.Reason} It is tried again and again."),
        StepProgressed { IsUnseen: true } e when !before.Steps[e.Step].IsUnseen => Text(CardTone.Attention, $"{Title(after, e.Step)} can't be looked at: {e.Note}", "What it began may go on meanwhile. It is looked at again and again."),
        StepProgressed { IsUnseen: false } e => Text(CardTone.Quiet, $"{Title(after, e.Step)} is seen again: {e.Note}"),
        PlanWaits e => Text(CardTone.Attention, $"It waits: {e.For.InWords}"),
        StepOverdue e => Text(
            CardTone.Danger,
            $"{Title(after, e.Step)}: not done after {Durations.InWords(e.After)}; about {Durations.InWords(after.FindStep(e.Step)?.Estimate ?? TimeSpan.Zero)} were expected. It is watched on, and nothing is called off.",
            [after.Steps[e.Step].Note, after.Ending is null ? CardWriter.WayPast(e.Step) : CardWriter.WayOutOfEnding]),
        StepStarted e => Text(CardTone.Busy, $"{Title(after, e.Step)}: {e.Note}"),
        StepSucceeded e => Text(CardTone.Good, $"{Title(after, e.Step)}: done. {e.Note}"),
        StepFailed e => Text(CardTone.Danger, $"{Title(after, e.Step)}: failed. {e.Reason}", e.Fix),
        StepBecameUncertain e => Text(CardTone.Danger, $"{Title(after, e.Step)}: it can't be known whether it had its effect. {e.Reason}", e.HowToTell),
        EndingBegun e => Text(CardTone.Attention, before.Halt is null ? $"Given up. Before it ends, what its steps put up is taken away.{EndWords.Meanwhile(after)}" : $"Given up. Before it ends, and once the halt is lifted, what its steps put up is taken away.{EndWords.Meanwhile(after)}", [.. e.Steps.Select(step => step.Title)]),
        EffectGone e => Text(CardTone.Quiet, $"{(e.By is { } taker ? $"Taken away by {taker.InWords}" : "Gone by now")}: {before.Effects.Find(effect => effect.Step.Id == e.Step)?.Stood}."),
        ResidueSettled e => Text(CardTone.Quiet, $"What this left is {e.Settled.InWords}."),
        EffectSeen e when after.Effects.Find(effect => effect.Step.Id == e.Step) is { Closing: null } done => Text(CardTone.Quiet, $"«{done.Step.Title}» was skipped, and is seen to be done now."),
        EffectSeen e => Text(CardTone.Quiet, $"As it was read just now: {after.Effects.Find(effect => effect.Step.Id == e.Step && effect.IsOpenBracket)?.InWords}."),
        WellnessChanged { Well: true } when before.WellSince is not null => Text(CardTone.Attention, "All validating checks pass. Nobody had looked for a while: the time for which it must stay so begins anew."),
        WellnessChanged { Well: true } => Text(CardTone.Good, "All validating checks pass; watching that it stays so."),
        WellnessChanged e when before.WellSince is not null => Text(CardTone.Danger, $"No longer well. {e.Note}"),
        PostMortemWritten e => new DocumentBody(e.Title, e.Markdown),
        PhaseEntered { Trigger: BackoutTrigger.ReachQuorum } when RunbookWriter.HasLines(after) => RunbookWriter.Write(after),
        PhaseEntered { To: BackoutPhase.Validating } => Text(CardTone.Busy, $"{EndWords.Steps(after)}. Watching whether it works."),
        PhaseEntered { To: BackoutPhase.RolledBackInPart or BackoutPhase.Abandoned } when Residue.Of(after) is { Count: > 0 } residue => Text(
            CardTone.Attention,
            "It has ended, and this stays:",
            [.. residue.Select(one => one.Text), .. EndWords.StillBad(after) is { } bad ? [bad] : Array.Empty<string>(), .. EndWords.WaysOut(after)]),
        PhaseEntered { To: BackoutPhase.RolledBackInPart or BackoutPhase.Abandoned or BackoutPhase.StoodDown } when EndWords.StillBad(after) is { } bad => Text(CardTone.Attention, bad),
        PhaseEntered { To: BackoutPhase.Unproven } => Text(CardTone.Danger, "It has not proved to work in time: an approver must decide."),
        PhaseEntered { To: BackoutPhase.NotNeeded, Trigger: BackoutTrigger.AllQuiet } => Text(CardTone.Good, "All quiet: no backout is needed."),
        _ => null,
    };

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

    private static CardTone ToneOf(BackoutEvent decision, BackoutState after) => decision switch
    {
        ItemAttested or PlanApproved or WritesResumed => CardTone.Good,
        PlanDenied or WritesHalted { Halt.LiftWantedBy: null } => CardTone.Danger,
        PlanProposed when after.Stopping is not null => CardTone.Danger,
        ReleaseCleared or ResidueTakenOver or NoteAdded => CardTone.Quiet,
        _ => CardTone.Attention,
    };

    private static CardTone ToneOf(Signal signal) => signal switch
    {
        { IsBad: true } => CardTone.Danger,
        { Kind: SignalKind.AlarmCleared or SignalKind.DeploymentSucceeded or SignalKind.GoodNews } => CardTone.Good,
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
