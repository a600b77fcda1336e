using BackoutBot.Core.Backouts.Events;
using BackoutBot.EndToEnd.Tests.World;

namespace BackoutBot.EndToEnd.Tests.Crashes;

/// <summary>Where the bot kills itself: right before, or right after, an append to the journal.</summary>
/// <param name="Side"><c>before</c> or <c>after</c>.</param>
/// <param name="Version">The version that the append reaches.</param>
/// <param name="Events">What it appends, in the story without a crash.</param>
/// <param name="IsEarly">Whether the restore point was not captured before it.</param>
/// <param name="IsCertain">Whether every story gets there.</param>
internal sealed record CrashPoint(string Side, long Version, string Events, bool IsEarly, bool IsCertain)
{
    /// <summary>As <c>BACKOUTBOT_CRASH</c> takes it.</summary>
    public override string ToString() => $"{Side}:{Journal.Id}:{Version}";

    /// <summary>Both sides of every append of the story.</summary>
    public static IReadOnlyList<CrashPoint> All(Backout story)
    {
        long captured = story.Entries.First(entry => entry.Event is RestorePointTaken).Version;

        // Which observation comes when differs between two runs: the last appends of a long story may not exist in a shorter one.
        long certain = story.Entries.First(entry => entry.Event is StepSucceeded).Version;
        return [.. story.Entries
            .GroupBy(entry => (entry.At, entry.Cause))
            .SelectMany(append => new[] { "before", "after" }.Select(side => new CrashPoint(
                side,
                append.Last().Version,
                string.Join(", ", append.Select(entry => entry.Event.GetType().Name)),
                append.First().Version <= captured,
                append.Last().Version <= certain)))];
    }

    /// <summary>Those where most can go wrong.</summary>
    public static IReadOnlyList<CrashPoint> Few(Backout story)
    {
        IReadOnlyList<CrashPoint> all = All(story);
        return
        [
            First(all, "before", nameof(PlanApproved)),
            First(all, "after", nameof(PlanApproved)),
            First(all, "before", nameof(StepIntended)),
            First(all, "after", nameof(StepIntended)),
            First(all, "before", nameof(StepStarted)),
            First(all, "after", nameof(StepStarted)),
        ];
    }

    private static CrashPoint First(IReadOnlyList<CrashPoint> all, string side, string what) =>
        all.First(point => point.Side == side && point.Events.Contains(what, StringComparison.Ordinal));
}
