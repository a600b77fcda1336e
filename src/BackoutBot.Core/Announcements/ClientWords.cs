using BackoutBot.Core.Backouts;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Plans;

namespace BackoutBot.Core.Announcements;

/// <summary>What clients notice, without what tells them nothing.</summary>
internal static class ClientWords
{
    /// <summary>What they are shown now, as far as it was seen: sentences; null where it is nothing.</summary>
    internal static string? Shown(BackoutState state) =>
        state.OpenBrackets.Where(effect => effect.Standing is EffectStanding.Seen).Select(effect => $"{Of(effect.Stands)}.").Distinct().ToArray() is { Length: > 0 } shown ? string.Join(' ', shown) : null;

    /// <summary>What they notice by the plan, and for how long: sentences.</summary>
    internal static string Noticed(Plan plan) => PlanWords.Impact(plan) is [_, ..] and var impact
        ? Of(string.Join(" ", impact.Select(one => $"{char.ToUpperInvariant(one[0])}{one[1..]}.")))
        : "Some requests may fail for a short time.";

    private static string Of(string text) => text.Replace(" (503)", "", StringComparison.Ordinal).Replace(" (it stood before this backout)", "", StringComparison.Ordinal);
}
