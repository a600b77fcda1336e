using System.Text;

namespace BackoutBot.Slack.Rendering;

/// <summary>
/// Replaces Slack's three control characters, and cuts where it must: never within an entity or a surrogate pair, and never
/// silently. Source: docs.slack.dev, "Formatting message text", escaping text.
/// </summary>
internal static class EscapedText
{
    private const int RoomForCount = 40;

    /// <summary>The escaped text, at most <paramref name="limit"/> long; a dash where there is no text, since Slack refuses empty ones.</summary>
    public static string Of(string text, int limit)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "–";
        }

        var whole = Take(text, limit, out var taken);
        if (taken == text.Length)
        {
            return whole;
        }

        // A count is worth its room only where there is some.
        if (limit < 4 * RoomForCount)
        {
            return Take(text, limit - 1, out _) + "…";
        }

        var begin = Take(text, limit - RoomForCount, out taken);
        return $"{begin}… ({text.Length - taken} more characters)";
    }

    private static string Take(string text, int limit, out int taken)
    {
        var escaped = new StringBuilder(Math.Min(text.Length, limit));
        taken = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var unit = rune.Value switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => rune.ToString() };
            if (escaped.Length + unit.Length > limit)
            {
                // Within a word it is harmless; at the end of one it could close something.
                while (escaped is [.., '_'])
                {
                    escaped.Length--;
                    taken--;
                }

                break;
            }

            _ = escaped.Append(unit);
            taken += rune.Utf16SequenceLength;
        }

        return escaped.ToString();
    }
}
