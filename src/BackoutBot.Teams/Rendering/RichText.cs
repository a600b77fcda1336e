using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Rendering;

/// <summary>
/// Text elements of an Adaptive Card. Whatever others wrote goes into the text runs of a <c>RichTextBlock</c>: Teams reads Markdown and
/// <c>&lt;at&gt;</c> in a <c>TextBlock</c> and a <c>FactSet</c> only (learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format),
/// and its clients do not agree on how Markdown is escaped, so that no escaping would hold on all of them.
/// </summary>
internal static class RichText
{
    /// <summary>A paragraph of runs.</summary>
    public static JObject Block(params IEnumerable<JObject> runs) => new()
    {
        ["type"] = "RichTextBlock",
        ["inlines"] = new JArray(runs),
    };

    /// <summary>A run of text.</summary>
    /// <param name="text">The text; what others wrote must have gone through <see cref="PlainText"/>.</param>
    /// <param name="bold">Whether it is bold.</param>
    /// <param name="color">The Adaptive Card colour; null for the surrounding one.</param>
    /// <param name="subtle">Whether it stands back.</param>
    /// <param name="size">The Adaptive Card size; null for the default.</param>
    public static JObject Run(string text, bool bold = false, string? color = null, bool subtle = false, string? size = null)
    {
        JObject run = new() { ["type"] = "TextRun", ["text"] = text };
        if (bold)
        {
            run["weight"] = "Bolder";
        }

        if (color is not null)
        {
            run["color"] = color;
        }

        if (subtle)
        {
            run["isSubtle"] = true;
        }

        if (size is not null)
        {
            run["size"] = size;
        }

        return run;
    }

    /// <summary>A heading, which screen readers know as such. Only a <c>TextBlock</c> can be one, so a text in which Markdown could read anything becomes bold runs instead.</summary>
    public static JObject Heading(string text) => IsSafeInMarkdown(text)
        ? new JObject
        {
            ["type"] = "TextBlock",
            ["text"] = text,
            ["style"] = "heading",
            ["size"] = "Medium",
            ["weight"] = "Bolder",
            ["wrap"] = true,
        }
        : Block(Run(text, bold: true, size: "Medium"));

    /// <summary>Sets an element's distance from the one before it.</summary>
    public static JObject Spaced(string spacing, JObject element)
    {
        element["spacing"] = spacing;
        return element;
    }

    private static bool IsSafeInMarkdown(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(character => char.IsAsciiLetterOrDigit(character) || character is ' ' or '-' or ',' or '\'');
}
