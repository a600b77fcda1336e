using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BackoutBot.Console.Rendering;

/// <summary>
/// Shows the characters that change how text around them looks without being seen themselves: controls, bidirectional controls
/// ("Trojan Source"), zero-width characters and tags. It works on finished HTML, so that no component can forget it.
/// </summary>
internal static partial class VisibleControls
{
    /// <summary>Replaces each such character, raw or as a numeric reference, by its code point in brackets.</summary>
    public static string Reveal(string html) => Candidates().Replace(html, match =>
    {
        var rune = match.Value is ['&', '#', 'x', .. var digits, ';']
            ? int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : match.Value.EnumerateRunes().First().Value;
        if (IsDisguise(rune))
        {
            return $"⟨U+{rune:X4}⟩";
        }

        // What the encoder wrote as a reference only for being outside of ASCII reads and travels better as itself.
        return rune > 0xA0 && Rune.IsValid(rune) ? new Rune(rune).ToString() : match.Value;
    });

    private static bool IsDisguise(int rune) =>
        rune is (< 0x20 and not ('\t' or '\n' or '\r'))
            or (>= 0x7F and <= 0x9F)
            or 0x00AD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E or 0x3164 or 0xFEFF or 0xFFA0
            or (>= 0x200B and <= 0x200F)
            or (>= 0x2028 and <= 0x202E)
            or (>= 0x2060 and <= 0x206F)
            or (>= 0xFFF0 and <= 0xFFFB)
            or (>= 0xE0000 and <= 0xE0FFF);

    // Numeric references as HtmlEncoder writes them, and raw characters as Markdig writes them.
    [GeneratedRegex(
        @"&#x[0-9A-F]{1,6};|[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\xAD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFFB]|\uDB40[\uDC00-\uDFFF]",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Candidates();
}
