using BackoutBot.Core.Backouts;

namespace BackoutBot.Core.Releases;

/// <summary>Which release a backout leaves and where it goes back to, in the same words wherever it is said.</summary>
public static class FromTo
{
    /// <summary>
    /// The release that is left: as it was read when the first plan was made, or what somebody has deployed since, else as the deployment's event
    /// named it; null where none of these is known. At the end it is what was left by what was done: what a plan found that nobody approved was left by nobody.
    /// Null, too, where what is gone back to is there or on its way already, so that no step leaves another.
    /// </summary>
    public static string? From(BackoutState state) => IsThereAlready(state) ? null : Since(state, EndedBeforeApproval(state) ? state.RanWhenApproved : state.FoundRunning)?.Version ?? state.Leaving?.Version ?? state.DeployedVersion;

    /// <summary>Whether what is gone back to is there or on its way already, so that no step leaves another; at the end, whether it was when what was done was approved.</summary>
    public static bool IsThereAlready(BackoutState state) => EndedBeforeApproval(state) ? state.WasThereWhenApproved : state.IsThereAlready;

    /// <summary>What somebody deployed in place of the release that was to be left: what runs, and neither is what is gone back to nor was brought by the backout's own steps; null where nothing does.</summary>
    public static Release? Since(BackoutState state) => Since(state, state.FoundRunning);

    /// <summary>The same, for what was read just now.</summary>
    internal static Release? Since(BackoutState state, Release? running) =>
        running is { Components.Count: > 0 } && state.Leaving is { } left && !running.IsSameAs(left) && running.Version != left.Version && running.Version != Target(state) && !IsOfOwnDoing(state, left, running) ? running : null;

    /// <summary>Whether a step of the backout may have brought that release.</summary>
    internal static bool HasBrought(BackoutState state, Release running) => HasDeployed(state) && state.AimedAt.Exists(release => release.Version == running.Version);

    /// <summary>Whether all that runs is what was to be left, or what a step of the backout may have brought in its place.</summary>
    private static bool IsOfOwnDoing(BackoutState state, Release left, Release running) => HasBrought(state, running)
        || (HasDeployed(state) && running.Components.All(component => left.Components.Contains(component) || state.AimedAt.Exists(release => release.Components.Contains(component))));

    private static bool HasDeployed(BackoutState state) => state.Effects.Exists(effect => effect.Closing is null && state.BearsRelease(effect.Step));

    /// <summary>The release that it goes back to; null where what was captured names none.</summary>
    public static string? Target(BackoutState state) => state.Undoing is { To: { Components.Count: > 0 } before } ? before.Version : state.RestorePoint is { Release: { Components.Count: > 0 } release } ? release.Version : null;

    /// <summary>Where it goes back to, in words.</summary>
    public static string To(BackoutState state) => EndedBeforeApproval(state) ? state.WentTo ?? Goal(state) : Goal(state);

    /// <summary>From where to where, in words; only where to, where no step leaves another release.</summary>
    public static string InWords(BackoutState state) => IsThereAlready(state) ? $"to {To(state)}, which is there or on its way already" : $"{From(state) ?? "what runs"} → {To(state)}";

    internal static string Goal(BackoutState state) => Target(state) ?? state.RestorePoint switch
    {
        _ when state.Undoing is { Of: { } ended } => $"what the steps of {ended} had found",
        { States.Count: > 0 } point => $"what was captured at {point.TakenAt:yyyy-MM-dd HH:mm} UTC",
        _ => "what AWS's own history has from before",
    };

    /// <summary>Whether something was done by an approved plan, and it ended before a later one was approved.</summary>
    private static bool EndedBeforeApproval(BackoutState state) =>
        state is { Outcome: not null, EndedBy: not BackoutTrigger.Prove, HasApprovedPlan: false, ApprovedSteps.IsEmpty: false };
}
