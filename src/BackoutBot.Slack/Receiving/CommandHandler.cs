using BackoutBot.Core.Chat;
using BackoutBot.Core.Intake;
using BackoutBot.Slack.Channels;
using BackoutBot.Slack.People;
using Microsoft.Extensions.Logging;
using SlackNet.Interaction;
using SlackNet.WebApi;

namespace BackoutBot.Slack.Receiving;

/// <summary>Takes <c>/backout …</c>. Slack shows the person what it returns, so a command that could not be kept is never met with silence.</summary>
internal sealed partial class CommandHandler(SlackIntake intake, SlackSenders senders, SlackChannels channels, ILogger<CommandHandler> logger) : ISlashCommandHandler
{
    /// <inheritdoc />
    public async Task<SlashCommandResponse> Handle(SlashCommand command)
    {
        try
        {
            await intake.TakeAsync(new ChatSubmission(
                command.TriggerId,
                SlackChannels.Platform,
                senders.Of(command.UserId, command.TeamId),
                channels.NameOf(command.ChannelId),
                Backout: null,
                SlackText.Plain(command.Text),
                Press: null));

            // No answer at once: it comes through the outbox, only to this person.
            return null!;
        }
        catch (InboxUnavailableException fault)
        {
            LogNotKept(logger, fault, command.UserId);
            return new SlashCommandResponse { ResponseType = ResponseType.Ephemeral, Message = new Message { Text = SlackIntake.NotTaken } };
        }
    }

    [LoggerMessage(4010, LogLevel.Error, "A command of {User} could not be kept; they were told so")]
    private static partial void LogNotKept(ILogger logger, Exception fault, string user);
}
