using System.Net;
using System.Text;
using BackoutBot.Core.Chat;

namespace BackoutBot.Slack.Rendering;

/// <summary>What is said beside a document whose whole text is a file: its title, and the rows of the table that it begins with.</summary>
internal static class SlackDocumentRenderer
{
    private const int Rows = 10;

    /// <summary>The comment that the file is uploaded with, in escaped mrkdwn; Slack takes no blocks beside a comment.</summary>
    public static string Comment(DocumentBody body) => string.Join(
        '\n',
        RowsOf(body.Markdown).Take(Rows)
            .Select(row => $"{Mrkdwn.Bold(row.Name, 60)}: {Mrkdwn.Escape(row.Value, 300)}")
            .Prepend($"📄 {Mrkdwn.Bold(body.Title, 300)}"));

    /// <summary>The two-column rows before the first second-level heading.</summary>
    private static IEnumerable<(string Name, string Value)> RowsOf(string markdown)
    {
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n').TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)))
        {
            // A cell's own bars are escaped, so that a bar between spaces ends a cell.
            if (line.StartsWith("| ", StringComparison.Ordinal)
                && line.EndsWith(" |", StringComparison.Ordinal)
                && line.Length > 4
                && line[2..^2].Split(" | ") is [var name, var value]
                && name.Any(char.IsLetter))
            {
                yield return (Unescaped(name), Unescaped(value));
            }
        }
    }

    // CommonMark: a backslash before ASCII punctuation is no more than that punctuation; entities are the character.
    private static string Unescaped(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && (char.IsAsciiLetterOrDigit(text[at + 1]) || text[at + 1] <= ' ' || !char.IsAscii(text[at + 1])) is false)
            {
                at++;
            }

            _ = plain.Append(text[at]);
        }

        return WebUtility.HtmlDecode(plain.ToString());
    }
}
