using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Backouts;

/// <summary>A stop of what is being deployed, while it is up for approval or runs: a small plan of its own before the one that rolls back.</summary>
/// <param name="By">Who asked for it, and so can't approve it.</param>
/// <param name="Reason">Why; null where none was given.</param>
/// <param name="SetAside">What was up before, and is again where the stop comes to nothing.</param>
public sealed record Stopping(PersonId By, string? Reason, SetAside SetAside)
{
    /// <summary>What it does and what comes after, for people.</summary>
    public static string InWords(BackoutState state) =>
        $"{string.Join(' ', state.Plan!.Steps.Select(step => $"{step.Title}. {step.Target}."))} {Follows(state)}";

    /// <summary>What comes after it, for people: a sentence.</summary>
    public static string Follows(BackoutState state) => state.UndoingAll switch
    {
        { Of: { } ended } undoing when state.KnowsReleaseSteps && !undoing.Steps.Concat(state.ApprovedSteps).Any(state.BearsRelease) => $"No plan follows by itself: a person then decides whether the undo of {ended}, which deploys nothing, goes on.",
        { Of: { } ended } => $"No plan follows by itself, for the undo of {ended} would deploy again: a person then decides.",
        _ => "The plan to roll back follows.",
    };
}
