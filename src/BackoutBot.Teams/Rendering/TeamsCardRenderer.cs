using BackoutBot.Core.Cards;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Rendering;

/// <summary>
/// Turns the live card into an Adaptive Card 1.5, the version that universal actions need. The headline, who is waited for and the
/// buttons are always there; of the rest, what does not fit into a message is named.
/// </summary>
internal static class TeamsCardRenderer
{
    /// <summary>Renders the card.</summary>
    /// <param name="card">The card.</param>
    /// <param name="channel">The channel of its thread.</param>
    /// <param name="forApprover">Whether it is for somebody who may approve; everybody else does not see the approvers' buttons.</param>
    /// <param name="refreshUserIds">Whose clients ask for their own view of it; asked only while there is a button that not everybody sees.</param>
    public static JObject Render(Card card, string channel, bool forApprover, IReadOnlyList<string> refreshUserIds)
    {
        IReadOnlyList<CardButton> visible = [.. card.Buttons.Where(button => forApprover || !button.ForApprovers)];
        (JArray actions, IReadOnlyList<CardButton> left) = CardActions.Of(card.Backout, channel, visible);
        JObject rendered = Frame.Of(Fallback(card));
        if (card.Buttons.Any(button => button.ForApprovers))
        {
            rendered["refresh"] = CardActions.Refresh(card.Backout, channel, refreshUserIds);
        }

        JArray body = Frame.Body(rendered);
        body.Add(Head(card));
        if (actions.Count > 0)
        {
            rendered["actions"] = actions;
        }

        JObject[] closing = [.. Closing(card, forApprover, left)];
        CardBudget budget = new(CardBudget.Whole - 600);
        budget.Spend(rendered);
        Array.ForEach(closing, budget.Spend);

        IReadOnlyList<JObject> cautions = budget.Take(card.Cautions.Select(Caution), 30);
        IReadOnlyList<JObject> facts = budget.Take(card.Facts.Select(Fact), 30);
        IReadOnlyList<JObject> steps = budget.Take(card.Steps.Select(CardSections.Step), 75);
        IReadOnlyList<JObject> checks = budget.Take(CardSections.Checks(card.Checks), 90);

        Add(body, cautions, card.Cautions.Count, "caution");
        Add(body, facts, card.Facts.Count, "fact");
        Add(body, steps, card.Steps.Count, "step");
        CardSections.AddChecks(body, card.Checks, checks);
        string[] missing =
        [
            .. Missing(card.Cautions.Count - cautions.Count, "caution"),
            .. Missing(card.Facts.Count - facts.Count, "fact"),
            .. Missing(card.Steps.Count - steps.Count, "step"),
            .. Missing(card.Checks.Count - checks.Count, "check"),
        ];
        if (missing.Length > 0)
        {
            body.Add(RichText.Block(RichText.Run($"Not shown for want of room: {string.Join(", ", missing)}. To be told all of it, type status {PlainText.Of(card.Backout.Value, 100)}.", subtle: true)));
        }

        foreach (JObject element in closing)
        {
            body.Add(element);
        }

        return rendered;
    }

    private static JObject Head(Card card)
    {
        JArray items =
        [
            RichText.Heading(PlainText.Of(card.State, 100)),
            RichText.Block(RichText.Run(PlainText.Of(card.Title, 160), bold: true)),
            RichText.Block(RichText.Run(PlainText.Of(card.Now, 1_200))),
        ];
        if (card.Waiting is { } waiting)
        {
            items.Add(RichText.Block(RichText.Run("Waiting for: ", bold: true), RichText.Run(PlainText.Of(waiting, 400))));
        }

        if (card.Progress is { } progress)
        {
            items.Add(RichText.Block(RichText.Run($"{Looks.Bar(progress.Percent)} {progress.Percent} % · {PlainText.Of(progress.Label, 80)}")));
        }

        return new JObject { ["type"] = "Container", ["style"] = Looks.Style(card.Tone), ["bleed"] = true, ["items"] = items };
    }

    private static JObject Caution(string caution) => RichText.Block(RichText.Run("! ", bold: true, color: "Warning"), RichText.Run(PlainText.Of(caution, 600)));

    private static JObject Fact(CardFact fact) => RichText.Spaced("Small", RichText.Block(RichText.Run($"{PlainText.Of(fact.Name, 60)}: ", bold: true), RichText.Run(PlainText.Of(fact.Value, 400))));

    private static IEnumerable<JObject> Closing(Card card, bool forApprover, IReadOnlyList<CardButton> left)
    {
        string[] kept = [.. card.Buttons.Where(button => button.ForApprovers && !forApprover).Select(button => button.Label).Distinct()];
        if (kept.Length > 0)
        {
            yield return RichText.Block(RichText.Run(PlainText.Of($"Approvers also have: {string.Join(", ", kept)}. Not there though you are one? Choose Refresh card in the message's menu.", 400), subtle: true));
        }

        if (left.Count > 0)
        {
            yield return RichText.Block(RichText.Run(PlainText.Of($"More than there is room for: type {string.Join(", or ", left.Select(button => $"{CardVerbs.NameOf(button.Verb)} {button.Step}".TrimEnd()).Distinct())}.", 400), subtle: true));
        }

        yield return RichText.Block(RichText.Run(PlainText.Of(card.Footer, 200), subtle: true, size: "Small"));
    }

    private static void Add(JArray body, IReadOnlyList<JObject> elements, int all, string what)
    {
        if (all > 0 && elements.Count > 0)
        {
            body.Add(new JObject { ["type"] = "Container", ["id"] = $"{what}s", ["separator"] = true, ["items"] = new JArray(elements) });
        }
    }

    private static IEnumerable<string> Missing(int count, string what) => count > 0 ? [$"{count} {what}{(count == 1 ? "" : "s")}"] : [];

    private static string Fallback(Card card) =>
        $"{PlainText.Of(card.Title, 160)}: {PlainText.Of(card.State, 100)}. {PlainText.Of(card.Now, 400)} This Teams client can't show the card: update it, or type: status {PlainText.Of(card.Backout.Value, 100)}";
}
