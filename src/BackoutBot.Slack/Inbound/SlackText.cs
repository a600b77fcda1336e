using System.Text.RegularExpressions;

namespace BackoutBot.Slack.Inbound;

/// <summary>Turns what people typed, which Slack sends in its own notation, into plain text (https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages).</summary>
internal static partial class SlackText
{
    /// <summary>The plain text.</summary>
    public static string Plain(string? text) => Unescape(Reference().Replace(text ?? "", match =>
    {
        var target = match.Groups["target"].Value;
        var label = match.Groups["label"].Success ? match.Groups["label"].Value : null;
        return target switch
        {
            ['@', ..] => $"@{label ?? target[1..]}",
            ['#', ..] => $"#{label ?? target[1..]}",
            ['!', .. var special] => label ?? $"@{special}",
            _ when label is null || target.EndsWith(label, StringComparison.Ordinal) => target.StartsWith("mailto:", StringComparison.Ordinal) || target.StartsWith("tel:", StringComparison.Ordinal) ? label ?? target : target,
            _ => $"{label} ({target})",
        };
    })).Trim();

    /// <summary>What is said to the bot in a message that mentions it: what follows the mention.</summary>
    /// <param name="text">The message as Slack sent it.</param>
    /// <param name="self">The bot's user id; null where Slack did not say it, and then the first mention is the bot's.</param>
    public static string AfterMention(string? text, string? self)
    {
        foreach (Match mention in Mention().Matches(text ?? ""))
        {
            if (self is null || mention.Groups["user"].Value == self)
            {
                return Plain(text![(mention.Index + mention.Length)..]);
            }
        }

        return Plain(text);
    }

    // The ampersand last, or an escaped entity would be taken for one that Slack wrote.
    private static string Unescape(string text) => text
        .Replace("&lt;", "<", StringComparison.Ordinal)
        .Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal);

    [GeneratedRegex(@"<(?<target>[^<>|]+)(\|(?<label>[^<>]*))?>", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    [GeneratedRegex(@"<@(?<user>[UW][A-Z0-9]+)(\|[^<>]*)?>[:,]?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Mention();
}
