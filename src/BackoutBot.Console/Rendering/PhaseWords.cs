using BackoutBot.Core.Backouts;

namespace BackoutBot.Console.Rendering;

/// <summary>The phases as people read them.</summary>
internal static class PhaseWords
{
    /// <summary>The stations of a backout's way, in order.</summary>
    public static IReadOnlyList<string> Stations { get; } =
        ["Prepare", "Watch", "Plan", "Approve", "Roll back", "Validate", "Review", "Closed"];

    public static string Of(BackoutPhase phase) => phase switch
    {
        BackoutPhase.Preparing => "Preparing",
        BackoutPhase.Ready => "GO: ready to deploy",
        BackoutPhase.NotReady => "NO-GO: not ready to deploy",
        BackoutPhase.Watching => "Watching",
        BackoutPhase.Declared => "Declared",
        BackoutPhase.Planning => "Planning",
        BackoutPhase.Unplannable => "No plan possible",
        BackoutPhase.AwaitingApproval => "Awaiting approval",
        BackoutPhase.RollingBack or BackoutPhase.Running => "Rolling back",
        BackoutPhase.Paused => "Rollback paused",
        BackoutPhase.Blocked => "Rollback blocked",
        BackoutPhase.Ending => "Ending",
        BackoutPhase.Validating => "Validating",
        BackoutPhase.Unproven => "Not proven",
        BackoutPhase.Reviewing => "Reviewing",
        BackoutPhase.Closed => "Closed",
        BackoutPhase.RolledBack => "Rolled back",
        BackoutPhase.RolledBackInPart => "Rolled back in part",
        BackoutPhase.StoodDown => "Stood down",
        BackoutPhase.NotNeeded => "Not needed",
        BackoutPhase.Abandoned => "Abandoned",
        _ => phase.ToString(),
    };

    /// <summary>The station, by its place in <see cref="Stations"/>, at which a backout in that phase is.</summary>
    public static int Station(BackoutPhase phase) => phase switch
    {
        BackoutPhase.Preparing or BackoutPhase.Ready or BackoutPhase.NotReady => 0,
        BackoutPhase.Watching => 1,
        BackoutPhase.Declared or BackoutPhase.Planning or BackoutPhase.Unplannable => 2,
        BackoutPhase.AwaitingApproval => 3,
        BackoutPhase.RollingBack or BackoutPhase.Running or BackoutPhase.Paused or BackoutPhase.Blocked or BackoutPhase.Ending => 4,
        BackoutPhase.Validating or BackoutPhase.Unproven => 5,
        BackoutPhase.Reviewing => 6,
        _ => 7,
    };

    /// <summary>The icon and colour that go with the phase.</summary>
    public static string Look(BackoutPhase phase) => phase switch
    {
        BackoutPhase.Unplannable or BackoutPhase.Blocked or BackoutPhase.NotReady or BackoutPhase.Abandoned => "danger",
        BackoutPhase.AwaitingApproval or BackoutPhase.Paused or BackoutPhase.Unproven or BackoutPhase.RolledBackInPart => "attention",
        BackoutPhase.Ready or BackoutPhase.RolledBack => "good",
        BackoutPhase.Watching or BackoutPhase.StoodDown or BackoutPhase.NotNeeded or BackoutPhase.Closed => "quiet",
        _ => "busy",
    };
}
