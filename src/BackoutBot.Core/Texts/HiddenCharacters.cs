namespace BackoutBot.Core.Texts;

/// <summary>
/// Characters that change how the text around them looks without being seen themselves: controls, bidirectional controls ("Trojan
/// Source"), zero-width characters, fillers and tags. Renderers show them, so that nothing that others wrote can disguise itself.
/// </summary>
public static class HiddenCharacters
{
    /// <summary>Whether the code point is one. Line breaks and tabs are controls too: a renderer that keeps them asks about them first.</summary>
    public static bool Contains(int codePoint) =>
        codePoint is < 0x20
            or (>= 0x7F and <= 0x9F)
            or 0x00AD or 0x034F or 0x061C or 0x070F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E or 0x3164 or 0xFEFF or 0xFFA0
            or (>= 0x200B and <= 0x200F)
            or (>= 0x2028 and <= 0x202E)
            or (>= 0x2060 and <= 0x206F)
            or (>= 0xFFF0 and <= 0xFFFB)
            or (>= 0x1BCA0 and <= 0x1BCA3)
            or (>= 0x1D173 and <= 0x1D17A)
            or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>The code point in brackets, as it is shown instead: <c>⟨U+202E⟩</c>.</summary>
    public static string Show(int codePoint) => $"⟨U+{codePoint:X4}⟩";
}
