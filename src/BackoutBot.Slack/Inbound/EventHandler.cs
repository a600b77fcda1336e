using BackoutBot.Core.Chat;
using BackoutBot.Slack.Outbound;
using BackoutBot.Slack.People;
using Microsoft.Extensions.Options;
using SlackNet;
using SlackNet.Events;

namespace BackoutBot.Slack.Inbound;

/// <summary>
/// Takes the Events API: mentions, private messages, the reaction that notes, the home tab. It reads the whole callback, since an event
/// alone has no id. The endpoint waits for it before it answers, which SlackNet by itself does not.
/// </summary>
internal sealed class EventHandler(SlackIntake intake, SlackSenders senders, SlackChannels channels, SlackErrands errands, IOptions<SlackOptions> options) : IEventHandler
{
    /// <inheritdoc />
    public Task Handle(EventCallback eventCallback) => eventCallback.Event switch
    {
        AppMention { User: not null } mention => SaidAsync(eventCallback, mention, SlackText.AfterMention(mention.Text, SelfIn(eventCallback))),
        MessageEvent { ChannelType: "im", Subtype: null, BotId: null, User: not null } message => SaidAsync(eventCallback, message, SlackText.AfterMention(message.Text, SelfIn(eventCallback))),
        ReactionAdded { Item: ReactionMessage item, User: not null } added when IsNote(added.Reaction) => NoteAsync(added, item),
        AppHomeOpened { Tab: AppHomeTab.Home, User: not null } opened => HomeAsync(opened),
        _ => Task.CompletedTask,
    };

    private static string? SelfIn(EventCallback callback) => callback.Authorizations?.FirstOrDefault(authorization => authorization.IsBot)?.UserId;

    // Slack Connect names the sender's own workspace here (https://docs.slack.dev/apis/slack-connect).
    private static string? TeamOf(Event happened) =>
        happened.ExtraProperties.GetValueOrDefault("user_team") as string ?? (happened as MessageEventBase)?.Team;

    private async Task SaidAsync(EventCallback callback, MessageEventBase message, string text)
    {
        var said = text.StartsWith("/backout", StringComparison.OrdinalIgnoreCase) ? text["/backout".Length..].Trim() : text;
        await intake.TakeAsync(new ChatSubmission(
            callback.EventId,
            SlackChannels.Platform,
            senders.Of(message.User, TeamOf(message)),
            channels.NameOf(message.Channel),
            await intake.BackoutOfAsync(message.Channel, message.ThreadTs),
            said,
            Press: null));
    }

    // Skin tones and the like follow after two colons.
    private bool IsNote(string? reaction) =>
        options.Value.NoteReaction is { Length: > 0 } note && reaction?.Split("::")[0] == note;

    private Task NoteAsync(ReactionAdded added, ReactionMessage item) =>
        intake.TakeAsync(new NoteRequest(item.Channel, item.Ts, senders.Of(added.User, TeamOf(added)).Value));

    private Task HomeAsync(AppHomeOpened opened)
    {
        errands.Add(new PublishHome(opened.User, senders.Of(opened.User, TeamOf(opened))));
        return Task.CompletedTask;
    }
}
