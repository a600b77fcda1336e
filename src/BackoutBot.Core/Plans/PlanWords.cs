using BackoutBot.Core.Backouts;
using BackoutBot.Core.Releases;

namespace BackoutBot.Core.Plans;

/// <summary>What a plan amounts to, in one sentence, the same wherever it is said.</summary>
public static class PlanWords
{
    /// <summary>From where to where, what customers notice and for how long, and how much it is; such as <c>v2.4.0 → v2.3.1 · everyone gets the maintenance page (503) for about 15 min · 4 steps, about 17 min</c>.</summary>
    /// <param name="state">The backout whose plan is up.</param>
    public static string InOneSentence(BackoutState state)
    {
        Plan plan = state.Plan!;
        string[] clauses =
        [
            .. state.Undoing is { IsOfOwn: true } ? Array.Empty<string>() : [FromTo.InWords(state)],
            .. Impact(plan),
            $"{plan.Steps.Count} step{(plan.Steps.Count == 1 ? "" : "s")}, about {Durations.InWords(plan.Estimate)}",
        ];
        return string.Join(" · ", clauses);
    }

    /// <summary>What customers notice of a plan and for how long, be it put up by it or standing already: clauses; none where there is nothing for them to see.</summary>
    internal static IReadOnlyList<string> Impact(Plan plan) =>
    [
        .. plan.Brackets.GroupBy(bracket => bracket.Opening.Target).Select(same => $"{Lower(same.Key)} for about {Durations.InWords(same.Max(bracket => bracket.For))}"),
        .. plan.Steps.Where(step => step.Closes is { } opened && plan.Find(opened) is null).Select(closing => $"{Lower(closing.Before)} now, until that is taken away").Distinct(),
    ];

    private static string Lower(string text) => $"{char.ToLowerInvariant(text[0])}{text[1..]}";
}
