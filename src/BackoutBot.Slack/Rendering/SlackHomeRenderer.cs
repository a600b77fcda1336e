using BackoutBot.Core;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using SlackNet;
using SlackNet.Blocks;

namespace BackoutBot.Slack.Rendering;

/// <summary>The app's home tab: the open backouts, those in trouble first.</summary>
internal static class SlackHomeRenderer
{
    private const int Shown = 25;

    /// <summary>Renders the home tab.</summary>
    /// <param name="open">The open backouts.</param>
    /// <param name="unsettled">The ended backouts that left something for which nobody answers yet.</param>
    /// <param name="now">The time, for how long each is open.</param>
    /// <param name="threadOf">The permalink of a backout's thread; null where there is none that can be opened.</param>
    /// <param name="ban">Why nothing may be written to AWS now; null where it may.</param>
    public static HomeViewDefinition Render(IReadOnlyList<BackoutState> open, IReadOnlyList<BackoutState> unsettled, DateTimeOffset now, Func<BackoutId, Uri?>? threadOf = null, string? ban = null)
    {
        var view = new HomeViewDefinition();
        view.Blocks.Add(SlackBlocks.Header(open.Count switch
        {
            0 => "No backout is open",
            1 => "1 open backout",
            _ => $"{open.Count} open backouts",
        }));

        if (ban is not null)
        {
            view.Blocks.Add(new SectionBlock { Text = SlackBlocks.Formatted($"{SlackGlyphs.Of(CardTone.Danger)} {Mrkdwn.Bold(ban, 600)}") });
        }

        (BackoutState State, Card Card)[] cards = [.. open
            .Select(state => (State: state, Card: CardWriter.Write(state, now)))
            .OrderBy(one => Rank(one.Card.Tone))
            .ThenByDescending(one => one.State.OpenedAt)
            .ThenBy(one => one.State.Id.Value, StringComparer.Ordinal)];
        foreach (var (state, card) in cards.Take(Shown))
        {
            view.Blocks.Add(new DividerBlock());
            view.Blocks.Add(new SectionBlock { Text = SlackBlocks.Formatted(About(card)), Accessory = Link(threadOf?.Invoke(state.Id)) });
            view.Blocks.Add(SlackBlocks.Small(Mrkdwn.Escape($"{state.Id} · open for {Durations.InWords(now - state.OpenedAt)}", 300)));
        }

        if (cards.Length > Shown)
        {
            view.Blocks.Add(SlackBlocks.Small($"… and {cards.Length - Shown} more: type `{SlackActionIds.Command} list`"));
        }

        foreach (var state in unsettled.Take(Shown))
        {
            var left = string.Join("\n", Residue.Of(state).Select(one => $"• {Mrkdwn.Escape(one.Text, 300)}"));
            view.Blocks.Add(new DividerBlock());
            view.Blocks.Add(new SectionBlock { Text = SlackBlocks.Formatted($"{SlackGlyphs.Of(CardTone.Attention)} {Mrkdwn.Bold($"{state.Id} has ended and left", 300)}\n{left}") });
            view.Blocks.Add(SlackBlocks.Small(Mrkdwn.Escape($"Whoever answers for it types: {SlackActionIds.Command} takeover {state.Id} and what becomes of it", 300)));
        }

        view.Blocks.Add(new DividerBlock());
        view.Blocks.Add(SlackBlocks.Small($"`{SlackActionIds.Command} start <service>`".Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal) + $" requests a backout · `{SlackActionIds.Command} help` shows everything"));
        return view;
    }

    private static string About(Card card)
    {
        var waiting = card.Waiting is { } who ? $"\n⏳ *Waiting for:* {Mrkdwn.Escape(who, 300)}" : string.Empty;
        var progress = card.Progress is { } far ? $"\n{SlackGlyphs.Bar(far.Percent)} {Math.Clamp(far.Percent, 0, 100)} % · {Mrkdwn.Escape(far.Label, 100)}" : string.Empty;
        return $"{SlackGlyphs.Of(card.Tone)} {Mrkdwn.Bold($"{card.State} · {card.Title}", 300)}\n{Mrkdwn.Escape(card.Now, 600)}{waiting}{progress}";
    }

    private static Button? Link(Uri? thread) => thread is { IsAbsoluteUri: true, Scheme: "https" }
        ? new Button { ActionId = SlackActionIds.OpenThread, Text = SlackBlocks.Plain("Open thread", SlackLimits.ButtonText), Url = thread.AbsoluteUri }
        : null;

    private static int Rank(CardTone tone) => tone switch
    {
        CardTone.Danger => 0,
        CardTone.Attention => 1,
        CardTone.Busy => 2,
        CardTone.Quiet => 3,
        _ => 4,
    };
}
