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
    /// <summary>Renders the card.</summary>
    /// <param name="card">The card.</param>
    /// <param name="channel">The channel of its thread, as its buttons carry it.</param>
    public static IReadOnlyList<Block> Render(Card card, string channel)
    {
        Block[] top = [.. Top(card)];
        Block[] bottom = [.. SlackButtons.Render(card, channel), SlackBlocks.Small(Mrkdwn.Escape(card.Footer, 300))];
        var room = SlackLimits.MessageJson - SlackSize.Of(top) - SlackSize.Of(bottom);

        var steps = Listed("Plan", "step", [.. card.Steps.Select(Line)], card, SlackLimits.SectionText, ref room);
        var cautions = Listed(null, "caution", [.. card.Cautions.Select(caution => $"⚠️ {Mrkdwn.Escape(caution, 500)}")], card, 2_000, ref room);
        var facts = Facts(card, ref room);
        var checks = Listed("Checks", "check", [.. Checks(card.Checks)], card, 2_500, ref room);
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
            return [];
        }

        var whole = card.Facts.Count <= SlackLimits.Fields;
        List<TextObject> fields = [.. card.Facts
            .Take(whole ? SlackLimits.Fields : SlackLimits.Fields - 1)
            .Select(fact => SlackBlocks.Formatted($"{Mrkdwn.Bold(fact.Name, 60)}\n{Mrkdwn.Escape(fact.Value, 300)}"))];
        if (!whole)
        {
            fields.Add(SlackBlocks.Formatted(More("fact", card)(card.Facts.Count - fields.Count)));
        }

        var block = new SectionBlock { Fields = fields };
        return Placed(block, More("fact", card)(card.Facts.Count), ref room);
    }

    private static Block[] Listed(string? title, string what, IReadOnlyList<string> lines, Card card, int limit, ref int room)
    {
        if (lines.Count == 0)
        {
            return [];
        }

        // JSON may double a character (a quote, a line break) and needs some room around the text.
        const int Around = 150;
        var head = title is null ? string.Empty : $"*{title}*\n";
        var fitted = FittedLines.Of(lines, Math.Min(limit, SlackLimits.SectionText) - head.Length, More(what, card));
        if (fitted.Text.Length > 0 && SlackSize.Of(fitted.Text) + Around > room)
        {
            fitted = FittedLines.Of(lines, Math.Max(0, ((room - Around) / 2) - head.Length), More(what, card));
        }

        return fitted.Text.Length == 0
            ? Placed(null, More(what, card)(lines.Count), ref room)
            : Placed(SlackBlocks.Section(head + fitted.Text), More(what, card)(lines.Count), ref room);
    }

    private static Block[] Placed(Block? block, string instead, ref int room)
    {
        foreach (var candidate in (Block?[])[block, SlackBlocks.Small(instead)])
        {
            var size = candidate is null ? int.MaxValue : SlackSize.Of(candidate) + 1;
            if (size <= room)
            {
                room -= size;
                return [candidate!];
            }
        }

        return [];
    }

    private static Func<int, string> More(string what, Card card) => count =>
        $"… and {count} more {what}{(count == 1 ? "" : "s")}: see the backout’s page in the console, /backouts/{Mrkdwn.Escape(card.Backout.Value, 100)}";
}
