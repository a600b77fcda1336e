using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BackoutBot.Core.Texts;

namespace BackoutBot.Console.Rendering;

/// <summary>
/// Shows <see cref="HiddenCharacters"/>. It works on finished HTML, so that no component can forget it.
/// </summary>
internal static partial class VisibleControls
{
    /// <summary>Replaces each such character, raw or as a numeric reference, by its code point in brackets.</summary>
    public static string Reveal(string html) => Candidates().Replace(html, match =>
    {
        var rune = match.Value is ['&', '#', 'x', .. var digits, ';']
            ? int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : match.Value.EnumerateRunes().First().Value;
        if (rune is not ('\t' or '\n' or '\r') && HiddenCharacters.Contains(rune))
        {
            return HiddenCharacters.Show(rune);
        }

        // What the encoder wrote as a reference only for being outside of ASCII reads and travels better as itself.
        return rune > 0xA0 && Rune.IsValid(rune) ? new Rune(rune).ToString() : match.Value;
    });

    // Numeric references as HtmlEncoder writes them, and raw characters as Markdig writes them.
    [GeneratedRegex(
        @"&#x[0-9A-F]{1,6};|[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\xAD\u034F\u061C\u070F\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFFB]|\uD82F[\uDCA0-\uDCA3]|\uD834[\uDD73-\uDD7A]|\uDB40[\uDC00-\uDFFF]",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Candidates();
}
