using BackoutBot.Core.Backouts;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Plans;

namespace BackoutBot.Core.Announcements;

/// <summary>What clients notice, without names of people or systems, and without what tells them nothing.</summary>
internal static class ClientWords
{
    private const string Everyone = "Everyone gets the maintenance page";

    // Who comes by which listener of which load balancer is nothing that a client knows of itself.
    private const string Some = "Some of our customers may get a maintenance page";

    /// <summary>What they are shown now, as far as it was seen: sentences; null where it is nothing.</summary>
    internal static string? Shown(BackoutState state) =>
        state.OpenBrackets.Where(effect => effect.Standing is EffectStanding.Seen).Select(effect => $"{Of(effect.Stands)}.").Distinct().ToArray() is { Length: > 0 } shown ? string.Join(' ', shown) : null;

    /// <summary>What they notice by the plan, and for how long: sentences.</summary>
    internal static string Noticed(Plan plan)
    {
        string[] noticed =
        [
            .. plan.Brackets.GroupBy(bracket => Of(bracket.Opening.Target)).Select(same => $"{same.Key} for about {Durations.InWords(same.Max(bracket => bracket.For))}."),
            .. plan.Steps.Where(step => step.Closes is { } opened && plan.Find(opened) is null).Select(closing => $"{Of(closing.Before)} now, until that is taken away.").Distinct(),
        ];
        return noticed.Length > 0 ? string.Join(' ', noticed) : "Some requests may fail for a short time.";
    }

    private static string Of(string stands) => stands.StartsWith(Everyone, StringComparison.Ordinal) ? Everyone : Some;
}
