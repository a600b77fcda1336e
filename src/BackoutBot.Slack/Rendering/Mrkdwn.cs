using System.Text;

namespace BackoutBot.Slack.Rendering;

/// <summary>
/// Texts of others, made safe for Slack's mrkdwn. It has no escape for its formatting characters, so where one could act it is replaced by its
/// look-alike; where it can't (<c>my_service</c>), it stays as it is and can be copied.
/// </summary>
internal static class Mrkdwn
{
    /// <summary>The text on one line: no mention, link, emoji code or formatting in it acts. At most <paramref name="limit"/> long.</summary>
    public static string Escape(string text, int limit) => EscapedText.Of(Neutral(VisibleText.OnOneLine(text)), limit);

    /// <summary>The same, bold.</summary>
    public static string Bold(string text, int limit) => $"*{Escape(text, limit - 2)}*";

    private static string Neutral(string text)
    {
        var neutral = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            _ = neutral.Append(text[at] switch
            {
                '*' => '∗',
                '~' => '∼',
                '`' => 'ˋ',
                '_' when !IsWithinWord(text, at) => 'ˍ',

                // Slack quotes a line that begins so, escaped or not.
                '>' when at == 0 => '›',
                var other => other,
            });
        }

        // Some look-alikes are letters, so that a code can be told only now.
        var read = neutral.ToString();
        for (var at = 0; at < read.Length; at++)
        {
            if (read[at] == ':' && IsEmojiCode(read, at))
            {
                neutral[at] = '꞉';
            }
        }

        return neutral.ToString();
    }

    private static bool IsWithinWord(string text, int at)
    {
        var (left, right) = (at, at);
        while (left >= 0 && text[left] == '_')
        {
            left--;
        }

        while (right < text.Length && text[right] == '_')
        {
            right++;
        }

        return left >= 0 && right < text.Length && char.IsAsciiLetterOrDigit(text[left]) && char.IsAsciiLetterOrDigit(text[right]);
    }

    // A word between colons. Two digits are the minutes of a time, and no emoji.
    private static bool IsEmojiCode(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-' or '+' or '\''))
        {
            end++;
        }

        return end < text.Length
            && text[end] == ':'
            && end > at + 1
            && !(end == at + 3 && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2]));
    }
}
