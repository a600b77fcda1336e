using BackoutBot.Core.Chat;
using BackoutBot.Core.Intake;
using BackoutBot.Slack.Outbound;
using BackoutBot.Slack.People;
using BackoutBot.Slack.Rendering;
using Microsoft.Extensions.Logging;
using SlackNet.Interaction;
using SlackNet.WebApi;

namespace BackoutBot.Slack.Inbound;

/// <summary>
/// Takes <c>/backout …</c>. Slack shows the person what it returns: the help, which asks for nothing to be done, at once; and that a
/// command could not be kept, so that it is never met with silence.
/// </summary>
internal sealed partial class CommandHandler(SlackIntake intake, SlackSenders senders, SlackChannels channels, ILogger<CommandHandler> logger) : ISlashCommandHandler
{
    /// <inheritdoc />
    public async Task<SlashCommandResponse> Handle(SlashCommand command)
    {
        var text = SlackText.Plain(command.Text);
        var words = text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0 || string.Equals(words[0], "help", StringComparison.OrdinalIgnoreCase))
        {
            return Shown(SlackHelpRenderer.Render(words is [_, var word] ? word : null));
        }

        try
        {
            await intake.TakeAsync(new ChatSubmission(
                command.TriggerId,
                SlackChannels.Platform,
                senders.Of(command.UserId, command.TeamId),
                channels.NameOf(command.ChannelId),
                Backout: null,
                text,
                Press: null));

            // No answer at once: it comes through the outbox, only to this person.
            return null!;
        }
        catch (InboxUnavailableException fault)
        {
            LogNotKept(logger, fault, command.UserId);
            return Shown(new SlackMessage(SlackIntake.NotTaken, []));
        }
    }

    // To the person alone.
    private static SlashCommandResponse Shown(SlackMessage message) =>
        new() { ResponseType = ResponseType.Ephemeral, Message = new Message { Text = message.Text, Blocks = [.. message.Blocks], Parse = ParseMode.None } };

    [LoggerMessage(4010, LogLevel.Error, "A command of {User} could not be kept; they were told so")]
    private static partial void LogNotKept(ILogger logger, Exception fault, string user);
}
