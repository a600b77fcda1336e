using BackoutBot.Core.Cards;
using SlackNet.Blocks;
using ButtonStyle = BackoutBot.Core.Cards.ButtonStyle;
using SlackStyle = SlackNet.Blocks.ButtonStyle;

namespace BackoutBot.Slack.Rendering;

/// <summary>The buttons of a card.</summary>
internal static class SlackButtons
{
    /// <summary>The most JSON that buttons may take of a message.</summary>
    private const int Room = 6_000;

    /// <summary>The row of buttons, and under it the commands of those that Slack has no room for; nothing where there are none.</summary>
    public static IReadOnlyList<Block> Render(Card card, string channel)
    {
        var made = card.Buttons.Select((button, place) => (Button: button, Element: Render(card, button, channel, place))).ToList();

        // What is about all of it comes before what is about one step: without Abort or Resume nobody could go on.
        var kept = new HashSet<IActionElement>();
        var room = Room;
        foreach (var (button, element) in made.Where(one => one.Element.Value.Length <= SlackLimits.ButtonValue).OrderBy(one => one.Button.Step is not null))
        {
            var size = SlackSize.Of(element);
            if (kept.Count < SlackLimits.Actions && size <= room)
            {
                room -= size;
                _ = kept.Add(element);
            }
        }

        var blocks = new List<Block>();
        if (kept.Count > 0)
        {
            blocks.Add(new ActionsBlock { Elements = [.. made.Select(one => one.Element).Where(kept.Contains)] });
        }

        string[] missing = [.. made.Where(one => !kept.Contains(one.Element)).Select(one => Mrkdwn.Escape(Command(card, one.Button), 300))];
        if (missing.Length > 0)
        {
            var named = FittedLines.Of(missing, 400, more => $"and {more} more");
            blocks.Add(SlackBlocks.Small($"No room for these buttons; type them after `{SlackActionIds.Command}`: {named.Text.Replace("\n", ", ", StringComparison.Ordinal)}"));
        }

        return blocks;
    }

    // Slack takes no command in a thread, so it names the backout.
    private static string Command(Card card, CardButton button) =>
        $"{CardVerbs.NameOf(button.Verb)} {card.Backout} {button.Step?.Value ?? (button.Verb is CardVerb.Approve ? button.Plan?.Value : null)}".TrimEnd();

    private static Button Render(Card card, CardButton button, string channel, int place) => new()
    {
        ActionId = SlackActionIds.Press(place, button.Verb),
        Text = SlackBlocks.Plain(VisibleText.OnOneLine(button.Label), SlackLimits.ButtonText),
        Value = PressValue.Of(card, button, channel).ToString(),
        Style = button.Style switch
        {
            ButtonStyle.Primary => SlackStyle.Primary,
            ButtonStyle.Danger => SlackStyle.Danger,
            _ => SlackStyle.Default,
        },

        // A button that asks for something is guarded by its modal.
        Confirm = button is { Confirm: { } question, Prompt: null } ? Question(button, question) : null,
    };

    private static ConfirmationDialog Question(CardButton button, string question) => new()
    {
        Title = SlackBlocks.Plain(VisibleText.OnOneLine(button.Label), SlackLimits.ConfirmTitle),
        Text = SlackBlocks.Plain(question, SlackLimits.ConfirmText),
        Confirm = SlackBlocks.Plain(VisibleText.OnOneLine(button.Label), SlackLimits.ConfirmButton),
        Deny = SlackBlocks.Plain("Cancel", SlackLimits.ConfirmButton),
        Style = button.Style is ButtonStyle.Danger ? "danger" : "primary",
    };
}
