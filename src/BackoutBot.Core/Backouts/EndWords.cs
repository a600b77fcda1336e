using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Backouts;

/// <summary>Why a backout ended, in one sentence, the same wherever it is said.</summary>
public static class EndWords
{
    /// <summary>That no step is left to run, and whether each was done.</summary>
    public static string Steps(BackoutState state) =>
        state.Steps.Values.Count(step => step.Phase is StepPhase.Skipped) is > 0 and var skipped ? $"No step is left to run, {skipped} skipped" : "All steps are done";

    /// <summary>Why it was not gone through with.</summary>
    public static string Why(BackoutState state) => state switch
    {
        { EndedBy: BackoutTrigger.Deny, Denial: { } denial } => $"{denial.By} denied the plan: {denial.Reason.TrimEnd('.', ' ')}.",
        { EndedBy: BackoutTrigger.Expire } => "Nobody approved the plan in time.",
        { LeftOpen: { } left } => $"{left.By} gave it up and takes over what stays: {left.Reason.TrimEnd('.', ' ')}.",
        { GivenUp: { } given } => $"{given.By} gave it up: {given.Reason.TrimEnd('.', ' ')}.",
        _ => "It was given up.",
    };
}
