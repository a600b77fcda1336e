using System.Globalization;
using System.Text;

namespace BackoutBot.Slack.Rendering;

/// <summary>
/// Shows the characters that change how text around them looks without being seen themselves: controls, bidirectional controls
/// ("Trojan Source"), zero-width characters, fillers and tags.
/// </summary>
internal static class VisibleText
{
    /// <summary>The text with each such character as its code point in brackets, half a surrogate pair as U+FFFD, and <c>\n</c> as the only line break.</summary>
    public static string Of(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\n' => visible.Append('\n'),
                '\t' => visible.Append(' '),
                _ when IsDisguise(rune) => visible.Append($"⟨U+{rune.Value:X4}⟩"),
                _ => visible.Append(rune.ToString()),
            };
        }

        return visible.ToString();
    }

    /// <summary>The same on one line.</summary>
    public static string OnOneLine(string text) => Of(text).Replace('\n', ' ').Trim();

    private static bool IsDisguise(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E or 0x3164 or 0xFFA0
            or (>= 0xFFF0 and <= 0xFFF8)
            or (>= 0x2065 and <= 0x2069)
            or (>= 0xE0000 and <= 0xE0FFF);
}
