using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace BackoutBot.Sandbox.Play;

/// <summary>Reads the console's HTML as a person does: what stands in it, and which buttons there are.</summary>
internal static class MessageReader
{
    private static readonly HtmlParser Parser = new();

    /// <summary>The message, or null where the fragment holds none.</summary>
    public static PlayedMessage? Read(string channel, string? thread, string html)
    {
        if (Parser.ParseDocument($"<ul>{html}</ul>").QuerySelector("article.message") is not { } article)
        {
            return null;
        }

        IElement? document = article.QuerySelector("details.document");
        PlayedCard? card = article.QuerySelector("section.card") is { } section ? Card(section) : null;
        return new PlayedMessage(
            article.GetAttribute("data-key") ?? string.Empty,
            channel,
            thread,
            Text(article.QuerySelector(".author")),
            DateTimeOffset.Parse(article.QuerySelector("time")?.GetAttribute("datetime") ?? string.Empty, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            article.ClassList.Contains("is-private"),
            card is not null ? [card.State, card.Now] : document is not null ? [Text(document.QuerySelector("summary")), .. Prose(document)] : Lines(article),
            card,
            document is not null);
    }

    private static PlayedCard Card(IElement section) => new(
        Text(section.QuerySelector("header .quiet-link")),
        Text(section.QuerySelector("header .status")),
        Text(section.QuerySelector(".now")),
        section.QuerySelector(".progress span") is { } progress ? Text(progress) : null,
        [.. section.QuerySelectorAll(".steps > .step").Select(Text)],
        [.. section.QuerySelectorAll("[data-press]").Select(button => new PlayedButton(
            button.GetAttribute("data-press") ?? string.Empty,
            Text(button),
            button.GetAttribute("data-channel") ?? string.Empty,
            button.GetAttribute("data-backout") ?? string.Empty,
            button.GetAttribute("data-plan"),
            button.GetAttribute("data-step")))]);

    private static IReadOnlyList<string> Lines(IElement article) =>
        [.. article.QuerySelectorAll("p.said, p.line, p.headline, ul.lines > li").Select(Text)];

    private static IEnumerable<string> Prose(IElement document) => document
        .QuerySelectorAll(".prose h1, .prose h2, .prose h3, .prose p, .prose li, .prose tr")
        .Where(block => block.QuerySelector("p, li, tr") is null)
        .Select(block => block.LocalName switch
        {
            "h1" or "h2" or "h3" => $"\n{Text(block).ToUpperInvariant()}",
            "li" => $"- {Text(block)}",
            "tr" => string.Join("  |  ", block.Children.Select(Text)),
            _ => Text(block),
        });

    /// <summary>The words with one space between, icons left out.</summary>
    private static string Text(IElement? element) => element is null
        ? string.Empty
        : string.Join(' ', element.GetDescendants().OfType<IText>()
            .Where(text => text.ParentElement?.Closest("svg, [aria-hidden=true]") is null)
            .SelectMany(text => text.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
