using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Slack.Outbound;
using BackoutBot.Slack.Outbound.Calls;
using BackoutBot.Slack.People;
using SlackNet.Events;

namespace BackoutBot.Slack.Inbound;

/// <summary>
/// Reads the messages that people put onto the timeline: fetches the text and its permalink after the acknowledgement, then passes it on
/// as that person's <c>note</c>, which is judged like a typed one.
/// </summary>
internal sealed class NoteSource(SlackCalls calls, SlackIntake intake, SlackSenders senders, SlackChannels channels) : IIntakeSource
{
    // Leaves room for who said it and where, within what a message may hold.
    private const int LongestText = 2_500;

    /// <inheritdoc />
    public string Source => NoteRequest.Source;

    /// <inheritdoc />
    public async ValueTask<IntakeReading> ReadAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        if (NoteRequest.FromInbox(message) is not { } request)
        {
            return new IntakeReading.Unrecognised("It is no message that somebody wants on the timeline.");
        }

        try
        {
            if (await FindAsync(request, cancellationToken) is not { } said)
            {
                return new IntakeReading.Unrecognised($"Slack has no message {request.Ts} in {request.Channel} any more: it was deleted.");
            }

            var link = await calls.AskAsync("chat.getPermalink", request.Channel, (client, cancel) => client.Chat.GetPermalink(request.Channel, request.Ts, cancel), cancellationToken);
            await intake.TakeAsync(new ChatSubmission(
                request.Key,
                SlackChannels.Platform,
                new PersonId(request.By),
                channels.NameOf(request.Channel),
                await intake.BackoutOfAsync(request.Channel, said.ThreadTs ?? said.Ts),
                $"note {Shortened(SlackText.Plain(said.Text))} ({AuthorOf(said)} in Slack: {link.Permalink})",
                Press: null));
            return new IntakeReading.Handled($"Passed on as a note of {request.By}.");
        }
        catch (SlackCallException fault) when (fault.Fault.After is null)
        {
            return new IntakeReading.Unrecognised(fault.Fault.Reason);
        }
    }

    // A thread's page begins with its root, whichever of its messages was asked for.
    private async Task<MessageEvent?> FindAsync(NoteRequest request, CancellationToken cancellationToken)
    {
        var page = await calls.AskAsync(
            "conversations.replies",
            request.Channel,
            (client, cancel) => client.Conversations.Replies(request.Channel, request.Ts, latestTs: request.Ts, oldestTs: request.Ts, inclusive: true, cancellationToken: cancel),
            cancellationToken);
        return page.Messages.FirstOrDefault(one => one.Ts == request.Ts);
    }

    private string AuthorOf(MessageEvent said) =>
        said switch
        {
            { BotId: not null } => "an app",
            { User: { } user } => senders.Of(user, said.ExtraProperties.GetValueOrDefault("user_team") as string ?? said.Team).Value,
            _ => "somebody",
        };

    private static string Shortened(string text)
    {
        if (text.Length == 0)
        {
            return "a message without text";
        }

        if (text.Length <= LongestText)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText;
        return $"{text[..end]}…";
    }
}
