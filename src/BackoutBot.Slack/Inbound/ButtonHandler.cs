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

        var (channel, thread) = (request.Container?.ChannelId, request.Container?.ThreadTs ?? request.Container?.MessageTs);
        var value = PressValue.Parse(action.Value);
        var reading = value?.Read();
        if (reading is not PressReading.Pressed pressed)
        {
            LogNotOurs(logger, action.ActionId);
            if (channel is not null)
            {
                errands.Add(new Tell(request.User.Id, channel, thread, string.Join(' ', (reading as PressReading.Refused)?.Faults ?? [PressReading.NoBackout])));
            }

            return;
        }

        if (value!.Prompt is not null || value.Items is { Count: > 0 })
        {
            errands.Add(new OpenDialog(request.TriggerId, value, request.User.Id, channel, thread));
            return;
        }

        await intake.TakeAsync(new ChatSubmission(
            request.TriggerId,
            SlackChannels.Platform,
            senders.Of(request.User.Id, request.User.TeamId),
            channel is not null ? channels.NameOf(channel) : value.Channel,
            pressed.Backout,
            Text: null,
            pressed.Press));
    }

    [LoggerMessage(4011, LogLevel.Warning, "A press of {Action} carries nothing that this version of the bot wrote; nothing was done")]
    private static partial void LogNotOurs(ILogger logger, string action);
}
