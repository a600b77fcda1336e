using System.Text;

namespace BackoutBot.Core.PostMortems;

/// <summary>Makes a text that others wrote harmless in CommonMark.</summary>
internal static class Markdown
{
    /// <summary>The text on one line, with every character that could mean something to a renderer escaped.</summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value is '\r')
            {
                continue;
            }

            if (rune.Value is '\n' or '\t')
            {
                escaped.Append(' ');
            }
            else if (rune.Value is '<' or '>' or '&')
            {
                escaped.Append(rune.Value switch { '<' => "&lt;", '>' => "&gt;", _ => "&amp;" });
            }
            else if (rune.IsAscii && "\\`*_{}[]()#+!|~@".Contains((char)rune.Value, StringComparison.Ordinal))
            {
                escaped.Append('\\').Append(rune);
            }
            else if (!Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) is not System.Globalization.UnicodeCategory.Format)
            {
                escaped.Append(rune);
            }
        }

        return escaped.ToString();
    }
}
