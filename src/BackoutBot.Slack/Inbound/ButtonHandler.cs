using BackoutBot.Core.Chat;
using BackoutBot.Slack.Outbound;
using BackoutBot.Slack.People;
using BackoutBot.Slack.Rendering;
using Microsoft.Extensions.Logging;
using SlackNet.Blocks;
using SlackNet.Interaction;

namespace BackoutBot.Slack.Inbound;

/// <summary>Takes the card's buttons: one that asks for something opens its dialog, any other is kept at once.</summary>
internal sealed partial class ButtonHandler(SlackIntake intake, SlackSenders senders, SlackChannels channels, SlackErrands errands, ILogger<ButtonHandler> logger) : IBlockActionHandler<ButtonAction>
{
    /// <inheritdoc />
    public async Task Handle(ButtonAction action, BlockActionRequest request)
    {
        if (!SlackActionIds.IsPress(action.ActionId))
        {
            return;
        }

        if (PressValue.Parse(action.Value) is not { } press)
        {
            LogNotOurs(logger, action.ActionId);
            return;
        }

        var person = senders.Of(request.User.Id, request.User.TeamId);
        if (press.Prompt is not null || press.Items is { Count: > 0 })
        {
            errands.Add(new OpenDialog(request.TriggerId, press, request.User.Id, request.Container?.ChannelId, request.Container?.ThreadTs ?? request.Container?.MessageTs));
            return;
        }

        await intake.TakeAsync(new ChatSubmission(
            request.TriggerId,
            SlackChannels.Platform,
            person,
            request.Container?.ChannelId is { } channel ? channels.NameOf(channel) : press.Channel,
            press.Backout,
            Text: null,
            press.ToPress()));
    }

    [LoggerMessage(4011, LogLevel.Warning, "A press of {Action} carries nothing that this version of the bot wrote; it was ignored")]
    private static partial void LogNotOurs(ILogger logger, string action);
}
