using SlackNet.Blocks;

namespace BackoutBot.Slack.Rendering;

/// <summary>Makes blocks in which nothing acts that we did not mean to.</summary>
internal static class SlackBlocks
{
    /// <summary>Large text, with our glyph before it.</summary>
    public static HeaderBlock Header(string text) => new() { Text = Plain(VisibleText.OnOneLine(text), SlackLimits.HeaderText) };

    /// <summary>A paragraph of mrkdwn that was made by <see cref="Mrkdwn"/>, always shown whole.</summary>
    public static SectionBlock Section(string mrkdwn) => new() { Text = Formatted(mrkdwn), Expand = true };

    /// <summary>A paragraph that is shown as written, folded by Slack where it is long.</summary>
    public static SectionBlock AsWritten(string escaped) => new() { Text = new PlainText(escaped) { Emoji = false } };

    /// <summary>Small text of mrkdwn that was made by <see cref="Mrkdwn"/>.</summary>
    public static ContextBlock Small(string mrkdwn) => new() { Elements = [Formatted(mrkdwn)] };

    /// <summary>mrkdwn in which Slack makes no links and mentions of its own.</summary>
    public static Markdown Formatted(string mrkdwn) => new(mrkdwn) { Verbatim = true };

    /// <summary>Text without formatting, escaped and cut to <paramref name="limit"/>; codes such as <c>:fire:</c> stay what they are.</summary>
    public static PlainText Plain(string text, int limit) => new(EscapedText.Of(VisibleText.Of(text), limit)) { Emoji = false };
}
