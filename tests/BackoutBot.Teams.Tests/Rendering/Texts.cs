using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Rendering;

/// <summary>What a card says.</summary>
internal static class Texts
{
    /// <summary>All texts of the card, a line an element.</summary>
    public static string Of(JObject card) => string.Join('\n', card.Descendants().OfType<JObject>().Select(element => (string?)element["type"] switch
    {
        "RichTextBlock" => string.Concat(element["inlines"]!.Select(run => (string?)run["text"])),
        "TextBlock" => (string?)element["text"],
        _ => null,
    }).OfType<string>());
}
