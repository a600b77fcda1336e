using BackoutBot.Core;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Services;
using BackoutBot.Core.Signals;

namespace BackoutBot.Console.Rendering;

/// <summary>Tells what a journal entry says, for the timeline.</summary>
internal static class JournalWords
{
    public static JournalLine Of(BackoutEvent happened) => happened switch
    {
        BackoutOpened opened => Line("quiet", $"Opened for {opened.Service} ({opened.Environment}) in {opened.Channel}", opened.Version is { } version ? $"Version {version}" : null),
        PhaseEntered moved => Line(PhaseWords.Look(moved.To), $"{PhaseWords.Of(moved.From)} → {PhaseWords.Of(moved.To)}"),
        SignalJoined { UnderOurPage: true, Signal: var signal } => Line("quiet", $"{Of(signal.Kind)} under our page: {signal.Subject}", signal.Summary),
        SignalJoined { Signal: var signal } => Line(Look(signal.Kind), $"{Of(signal.Kind)}: {signal.Subject}", signal.Summary),
        RestorePointTaken taken => Line("good", $"Restore point: {taken.Origin}", [.. taken.Point.States.Select(state => state.Summary).Distinct(StringComparer.Ordinal), .. taken.Point.Problems]),
        AlarmsRead { Unheard: [] } => Line("quiet", "When it was planned, no alarm was raised that was not heard"),
        AlarmsRead read => Line("danger", $"When it was planned, raised and not heard to go off: {string.Join(", ", read.Unheard.Select(alarm => alarm.InWords))}"),
        LeftToOthers { Moved: [], States: [] } => Line("quiet", "Nothing that somebody changed is left as it is any more"),
        LeftToOthers left => Line("attention", "Left as it is, for somebody changed it", [.. left.Moved.Select(moved => moved.InWords), .. left.States.Where(state => !left.Moved.Any(moved => moved.IsOf(state))).Select(state => state.Summary)]),
        RestorePointSoughtAnew => Line("quiet", "What runs could be read now, so the restore point is chosen again"),
        TargetChosen chosen => Line("attention", $"Chose where to go back to: {chosen.Target.Name}"),
        ResourceIncluded included => Line("attention", $"Wants it put back, too: {included.Resource}"),
        ReleaseCleared cleared => Line("quiet", "Let the release that was left be gone back to again", cleared.Reason),
        ItemChecked { Result: var result } => Line(StatusWords.Look(result.Status), $"Checked {result.Item} {Checklist.Find(result.Item)?.Title}: {StateWords.Of(result.Status)}", [result.Summary, .. result.Fix is { } fix ? [fix] : Array.Empty<string>(), .. (result.Besides ?? []).Select(finding => $"Besides, {finding.InWords}")]),
        BackoutRequested requested => Line("attention", "Asked for the backout", requested.Reason),
        EffectGone gone => Line("quiet", $"{(gone.By is { } taker ? $"Taken away by {taker.InWords}" : "Gone by now, by no step of this backout")}: what {gone.Step} had put up"),
        EffectSeen { Seen.Stands: null } seen => Line("quiet", $"Seen to be done: {seen.Step}, which was skipped"),
        EffectSeen seen => Line("quiet", $"Read what stands of what {seen.Step} put up", seen.Seen.Stands),
        StepHeldUp held => Line("attention", $"Step {held.Step} can't begin yet", held.Reason),
        PlanWaits waits => Line("attention", $"Waits: {waits.For.InWords}"),
        UndoRequested undo => Line("attention", $"Asked for a plan that {undo.Undoing.InWords}", undo.Undoing.Reason),
        StopRequested stop => Line("attention", "Asked for a stop of what is being deployed", stop.Reason),
        UndoCalledOff => Line("attention", "Putting that back is off; what was up before is up again"),
        StopCalledOff => Line("attention", "The stop is off; what was up before is up again"),
        PlanProposed proposed => Line("attention", $"Plan of {proposed.Plan.Steps.Count} step{(proposed.Plan.Steps.Count == 1 ? "" : "s")} proposed, {Approvals(proposed.Quorum)} needed by {proposed.ExpiresAt:HH:mm:ss} UTC", $"Plan {Short(proposed.Plan.Hash)}"),
        PlanningFailed failed => Line("danger", "No plan could be made", [.. failed.Problems]),
        NothingLeft { Unneeded: [] } => Line("quiet", "Nothing is left to be done"),
        NothingLeft left => Line("quiet", $"Nothing is left to be done; as it is to be already: {string.Join(", ", left.Unneeded.Select(step => step.Id))}"),
        PlanApproved approved => Line("good", "Approved the plan", approved.Authority, $"Plan {Short(approved.Plan)}"),
        ApprovalLapsed lapsed => Line("attention", $"The approval of {lapsed.By} counts no longer", $"Plan {Short(lapsed.Plan)}"),
        PlanDenied denied => Line("danger", "Denied the plan", denied.Reason, $"Plan {Short(denied.Plan)}"),
        ApprovalsExpired expired => Line("danger", "The wait for approvals ran out", $"Plan {Short(expired.Plan)}"),
        PlanDrifted drifted => Line("attention", $"Plan {Short(drifted.Plan)} is void: what it rests on has changed", [.. drifted.Moved.Select(fact => fact.InWords)]),
        StepDrifted drifted => Line("danger", $"Step {drifted.Step}: not begun, what it rests on has changed", [.. drifted.Moved.Select(fact => fact.InWords)]),
        PlanHeld held => Line("attention", $"Waiting for a person's look after {string.Join(", ", held.After)}"),
        StepOverdue overdue => Line("danger", $"Step {overdue.Step}: not done after {Durations.InWords(overdue.After)}"),
        StepWithheld withheld => Line("danger", $"Step {withheld.Step}: not begun", withheld.Reason, withheld.Fix),
        StepIntended intended => Line("busy", $"Step {intended.Step}, attempt {intended.Attempt}: about to start", $"Key {intended.Key}"),
        StepStarted started => Line("busy", $"Step {started.Step}, attempt {started.Attempt}: started", started.Note),
        StepProgressed progressed => Line("busy", $"Step {progressed.Step}: {progressed.Percent} %", progressed.Note),
        StepSucceeded succeeded => Line("good", $"Step {succeeded.Step}: done", succeeded.Note),
        StepFailed failed => Line("danger", $"Step {failed.Step}, attempt {failed.Attempt}: failed", failed.Reason, failed.Fix),
        StepBecameUncertain uncertain => Line("attention", $"Step {uncertain.Step}, attempt {uncertain.Attempt}: can't be known whether it had its effect", uncertain.Reason, uncertain.HowToTell),
        StepSkipped skipped => Line("quiet", $"Went on without step {skipped.Step}", skipped.Reason),
        EndingBegun ending => Line("attention", "Given up; what its steps put up is taken away first", [.. ending.Steps.Select(step => step.Title)]),
        ResidueTakenOver taken => Line("quiet", "Took over what it left", taken.Reason),
        ResidueSettled { Settled: var settled } => Line("quiet", $"What it left is settled by {settled.By}", $"That ended at {settled.At:yyyy-MM-dd HH:mm} UTC."),
        WritesHalted { Halt: var halt } => Line("danger", "All writing to AWS is halted", halt.InWords),
        WritesResumed resumed => Line("good", resumed.InWords),
        WellnessChanged wellness => Line(wellness.Well ? "good" : "attention", wellness.Well ? "Everything is well" : "Not well", wellness.Note),
        DecisionRecorded decided => Line("attention", decided.Step is { } step ? $"Decided: {decided.Verb} step {step}" : $"Decided: {decided.Verb}", decided.Reason),
        CommandRefused refused => Line("quiet", $"Refused: {refused.Verb} ({refused.Code})", refused.Explanation),
        ItemAttested attested => Line(StatusWords.Look(CheckStatus.Pass), $"Attested {attested.Item} {Checklist.Find(attested.Item)?.Title}", attested.Statement),
        NoteAdded note => Line("note", "Note", note.Text),
        AnnouncementMade announced => Line("note", $"Told {Of(announced.Audience)} in {announced.Channel}", [announced.Headline, .. announced.Lines]),
        PostMortemWritten written => Line("good", "Post-mortem written", written.Title),
        UnreadableEvent unreadable => Line("unknown", "This version of the bot can't read this entry", unreadable.Reason),

        // A journal can be read by an older program than the one that wrote it.
        _ => Line("unknown", happened.GetType().Name),
    };

    private static JournalLine Line(string look, string headline, params ReadOnlySpan<string?> details) =>
        new(look, headline, [.. details.ToArray().Where(detail => !string.IsNullOrWhiteSpace(detail)).Select(detail => detail!)]);

    // The whole hash stands with the plan.
    private static string Short(PlanHash plan) => plan.Value.Length > 12 ? $"{plan.Value[..12]}…" : plan.Value;

    private static string Approvals(int quorum) => quorum == 1 ? "1 approval" : $"{quorum} approvals";

    private static string Of(AudienceKind audience) => audience switch
    {
        AudienceKind.TeamLeads => "team leads",
        AudienceKind.Managers => "managers",
        _ => "clients",
    };

    private static string Of(SignalKind kind) => kind switch
    {
        SignalKind.DeploymentStarted => "Deployment began",
        SignalKind.DeploymentSucceeded => "Deployment ended well",
        SignalKind.DeploymentFailed => "Deployment failed",
        SignalKind.DeploymentStopped => "Deployment stopped",
        SignalKind.AlarmRaised => "Alarm",
        SignalKind.AlarmCleared => "Alarm is quiet again",
        SignalKind.AlarmUndetermined => "Alarm lacks data",
        SignalKind.BadNews => "Bad news",
        SignalKind.GoodNews => "Good news",
        SignalKind.News => "News",
        _ => "Heard",
    };

    private static string Look(SignalKind kind) => kind switch
    {
        SignalKind.AlarmRaised or SignalKind.DeploymentFailed or SignalKind.BadNews => "danger",
        SignalKind.AlarmCleared or SignalKind.DeploymentSucceeded or SignalKind.GoodNews => "good",
        SignalKind.DeploymentStopped or SignalKind.AlarmUndetermined => "attention",
        _ => "quiet",
    };
}
