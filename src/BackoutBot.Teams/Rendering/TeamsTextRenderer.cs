using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Rendering;

/// <summary>Turns a message of a headline and lines into an Adaptive Card, and any message into the line that a notification shows.</summary>
internal static class TeamsTextRenderer
{
    /// <summary>Renders the message; lines that do not fit are counted.</summary>
    public static JObject Render(TextBody text)
    {
        JObject rendered = Frame.Of(Summary(text));
        JObject headline = RichText.Block(RichText.Run(PlainText.Of(text.Headline, 1_500), bold: true));
        CardBudget budget = new(CardBudget.Whole - 300);
        budget.Spend(rendered);
        budget.Spend(headline);
        IReadOnlyList<JObject> lines = budget.Take(text.Lines.Select(line => RichText.Block(RichText.Run(PlainText.Of(line, 4_000)))), 95);
        JArray items = [headline, .. lines];
        int left = text.Lines.Count - lines.Count;
        if (left > 0)
        {
            items.Add(RichText.Block(RichText.Run($"Not shown for want of room: {left} more line{(left == 1 ? "" : "s")}. All of it is in the console.", subtle: true)));
        }

        Frame.Body(rendered).Add(Quiet(text.Tone)
            ? new JObject { ["type"] = "Container", ["items"] = items }
            : new JObject { ["type"] = "Container", ["style"] = Looks.Style(text.Tone), ["bleed"] = true, ["items"] = items });
        return rendered;
    }

    /// <summary>The message in one line of plain text, for notifications and for clients that show no card.</summary>
    public static string Summary(MessageBody body) => body switch
    {
        CardBody { Card: var card } => PlainText.Of($"{card.Title}: {card.State}. {card.Now}", 300),
        TextBody text => PlainText.Of(text.Headline, 300),
        DocumentBody document => PlainText.Of(document.Title, 300),
        _ => throw new InvalidOperationException($"No rule summarises a {body.GetType().Name}."),
    };

    private static bool Quiet(CardTone tone) => tone is CardTone.Quiet or CardTone.Busy;
}
