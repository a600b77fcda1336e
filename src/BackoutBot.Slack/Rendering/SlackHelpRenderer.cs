using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;

namespace BackoutBot.Slack.Rendering;

/// <summary>What the slash command can do: all of it, or one word of it.</summary>
internal static class SlackHelpRenderer
{
    /// <summary>Renders the help.</summary>
    /// <param name="word">The command to explain, as typed; null or empty for all.</param>
    public static SlackMessage Render(string? word = null)
    {
        var typed = word?.Trim();
        if (string.IsNullOrEmpty(typed))
        {
            return SlackTextRenderer.Render(new TextBody(CardTone.Quiet, $"What {SlackActionIds.Command} can do:", [.. ChatVerb.All.Select(Line)]));
        }

        if (ChatVerb.All.FirstOrDefault(verb => string.Equals(verb.Name, typed, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return SlackTextRenderer.Render(new TextBody(CardTone.Quiet, $"{SlackActionIds.Command} {known.Name}: {known.Help}.", [$"{SlackActionIds.Command} {known.Name} {known.Usage}".TrimEnd()]));
        }

        var near = Nearest.To(typed, ChatVerb.All.Select(verb => verb.Name));
        return SlackTextRenderer.Render(new TextBody(
            CardTone.Attention,
            $"I don't know «{typed}».",
            [near is null ? $"Type {SlackActionIds.Command} help to see what I can do." : $"Did you mean «{near}»? Type {SlackActionIds.Command} help {near} to see how it is used."]));
    }

    private static string Line(ChatVerb verb) => $"{$"{verb.Name} {verb.Usage}".TrimEnd()}: {verb.Help}";
}
