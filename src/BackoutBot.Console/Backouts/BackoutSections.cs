using BackoutBot.Console.Rendering;
using BackoutBot.Core.Journal;

namespace BackoutBot.Console.Backouts;

/// <summary>Renders the parts of a backout's page that can change, each by itself.</summary>
internal static class BackoutSections
{
    /// <summary>The key of the element that holds the timeline's entries.</summary>
    public const string Timeline = "timeline";

    /// <summary>The parts as they stand, in the page's order.</summary>
    public static async Task<IReadOnlyList<string>> RenderAsync(ConsoleRenderer renderer, BackoutView view) =>
    [
        await renderer.RenderAsync<BackoutHead>((nameof(BackoutHead.View), view)),
        await renderer.RenderAsync<BackoutSteps>((nameof(BackoutSteps.View), view)),
        await renderer.RenderAsync<BackoutPostMortem>((nameof(BackoutPostMortem.View), view)),
        await renderer.RenderAsync<BackoutChecklist>((nameof(BackoutChecklist.View), view)),
        await renderer.RenderAsync<BackoutApprovals>((nameof(BackoutApprovals.View), view)),
        await renderer.RenderAsync<BackoutRestorePoint>((nameof(BackoutRestorePoint.View), view)),
        await renderer.RenderAsync<JournalBadge>((nameof(JournalBadge.View), view)),
    ];

    /// <summary>One entry of the timeline.</summary>
    public static Task<string> RenderAsync(ConsoleRenderer renderer, JournalEntry entry, long? tamperedAt) =>
        renderer.RenderAsync<JournalRow>((nameof(JournalRow.Entry), entry), (nameof(JournalRow.Tampered), entry.Version == tamperedAt));
}
