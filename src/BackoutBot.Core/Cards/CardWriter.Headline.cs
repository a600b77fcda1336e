using BackoutBot.Core.Backouts;
using BackoutBot.Core.Releases;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Cards;

public static partial class CardWriter
{
    private static (CardTone Tone, string State, string Now) Headline(BackoutState state) => state.Phase switch
    {
        BackoutPhase.Preparing => (CardTone.Busy, "Preparing", "Checking phases 1 to 10 before the deployment."),
        BackoutPhase.Ready => (CardTone.Good, "GO", "Every check allows the deployment, and the restore point is kept."),
        BackoutPhase.NotReady => (CardTone.Attention, "NO-GO", "Not everything is ready for a way back: see the checklist."),
        BackoutPhase.Watching when state.FirstBadSignal is not null && BackoutDecider.QuietSince(state) is { } quiet => (CardTone.Attention, "Quiet again", $"{(state.TookBack is { } back ? $"{back.Details.GetValueOrDefault("deployer") ?? "The deployer"} went back{(back.Details.GetValueOrDefault("version") is { } version ? $" to {version}" : "")} by itself ({back.Subject} takes back {back.TakesBack}). " : "")}Nothing bad is left since {quiet:HH:mm:ss} UTC; this closes by itself if it stays so."),
        BackoutPhase.Watching when state.FirstBadSignal is { } first => (CardTone.Danger, "Backout proposed", $"{Standing(state) ?? first.Summary} Go back to the last version that worked?"),
        BackoutPhase.Watching => (CardTone.Quiet, "Watching", "A deployment runs; nothing bad was heard of it."),
        BackoutPhase.Planning => (CardTone.Busy, "Planning", $"{Anew(state)}Reading AWS and making the plan."),
        BackoutPhase.Unplannable when state.IsNothingLeft => (CardTone.Attention, "Nothing to take back", $"At {state.PhaseSince:HH:mm:ss} UTC everything was as it is to be already{(state.Moved.IsEmpty ? "" : ", but for what is left as it is since somebody changed it")}, so there is no plan."),
        BackoutPhase.Unplannable => (CardTone.Danger, "No plan", $"No plan could be made at {state.PhaseSince:HH:mm:ss} UTC; below is what stood in its way then. {HeardSince(state)}"),
        BackoutPhase.AwaitingApproval when state.Stopping is not null => (CardTone.Danger, "Stop: approval needed", $"{Stopping.InWords(state)} Approve or deny the stop by {state.ApprovalsExpireAt:HH:mm:ss} UTC. Nothing {(state.HasActed ? "more " : "")}is changed before that."),
        BackoutPhase.AwaitingApproval => (CardTone.Attention, "Approval needed", $"{Undoes(state)}{Anew(state)}{Partly(state)}{Plans.PlanWords.InOneSentence(state)}. Read the plan, then approve or deny it by {state.ApprovalsExpireAt:HH:mm:ss} UTC. Nothing {(state.HasActed ? "more " : "")}is changed before that."),
        BackoutPhase.Running => (Overdue(state).Length > 0 ? CardTone.Attention : CardTone.Busy, state switch { { Halt: not null } when !state.HasStepInFlight => "Halted", { Stopping: not null } => "Stopping", { Undoing: not null } => "Putting back", _ => "Rolling back" }, $"{Undoes(state)}{InHand(state)}"),
        BackoutPhase.Paused => (CardTone.Attention, "Paused", $"{(state.HeldAfter.IsEmpty ? "" : $"{Held(state.HeldAfter)} ")}Nothing new starts. {InHand(state)}{(Stuck(state) is { Length: > 0 } stuck ? $" {stuck}" : "")}"),
        BackoutPhase.Blocked when !state.HasApprovedPlan => (CardTone.Danger, "Blocked", $"{EndWords.Unapproved(state)} What was done before stays as it is. A person must decide."),
        BackoutPhase.Blocked when IsHeldOpen(state) => (CardTone.Danger, "Blocked", $"No step is left to run, and this still stands: {string.Join("; ", state.OpenBrackets.Select(open => open.InWords))}. A person must decide."),
        BackoutPhase.Blocked => (CardTone.Danger, "Blocked", $"{Stuck(state)} A person must decide."),
        BackoutPhase.Ending => Stuck(state) is { Length: > 0 } stuck
            ? (CardTone.Danger, "Ending, blocked", $"{stuck} A person must decide.")
            : (CardTone.Busy, "Ending", $"Given up: what its steps put up {(state.Halt is null ? "is taken away" : "still stands")}. {InHand(state)}"),
        BackoutPhase.Validating => (CardTone.Busy, "Validating", state.WellSince is { } well ? $"All is well since {well:HH:mm:ss} UTC; watching that it stays so." : $"Not seen to be well yet. {state.WellnessNote}".TrimEnd()),
        BackoutPhase.Unproven => (CardTone.Danger, "Not proved", $"The steps are done{(EndWords.Lacks(state) is { } lacks ? $", of a plan that is PARTIAL ({lacks})" : "")}, but it has not proved to work in time. {state.WellnessNote}".TrimEnd()),
        BackoutPhase.Reviewing => (CardTone.Busy, "Reviewing", "Writing the post-mortem."),
        BackoutPhase.RolledBack => (CardTone.Good, "Rolled back", $"Back at {FromTo.Target(state) ?? "the last version that worked"}, {Durations.InWords(state.ClosedAt!.Value - (state.RequestedAt ?? state.OpenedAt))} after it was asked for. {(state.NotSeenFromOutside is { } why ? $"Not seen from outside: {why}. A person says that it works. " : "")}The post-mortem is in the thread."),
        BackoutPhase.RolledBackInPart => (CardTone.Attention, "Rolled back in part", $"It ended {Durations.InWords(state.ClosedAt!.Value - (state.RequestedAt ?? state.OpenedAt))} after it was asked for{(state.SeenToFail.Any() && state.Settled is null ? EndWords.IsDown(state) ? ", and the service was last seen not to work" : ", and the service was last seen not to be well" : "")}. {(state.Settled is null ? "What was not reached or not proved is below." : "What was not reached or not proved then is settled since.")}"),
        BackoutPhase.StoodDown => (CardTone.Quiet, "Stood down", $"{EndWords.Why(state)} {EndWords.Unchanged(state)}. {(state.UndoingAll?.Of is { } undone ? $"Is it still needed? Then say: undo {undone}" : $"Is it still needed? Then say: start {state.Service}")}"),
        BackoutPhase.NotNeeded => (CardTone.Good, "Not needed", "Nothing is to be backed out."),
        BackoutPhase.Abandoned => (CardTone.Danger, "Abandoned", $"Given up after work had begun. {(state switch { { Settled: not null } => "What it left is settled since.", _ when Effects.Residue.Of(state).Count == 0 => "Nothing of it stays.", _ => "What stays is below." })}"),
        _ => throw new InvalidOperationException($"{state.Phase} is no state of its own."),
    };

    private static string? Waiting(BackoutState state) => state.Phase switch
    {
        BackoutPhase.Running or BackoutPhase.Ending when state.Halt is not null => state.Halt.IsReadOnlyStart ? "Whoever runs the bot, by starting it without Runtime:ReadOnly." : state.Halt.LiftWantedBy is { } first ? $"One more approver, not {first}, by: unhalt." : "Two different approvers, by: unhalt.",
        BackoutPhase.Watching when state.FirstBadSignal is not null && BackoutDecider.QuietSince(state) is not null => "Nobody. Whoever still sees something bad: start the backout.",
        BackoutPhase.Watching when state.FirstBadSignal is not null => "Anybody on call: start the backout, or say that none is needed.",
        BackoutPhase.Unplannable when state.IsNothingLeft => $"An approver: abort. Or anybody: go to another point, start {state.Service} to <version or point>; what is kept is listed by: points {state.Service}",
        BackoutPhase.Unplannable => "Whoever can mend what stood in the way; then anybody: plan again.",
        BackoutPhase.AwaitingApproval => $"{Missing(state)} more approver{(Missing(state) == 1 ? "" : "s")}, not {string.Join(" or ", state.PlanAskedForBy)}.",
        BackoutPhase.Paused when Stuck(state).Length > 0 => "An approver: retry or skip what failed, then resume; or abort, once no step is at work.",
        BackoutPhase.Paused when state.HasStepAtWork => "An approver: resume; or abort, once no step is at work.",
        BackoutPhase.Paused => "An approver: resume or abort.",
        BackoutPhase.Blocked when state is { HasApprovedPlan: false, Stopped: not null } => Stopped.WaysOn(state),
        BackoutPhase.Blocked when !state.HasApprovedPlan => "Anybody: plan again. Or an approver: abort.",
        BackoutPhase.Blocked when IsHeldOpen(state) => "Anybody: plan again. Or an approver: abort, which takes it away, or leave it.",
        BackoutPhase.Running when Overdue(state) is [var late, ..] => WayPast(late.Id),
        BackoutPhase.Running or BackoutPhase.Ending when state.WaitsFor is { } holder && !state.HasStepInFlight => $"{holder.Backout}, or whoever that waits for.",
        BackoutPhase.Blocked when state.HasStepInFlight => "An approver: retry or skip; or plan again or abort, once no step is at work.",
        BackoutPhase.Blocked when state.StepsAtHand.Any(step => state.Steps[step.Id].Phase is StepPhase.Uncertain) => "An approver: retry, which looks first whether it had its effect. Or skip, plan again or abort.",
        BackoutPhase.Blocked => "An approver: retry, skip, plan again or abort.",
        BackoutPhase.Ending when Stuck(state).Length > 0 => "An approver: retry, or say that it stays.",
        BackoutPhase.Ending when Overdue(state).Length > 0 => WayOutOfEnding,
        BackoutPhase.Validating when IsAmiss(state) => "Whoever can put back what somebody changed. Or anybody: plan again, and the new plan says what it does about that. Or an approver: accept it as it is.",
        BackoutPhase.Unproven => "An approver: watch again, accept or abort.",
        _ => null,
    };

    /// <summary>What was heard first of that which is bad still; null where nothing is, or a failed deployment is all.</summary>
    private static string? Standing(BackoutState state) => state.ActiveAlarms.Concat(state.StandingNews).MinBy(signal => signal.OccurredAt)?.Summary;

    /// <summary>What came in after the plan could not be made, so that it may be able to be made now.</summary>
    private static string HeardSince(BackoutState state) => state.Signals.LastOrDefault(signal => signal.OccurredAt > state.PhaseSince) is { } last
        ? $"Since then was heard: {last.Summary.TrimEnd('.', ' ')}. So have it planned again."
        : "Mend that, then have it planned again.";

    private static int Missing(BackoutState state) => state.Quorum - state.Approvals.Count;

    private static string InHand(BackoutState state)
    {
        string[] running = [.. state.StepsAtHand
            .Where(step => state.Steps[step.Id].IsInFlight)
            .Select(step => step.Title)];
        string[] held = [.. state.StepsAtHand
            .Where(step => state.Steps[step.Id].HeldUp is not null)
            .Select(step => $"«{step.Title}» can't begin yet, since {state.Steps[step.Id].HeldUp!.Since:HH:mm:ss} UTC: {state.Steps[step.Id].HeldUp!.Reason}")];
        string late = string.Concat(Overdue(state).Select(step => $" «{step.Title}» takes longer than the {Durations.InWords(step.Deadline!.Value)} allowed for it: {state.Steps[step.Id].Note}"));
        return running.Length == 0 && state.WaitsFor is { } holder ? $"It waits: {holder.InWords}"
            : running.Length == 0 && held.Length > 0 ? $"{string.Join(' ', held)} {(held.Length == 1 ? "It is" : "They are")} tried again and again."
            : running.Length == 0 ? "No step is at work." : $"At work: {string.Join("; ", running)}.{late}";
    }

    /// <summary>Why it waits, for people.</summary>
    internal static string Held(IReadOnlyList<Ids.StepId> after) => $"It waits for a person's look after {string.Join(", ", after)}, as the plan file asks.";

    /// <summary>What people can do about a step that is overdue.</summary>
    internal static string WayPast(Ids.StepId step) => $"See what keeps it, and wait; or an approver goes on without it: skip {step} <reason>. What it may have done then stays, and is named at the end.";

    /// <summary>What people can do about a closing step that is overdue.</summary>
    internal static string WayOutOfEnding => "See what keeps it, and wait; or an approver says that it stays: leave <reason>";

    private static Plans.PlanStep[] Overdue(BackoutState state) =>
        [.. state.StepsAtHand.Where(step => step.Deadline is not null && state.Steps[step.Id] is { IsInFlight: true, IsOverdue: true })];

    private static string Stuck(BackoutState state) => string.Join(' ', state.StepsAtHand
        .Select(step => (Step: step, Stands: state.Steps[step.Id]))
        .Where(one => one.Stands.Phase is StepPhase.Failed or StepPhase.Uncertain)
        .Select(one => one.Stands.IsWithheld ? $"«{one.Step.Title}»: {one.Stands.Note}" : one.Stands.Phase is StepPhase.Failed ? $"«{one.Step.Title}» failed: {one.Stands.Note}" : $"It can't be known whether «{one.Step.Title}» had its effect: {one.Stands.Note}"));

    private static string Anew(BackoutState state) => state.Drifted.IsEmpty
        ? ""
        : $"The plan that was approved is void, nothing was done by it: {string.Join("; ", state.Drifted.Select(fact => fact.InWords))}. ";

    /// <summary>That the plan does not go back from a release, with what it does instead; empty where it goes back.</summary>
    internal static string Undoes(BackoutState state) => state is { Stopping: null, Undoing: { } undoing } ? $"This {undoing.InWords}{(undoing.IsOfOwn ? ", and does nothing else" : "")}. " : "";

    private static string Partly(BackoutState state) => state.Plan?.Lacks is { } lacks ? $"PARTIAL: {lacks}. " : "";

    /// <summary>Whether something that was done was seen to be otherwise since.</summary>
    private static bool IsAmiss(BackoutState state) => state.Effects.Exists(effect => effect is { IsSeenToLast: true, Amiss.IsUnread: false });

    /// <summary>Whether every step is over, and something stands open because the step that takes it away was skipped.</summary>
    private static bool IsHeldOpen(BackoutState state) => state.OpenBrackets.Any() && state.Steps.Values.All(step => step.IsDone);
}
