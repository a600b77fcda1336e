using System.Text;
using BackoutBot.Core.Texts;

namespace BackoutBot.Slack.Rendering;

/// <summary>Shows <see cref="HiddenCharacters"/> in plain text.</summary>
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
                _ when HiddenCharacters.Contains(rune.Value) => visible.Append(HiddenCharacters.Show(rune.Value)),
                _ => visible.Append(rune.ToString()),
            };
        }

        return visible.ToString();
    }

    /// <summary>The same on one line.</summary>
    public static string OnOneLine(string text) => Of(text).Replace('\n', ' ').Trim();
}
