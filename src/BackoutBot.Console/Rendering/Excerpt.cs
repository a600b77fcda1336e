namespace BackoutBot.Console.Rendering;

/// <summary>Keeps one long text from burying everything else.</summary>
internal static class Excerpt
{
    /// <summary>The longest text that is shown whole, in UTF-16 code units.</summary>
    public const int Limit = 4_000;

    /// <summary>The text, or its beginning and how much was left out.</summary>
    public static string Of(string text)
    {
        if (text.Length <= Limit)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[Limit - 1]) ? Limit - 1 : Limit;
        return $"{text.AsSpan(0, end)}… ({text.Length - end} more characters are not shown)";
    }
}
