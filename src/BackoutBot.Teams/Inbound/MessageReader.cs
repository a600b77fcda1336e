using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Teams.Outbound;
using BackoutBot.Teams.People;
using Microsoft.Bot.Schema;

namespace BackoutBot.Teams.Inbound;

/// <summary>Reads a message as a command: a mention in a channel or group chat, or anything said to the bot alone.</summary>
internal sealed class MessageReader(TeamsSender sender, TeamsPlaces places)
{
    private const string SlashCommand = "/backout";

    /// <summary>What the person asks for, or null where no person wrote it.</summary>
    public async ValueTask<ChatSubmission?> ReadAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (sender.PersonOf(activity) is not { } person || string.IsNullOrEmpty(activity.Id) || activity.Conversation?.Id is not { Length: > 0 } conversation)
        {
            return null;
        }

        BackoutId? backout = await places.BackoutOfAsync(conversation, activity.ReplyToId, cancellationToken);
        return new ChatSubmission($"{conversation}:{activity.Id}", TeamsTerms.Platform, person, places.ChannelOf(conversation), backout, Command(activity), Press: null);
    }

    private static string Command(Activity activity)
    {
        // Teams writes a space after a mention as one that does not break.
        string text = (activity.RemoveRecipientMention() ?? "").Replace("&nbsp;", " ", StringComparison.Ordinal).Replace('\u00A0', ' ').Trim();
        if (text.StartsWith(SlashCommand, StringComparison.OrdinalIgnoreCase) && (text.Length == SlashCommand.Length || char.IsWhiteSpace(text[SlashCommand.Length])))
        {
            text = text[SlashCommand.Length..].Trim();
        }

        return text.Length == 0 ? "help" : text;
    }
}
