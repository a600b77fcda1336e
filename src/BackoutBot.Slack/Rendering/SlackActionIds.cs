using BackoutBot.Core.Cards;

namespace BackoutBot.Slack.Rendering;

/// <summary>The names under which Slack sends back what was used.</summary>
internal static class SlackActionIds
{
    /// <summary>The slash command.</summary>
    public const string Command = "/backout";

    /// <summary>The shortcut that puts a message on a backout's timeline.</summary>
    public const string NoteShortcut = "backoutbot_note";

    /// <summary>The modal that asks for what a button needs.</summary>
    public const string Ask = "backoutbot.ask";

    /// <summary>The box for a reason, statement or note.</summary>
    public const string Input = "backoutbot.input";

    /// <summary>The menu of checklist items.</summary>
    public const string Item = "backoutbot.item";

    /// <summary>A link to a thread: Slack reports the press, and nothing is to be done.</summary>
    public const string OpenThread = "backoutbot.open-thread";

    private const string PressPrefix = "backoutbot.press.";

    /// <summary>The id of a card's button; its place keeps it unique on the card.</summary>
    public static string Press(int place, CardVerb verb) => $"{PressPrefix}{place}.{CardVerbs.NameOf(verb)}";

    /// <summary>Whether it is a card's button, whose value is a <see cref="PressValue"/>.</summary>
    public static bool IsPress(string? actionId) => actionId?.StartsWith(PressPrefix, StringComparison.Ordinal) is true;
}
