using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Journal;

namespace BackoutBot.Walk.Tests.Cases;

/// <summary>A place in a backout: what the journal has just been told, and nothing has come of yet.</summary>
/// <param name="Round">How many plans have been made; 0 before the first.</param>
/// <param name="Name">What was written, such as <c>code-stop started</c>.</param>
internal sealed record Boundary(int Round, string Name)
{
    /// <summary>The boundary that an append is; null for news of something that goes on.</summary>
    public static Boundary? Of(IReadOnlyList<JournalEntry> appended, BackoutState after) =>
        appended.Select(entry => NameOf(entry.Event)).OfType<string>().FirstOrDefault() is { } name ? new Boundary(after.PlanRound, name) : null;

    public override string ToString() => $"{Round}: {Name}";

    private static string? NameOf(BackoutEvent happened) => happened switch
    {
        StepIntended intended => $"{intended.Step} intended",
        StepStarted started => $"{started.Step} started",
        StepSucceeded succeeded => $"{succeeded.Step} succeeded",
        StepFailed failed => $"{failed.Step} failed",
        StepDrifted drifted => $"{drifted.Step} drifted",
        StepBecameUncertain uncertain => $"{uncertain.Step} uncertain",
        RestorePointTaken => "restore point taken",
        WellnessChanged { Well: true } => "well",
        PhaseEntered entered => $"enters {entered.To}",
        _ => null,
    };
}
