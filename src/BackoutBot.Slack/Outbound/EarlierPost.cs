using BackoutBot.Core.Chat;
using BackoutBot.Slack.Outbound.Calls;
using BackoutBot.Slack.People;
using SlackNet.Events;
using SlackNet.WebApi;

namespace BackoutBot.Slack.Outbound;

/// <summary>Looks for a message that was perhaps posted already, by the mark that is on each of the bot's posts; a document by its file's name.</summary>
internal sealed class EarlierPost(SlackCalls calls, SlackWorkspace workspace)
{
    private const int Page = 100;
    private const int MostPages = 10;

    /// <summary>The message's time stamp, or null where it is not there.</summary>
    /// <param name="message">The message.</param>
    /// <param name="channel">The channel's id.</param>
    /// <param name="thread">The thread's root there; null for a message outside of threads.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SlackCallException">Slack does not let one look now, so it can't be known.</exception>
    public async Task<string?> FindAsync(ChatMessage message, string channel, string? thread, CancellationToken cancellationToken)
    {
        // A mark by somebody else is no proof: another app may write what it likes.
        var self = workspace.Self;
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            ConversationMessagesResponse answer = thread is null
                ? await calls.AskAsync<ConversationMessagesResponse>(
                    "conversations.history",
                    channel,
                    async (client, cancel) => await client.Conversations.History(channel, limit: Page, includeAllMetadata: true, cursor: cursor, cancellationToken: cancel),
                    cancellationToken)
                : await calls.AskAsync(
                    "conversations.replies",
                    channel,
                    (client, cancel) => client.Conversations.Replies(channel, thread, limit: Page, includeAllMetadata: true, cursor: cursor, cancellationToken: cancel),
                    cancellationToken);
            if (answer.Messages.FirstOrDefault(one => one.User == self && Is(one, message)) is { } found)
            {
                return found.Ts;
            }

            cursor = answer.ResponseMetadata?.NextCursor;
            if (!answer.HasMore || string.IsNullOrEmpty(cursor))
            {
                return null;
            }
        }

        return null;
    }

    private static bool Is(MessageEvent posted, ChatMessage message) => message.Body is DocumentBody
        ? posted.Files?.Any(file => file.Name == SlackContent.FileName(message)) is true
        : SlackMarks.IsOf(posted.Metadata, message);
}
