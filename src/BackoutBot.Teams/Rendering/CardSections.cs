using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Steps;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Rendering;

/// <summary>The card's steps and checks.</summary>
internal static class CardSections
{
    private const string ChecksId = "checks";

    /// <summary>A step: how it stands, what it does, from what to what, its news.</summary>
    public static JObject Step(CardStep step)
    {
        JArray items =
        [
            RichText.Block(
                RichText.Run($"{Looks.Mark(step.Phase)} {StateWords.Of(step.Phase)}  ", bold: true, color: Looks.Color(step.Phase)),
                RichText.Run(PlainText.Of(step.Title, 200), bold: true)),
            RichText.Spaced("None", RichText.Block(RichText.Run(PlainText.Of($"{step.Before} → {step.Target}", 400)))),
        ];
        if (step.Phase is StepPhase.Starting or StepPhase.Running)
        {
            items.Add(RichText.Spaced("None", RichText.Block(RichText.Run($"{Looks.Bar(step.Percent)} {step.Percent} %"))));
        }

        if (step.Note.Length > 0)
        {
            items.Add(RichText.Spaced("None", RichText.Block(RichText.Run(PlainText.Of(step.Note, 400), subtle: true))));
        }

        return new JObject { ["type"] = "Container", ["spacing"] = "Medium", ["items"] = items };
    }

    /// <summary>The checks, the worst first, so that these are there when not all fit.</summary>
    public static IEnumerable<JObject> Checks(IReadOnlyList<CardCheck> checks) => checks.OrderBy(check => Rank(check.Status)).Select(check =>
    {
        List<JObject> runs =
        [
            RichText.Run($"{Looks.Mark(check.Status)} {StateWords.Of(check.Status)}  ", bold: true, color: Looks.Color(check.Status)),
            RichText.Run(PlainText.Of($"{check.Item} {check.Title}: ", 160)),
            RichText.Run(PlainText.Of(check.Summary, 400), subtle: true),
        ];
        if (check.Fix is { } fix)
        {
            runs.Add(RichText.Run(" Fix: ", bold: true));
            runs.Add(RichText.Run(PlainText.Of(fix, 400)));
        }

        return RichText.Spaced("Small", RichText.Block(runs));
    });

    /// <summary>Puts the checks behind a button that says how many there are of each kind.</summary>
    public static void AddChecks(JArray body, IReadOnlyList<CardCheck> all, IReadOnlyList<JObject> shown)
    {
        if (shown.Count == 0)
        {
            return;
        }

        IEnumerable<string> counts = all.GroupBy(check => check.Status).OrderBy(group => Rank(group.Key)).Select(group => $"{group.Count()} {StateWords.Of(group.Key)}");
        body.Add(new JObject
        {
            ["type"] = "ActionSet",
            ["separator"] = true,
            ["actions"] = new JArray(new JObject
            {
                ["type"] = "Action.ToggleVisibility",
                ["title"] = $"Checks: {string.Join(", ", counts)}",
                ["targetElements"] = new JArray(ChecksId),
            }),
        });
        body.Add(new JObject { ["type"] = "Container", ["id"] = ChecksId, ["isVisible"] = false, ["items"] = new JArray(shown) });
    }

    private static int Rank(CheckStatus status) => status switch
    {
        CheckStatus.Fail => 0,
        CheckStatus.Unknown => 1,
        CheckStatus.Warn => 2,
        CheckStatus.Pass => 3,
        _ => 4,
    };
}
