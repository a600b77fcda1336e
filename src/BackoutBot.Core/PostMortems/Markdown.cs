using System.Text;
using System.Text.RegularExpressions;
using BackoutBot.Core.Texts;

namespace BackoutBot.Core.PostMortems;

/// <summary>Makes a text that others wrote harmless in CommonMark, and in the dialects that make links of bare addresses.</summary>
internal static partial class Markdown
{
    /// <summary>The text on one line: every character that could mean something to a renderer is escaped, and each that can't be seen is shown.</summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\n')
            {
                escaped.Append(" ⏎ ");
            }
            else if (rune.Value is '\t')
            {
                escaped.Append(' ');
            }
            else if (HiddenCharacters.Contains(rune.Value))
            {
                escaped.Append(HiddenCharacters.Show(rune.Value));
            }
            else if (rune.Value is '<' or '>' or '&')
            {
                escaped.Append(rune.Value switch { '<' => "&lt;", '>' => "&gt;", _ => "&amp;" });
            }
            else if (rune.IsAscii && "\\`*_{}[]()#+!|~@".Contains((char)rune.Value, StringComparison.Ordinal))
            {
                escaped.Append('\\').Append(rune);
            }
            else
            {
                escaped.Append(rune);
            }
        }

        return Address().Replace(escaped.ToString(), @"\$&");
    }

    // Where an address gives itself away: GitHub Flavored Markdown, "Autolinks (extension)".
    [GeneratedRegex(@":(?=//)|(?<=www)\.", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
