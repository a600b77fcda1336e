using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using SlackNet.Blocks;

namespace BackoutBot.Slack.Rendering;

/// <summary>A headline and its lines. The lines are plain text for Slack: errors, reasons and resource names can be copied as they are.</summary>
internal static class SlackTextRenderer
{
    private const int LongestBold = 150;
    private const int LongestLine = 1_500;
    private const int Sections = 3;

    /// <summary>Renders the text.</summary>
    public static SlackMessage Render(TextBody body)
    {
        // In a thread full of news only what somebody must read stands out, and what heads lines.
        var stands = body.Tone is CardTone.Danger or CardTone.Attention || body.Lines.Count > 0;
        var headline = stands && body.Headline.Length <= LongestBold
            ? Mrkdwn.Bold(body.Headline, SlackLimits.SectionText - 10)
            : Mrkdwn.Escape(body.Headline, SlackLimits.SectionText - 10);
        var blocks = new List<Block> { SlackBlocks.Section($"{SlackGlyphs.Of(body.Tone)} {headline}") };
        var counts = new List<int>();
        string[] lines = [.. body.Lines.Select(line => Line(line, body.Lines.Count > 1))];
        for (var page = 0; page < Sections && lines.Length > 0; page++)
        {
            var fitted = FittedLines.Of(lines, SlackLimits.SectionText, More);
            var leftOut = page == Sections - 1 ? 0 : fitted.LeftOut;

            // All but the last section end where a line ends, without saying that more follows.
            string[] shown = leftOut > 0 ? lines[..^leftOut] : lines;
            blocks.Add(SlackBlocks.AsWritten(leftOut > 0 ? string.Join('\n', shown) : fitted.Text));
            counts.Add(shown.Length - (page == Sections - 1 ? fitted.LeftOut : 0));
            lines = lines[shown.Length..];
        }

        Shorten(blocks, counts, body.Lines.Count);

        return new SlackMessage(Mrkdwn.Escape(body.Headline, SlackLimits.MessageText / 4), blocks);
    }

    // What JSON escapes takes twice its room there, so that sections which are each short enough can be too long together.
    private static void Shorten(List<Block> blocks, List<int> counts, int lines)
    {
        if (SlackSize.Of(blocks) <= SlackLimits.MessageJson)
        {
            return;
        }

        while (counts.Count > 0)
        {
            counts.RemoveAt(counts.Count - 1);
            blocks.RemoveRange(counts.Count + 1, blocks.Count - counts.Count - 1);
            blocks.Add(SlackBlocks.AsWritten(More(lines - counts.Sum())));
            if (SlackSize.Of(blocks) <= SlackLimits.MessageJson)
            {
                return;
            }
        }
    }

    // What follows a line break within a line is set in, so that it can't pass for a line of its own.
    private static string Line(string line, bool listed)
    {
        var text = EscapedText.Of(VisibleText.Of(line).Trim().Replace("\n", "\n\u2003", StringComparison.Ordinal), LongestLine);
        return listed ? $"• {text}" : text;
    }

    private static string More(int count) => $"… and {count} more line{(count == 1 ? "" : "s")}. All of it is in the console.";
}
