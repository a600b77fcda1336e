using BackoutBot.Core.Effects;
using BackoutBot.Core.Releases;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Backouts;

/// <summary>Why a backout ended, in one sentence, the same wherever it is said.</summary>
public static class EndWords
{
    /// <summary>That no step is left to run, and whether each was done.</summary>
    public static string Steps(BackoutState state) =>
        $"{(state.Steps.Values.Count(step => step.Phase is StepPhase.Skipped) is > 0 and var skipped ? $"No step is left to run, {skipped} skipped" : "All steps are done")}{(Lacks(state) is { } lacks ? $", of a plan that is PARTIAL: {lacks}" : "")}";

    /// <summary>What the plan lacks that is at hand, and is still not seen to be done; null where that is nothing.</summary>
    public static string? Lacks(BackoutState state) => state.LeftOut.IsEmpty ? null : state.Plan?.Lacks;

    /// <summary>What was changed by a backout that stood down; where something stood before that its plan would have taken away, it still does.</summary>
    public static string Unchanged(BackoutState state) =>
        state.HasActed && (state.Effects.IsEmpty || state.Effects.Exists(effect => effect.HasStood)) ? "Everything was put back"
        : state.Plan?.Steps.Where(step => step.Closes is { } opened && state.Plan.Find(opened) is null).Select(step => step.Before).ToArray() is { Length: > 0 } stands ? $"Nothing was changed, and as before: {string.Join("; ", stands)}"
        : "Nothing was changed";

    /// <summary>Why no plan is up: the last one stopped or put back something and is over, or was not carried out.</summary>
    public static string Unapproved(BackoutState state) => state switch
    {
        { Stopped: { } stopped } => $"The stop that {stopped.By} asked for is over. {stopped.CameOfIt}",
        { Undone: { Steps: [var step, ..], By: var by } } => state.Effects.Exists(effect => effect.Step.Id == step.Id && effect.Standing is EffectStanding.Undone)
            ? $"What was before «{step.Title}» is put back, as {by} asked."
            : $"«{step.Title}» was not put back: the step that was to do so was skipped.",
        { Denial: { } denial } => $"{denial.By} denied the new plan: {denial.Reason.TrimEnd('.', ' ')}.",
        _ => "Nobody approved the new plan in time.",
    };

    /// <summary>Why it was not gone through with.</summary>
    public static string Why(BackoutState state) => state switch
    {
        { EndedBy: BackoutTrigger.Deny, Denial: { } denial } => $"{denial.By} denied the plan: {denial.Reason.TrimEnd('.', ' ')}.",
        { EndedBy: BackoutTrigger.Expire } => "Nobody approved the plan in time.",
        { AcceptedBy: { } accepted } => $"{accepted.By} accepted it as it is: {accepted.Reason.TrimEnd('.', ' ')}.",
        { LeftOpen: { } left } => $"{left.By} gave it up and lets stand what is open: {left.Reason.TrimEnd('.', ' ')}.",
        { EndedBy: BackoutTrigger.Prove } => "All is seen to be well as it is.",
        { GivenUp: { } given } => $"{given.By} gave it up: {given.Reason.TrimEnd('.', ' ')}.",
        _ => "It was given up.",
    };

    /// <summary>What customers get once what stands is taken away and the way back is not gone to its end: a sentence with a blank before it; empty where that is not known.</summary>
    public static string Meanwhile(BackoutState state)
    {
        if (state.Leaving is not { } from || state.Unreached.IsEmpty)
        {
            return "";
        }

        string[] alarms = Raised(state);

        // Which release customers get is only known where it was to be left, and the step that does so was not gone through.
        if (state.Undoing is not null || (state.KnowsReleaseSteps && !state.Unreached.Exists(state.BearsRelease)))
        {
            return $" The way back is not gone to its end: not done is {string.Join(", ", state.Unreached.Select(step => $"«{step.Title}»"))}{(alarms.Length > 0 ? $", and raised are {string.Join(", ", alarms)}" : "")}.";
        }

        return $" The way back is not gone to its end: customers may get {from.Version} then{(alarms.Length > 0 ? $", which has alarms ({string.Join(", ", alarms)})" : "")}.";
    }

    /// <summary>What was heard to be bad and not to be well again when it ended; null where there is nothing, or it is proposed again by itself.</summary>
    public static string? StillBad(BackoutState state) =>
        state.EndedBy is not BackoutTrigger.Expire && state.RaisedAlarms.Concat(state.StandingNews).Select(signal => signal.Subject).Concat(state.EndedBy is BackoutTrigger.Prove ? [] : state.UnheardAlarms.Select(alarm => $"{alarm.Name} (as read at {state.AlarmsReadAt:HH:mm} UTC)")).Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } bad
            ? $"As far as is known at the end, still bad: {string.Join(", ", bad)}. Nothing is proposed before {(bad.Length == 1 ? "it goes" : "one of these goes")} bad anew. To go back all the same: start {state.Service}"
            : null;

    /// <summary>That the service was last seen not to work, with what was seen and the alarms that are raised; null where it was not, or nobody looked.</summary>
    public static string? NotWorking(BackoutState state)
    {
        if (state.SeenToFail.ToArray() is not { Length: > 0 } failed)
        {
            return null;
        }

        string alarms = Raised(state) is { Length: > 0 } raised ? $" Raised, as far as is known: {string.Join(", ", raised)}." : "";
        return $"{(IsDown(state) ? "The service does not work" : "The service is not well")}: that was seen at {failed.Max(result => result.FoundAt):HH:mm} UTC, and not seen to be otherwise since. {string.Join(' ', failed.Select(result => result.Summary))}{alarms}";
    }

    /// <summary>That what runs was last seen not to be what was gone back to, with what was seen: no word on whether it works. Null where it was not.</summary>
    public static string? OtherRelease(BackoutState state) =>
        state.SeenOfOtherRelease is { } seen ? $"What runs was not seen to be {FromTo.To(state)}, at {seen.FoundAt:HH:mm} UTC or since. {seen.Summary}" : null;

    /// <summary>Whether what was last seen is that the service does not work, and not only that its alarms are raised.</summary>
    public static bool IsDown(BackoutState state) => state.SeenToFail.Any(result => result.Item == Agenda.BackoutAgenda.WorksItem);

    private static string[] Raised(BackoutState state) => [.. state.RaisedAlarms.Select(alarm => alarm.Subject).Concat(state.UnheardAlarms.Select(alarm => alarm.Name)).Distinct(StringComparer.Ordinal)];

    /// <summary>What can be done about what an ended backout left, for people.</summary>
    public static IEnumerable<string> WaysOut(BackoutState state) =>
    [
        .. state.OpenBrackets.Any() ? [$"To have what stands taken away, have a plan made that does it: start {state.Service}"] : Array.Empty<string>(),
        $"Whoever answers for what stays says: takeover {state.Id} <what becomes of it>. That takes nothing away.",
    ];
}
