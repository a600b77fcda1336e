using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Steps;
using SlackNet.Blocks;

namespace BackoutBot.Slack.Rendering;

/// <summary>
/// The live card in Block Kit. What must be there always is there: headline, what happens now, who is waited for, progress, buttons, footer. The rest
/// gets what room is left, the plan first, and says how much did not fit.
/// </summary>
internal static class SlackCardRenderer
{
    // What it takes to say how much of a list is left out; kept free for each, so that nothing is ever left out unsaid.
    private const int Reserve = 300;

    /// <summary>Renders the card.</summary>
    /// <param name="card">The card.</param>
    /// <param name="channel">The channel of its thread, as its buttons carry it.</param>
    public static IReadOnlyList<Block> Render(Card card, string channel)
    {
        Block[] top = [.. Top(card)];
        Block[] bottom = [.. SlackButtons.Render(card, channel), SlackBlocks.Small(Mrkdwn.Escape(card.Footer, 300))];
        var room = SlackLimits.MessageJson - SlackSize.Of(top) - SlackSize.Of(bottom) - (4 * Reserve);

        var steps = Listed("Plan", "step", [.. card.Steps.Select(Line)], card, SlackLimits.SectionText, ref room);
        var cautions = Listed(null, "caution", [.. card.Cautions.Select(caution => $"⚠️ {Mrkdwn.Escape(caution, 500)}")], card, 1_500, ref room);
        var facts = Facts(card, ref room);
        var checks = Listed("Checks", "check", [.. Checks(card.Checks)], card, SlackLimits.SectionText, ref room);
        return [.. top, .. facts, .. steps, .. cautions, .. checks, .. bottom];
    }

    /// <summary>The card in one line, for notifications and screen readers.</summary>
    public static string Summary(Card card) =>
        Mrkdwn.Escape($"{card.State}: {card.Title}. {card.Now}{(card.Waiting is { } waiting ? $" Waiting for: {waiting}" : "")}", SlackLimits.MessageText / 4);

    private static IEnumerable<Block> Top(Card card)
    {
        yield return SlackBlocks.Header($"{SlackGlyphs.Of(card.Tone)} {card.State} · {card.Title}");
        yield return SlackBlocks.Section(Mrkdwn.Escape(card.Now, 1_000));
        if (card.Waiting is { } waiting)
        {
            yield return SlackBlocks.Section($"⏳ *Waiting for:* {Mrkdwn.Escape(waiting, 500)}");
        }

        if (card.Progress is { } progress)
        {
            yield return SlackBlocks.Section($"{SlackGlyphs.Bar(progress.Percent)} {Math.Clamp(progress.Percent, 0, 100)} % · {Mrkdwn.Escape(progress.Label, 100)}");
        }
    }

    private static string Line(CardStep step)
    {
        var title = $"{SlackGlyphs.Of(step.Phase)} {Mrkdwn.Bold(step.Title, 200)}";
        var change = $"{Mrkdwn.Escape(step.Before, 150)} → {Mrkdwn.Escape(step.Target, 150)}";
        var share = step.Phase is StepPhase.Running ? $" · {Math.Clamp(step.Percent, 0, 100)} %" : string.Empty;
        var note = string.IsNullOrWhiteSpace(step.Note) ? string.Empty : $" · {Mrkdwn.Escape(step.Note, 300)}";
        return $"{title}\n\u2003\u2002{change}{share}{note}";
    }

    // What is well is counted; only what needs somebody takes room.
    private static IEnumerable<string> Checks(IReadOnlyList<CardCheck> checks)
    {
        var passed = checks.Count(check => check.Status is CheckStatus.Pass);
        if (passed > 0)
        {
            yield return $"{SlackGlyphs.Of(CheckStatus.Pass)} {passed} of {checks.Count} passed";
        }

        foreach (var check in checks.Where(check => check.Status is not CheckStatus.Pass).OrderByDescending(check => check.Status is CheckStatus.Fail))
        {
            var fix = check.Fix is { } text ? $"\n\u2003\u2002*Fix:* {Mrkdwn.Escape(text, 400)}" : string.Empty;
            yield return $"{SlackGlyphs.Of(check.Status)} {Mrkdwn.Bold($"{check.Item} {check.Title}", 200)}: {Mrkdwn.Escape(check.Summary, 400)}{fix}";
        }
    }

    private static Block[] Facts(Card card, ref int room)
    {
        if (card.Facts.Count == 0)
        {
            room += Reserve;
            return [];
        }

        List<TextObject> all = [.. card.Facts.Select(fact => SlackBlocks.Formatted($"{Mrkdwn.Bold(fact.Name, 60)}\n{Mrkdwn.Escape(fact.Value, 200)}"))];
        for (var count = Math.Min(all.Count, SlackLimits.Fields); count > 0; count--)
        {
            // The last field says what is left out.
            List<TextObject> fields = count == all.Count ? all : [.. all[..(count - 1)], SlackBlocks.Formatted(More("fact", card)(all.Count - count + 1))];
            var block = new SectionBlock { Fields = fields };
            if (SlackSize.Of(block) < room + Reserve || count == 1)
            {
                return Placed(block, ref room);
            }
        }

        return [];
    }

    private static Block[] Listed(string? title, string what, IReadOnlyList<string> lines, Card card, int limit, ref int room)
    {
        if (lines.Count == 0)
        {
            room += Reserve;
            return [];
        }

        var more = More(what, card);
        var head = title is null ? string.Empty : $"*{title}*\n";
        var fitted = FittedLines.Of(lines, limit - head.Length, more);
        if (SlackSize.Of(SlackBlocks.Section(head + fitted.Text)) >= room + Reserve)
        {
            // JSON may double a character, such as a quote.
            fitted = FittedLines.Of(lines, ((room + Reserve - SlackSize.Of(SlackBlocks.Section(head))) / 2) - 1, more);
        }

        return Placed(fitted.Text.Length > 0 ? SlackBlocks.Section(head + fitted.Text) : SlackBlocks.Small(more(lines.Count)), ref room);
    }

    private static Block[] Placed(Block block, ref int room)
    {
        room += Reserve - SlackSize.Of(block) - 1;
        return [block];
    }

    private static Func<int, string> More(string what, Card card) => count =>
        $"… and {count} more {what}{(count == 1 ? "" : "s")}: type `{SlackActionIds.Command} status {Mrkdwn.Escape(card.Backout.Value, 100)}`";
}
