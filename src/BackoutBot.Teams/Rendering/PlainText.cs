using System.Text;
using BackoutBot.Core.Texts;

namespace BackoutBot.Teams.Rendering;

/// <summary>
/// Makes what others wrote fit to be shown as it is: one line, nothing unseen in it, of bounded length. It is then put into text runs,
/// in which Teams reads no Markdown, no mention and no link (<c>RichText</c> says why).
/// </summary>
internal static class PlainText
{
    /// <summary>The text as it may be shown.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="limit">The longest result before the note on what was left out, in UTF-16 code units.</param>
    public static string Of(string text, int limit)
    {
        StringBuilder shown = new(Math.Min(text.Length, limit) + 16);
        int read = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            int before = shown.Length;
            Append(shown, rune);
            if (shown.Length > limit)
            {
                shown.Length = before;
                return $"{shown.ToString().TrimEnd()}… ({text.Length - read} more characters)";
            }

            read += rune.Utf16SequenceLength;
        }

        return shown.ToString();
    }

    // A lone surrogate is enumerated as U+FFFD, so what comes out is always well-formed.
    private static void Append(StringBuilder shown, Rune rune)
    {
        if (rune.Value is '\n')
        {
            // A line of its own could pass for one of the bot's.
            _ = shown.Append(" ⏎ ");
        }
        else if (rune.Value is '\r' or '\t')
        {
            _ = shown.Append(' ');
        }
        else if (HiddenCharacters.Contains(rune.Value))
        {
            _ = shown.Append(HiddenCharacters.Show(rune.Value));
        }
        else if (rune.Value is '{' && shown.Length > 0 && shown[^1] == '{')
        {
            // {{DATE(…)}} and {{TIME(…)}} are replaced by the client, in runs too: learn.microsoft.com/adaptive-cards/authoring-cards/text-features.
            _ = shown.Append(" {");
        }
        else
        {
            _ = shown.Append(rune.ToString());
        }
    }
}
