using BackoutBot.Slack.People;
using SlackNet.Interaction;

namespace BackoutBot.Slack.Inbound;

/// <summary>Takes the message shortcut that puts a message onto the timeline.</summary>
internal sealed class ShortcutHandler(SlackIntake intake, SlackSenders senders) : IMessageShortcutHandler
{
    /// <inheritdoc />
    public Task Handle(MessageShortcut request)
    {
        var by = senders.Of(request.User.Id, request.User.TeamId);
        return intake.TakeAsync(new NoteRequest(request.Channel.Id, request.Message.Ts, by.Value));
    }
}
