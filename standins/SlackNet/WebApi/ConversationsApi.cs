using SlackNet.Events;
using Args = System.Collections.Generic.Dictionary<string, object>;

namespace SlackNet.WebApi;

public interface IConversationsApi
{
    Task<ConversationHistoryResponse> History(string channelId, string latestTs = null, string oldestTs = null, bool inclusive = false, int limit = 100, bool includeAllMetadata = false, string cursor = null, CancellationToken cancellationToken = default);

    Task<ConversationMessagesResponse> Replies(string channelId, string threadTs, string latestTs = null, string oldestTs = null, bool inclusive = false, int limit = 10, bool includeAllMetadata = false, string cursor = null, CancellationToken cancellationToken = default);

    Task<string> Open(IEnumerable<string> userIds, CancellationToken cancellationToken = default);
}

internal sealed class ConversationsMethods(SlackApiClient client) : IConversationsApi
{
    public Task<ConversationHistoryResponse> History(string channelId, string latestTs = null, string oldestTs = null, bool inclusive = false, int limit = 100, bool includeAllMetadata = false, string cursor = null, CancellationToken cancellationToken = default) =>
        client.Get<ConversationHistoryResponse>("conversations.history", Page(channelId, null, latestTs, oldestTs, inclusive, limit, includeAllMetadata, cursor), cancellationToken);

    public Task<ConversationMessagesResponse> Replies(string channelId, string threadTs, string latestTs = null, string oldestTs = null, bool inclusive = false, int limit = 10, bool includeAllMetadata = false, string cursor = null, CancellationToken cancellationToken = default) =>
        client.Get<ConversationMessagesResponse>("conversations.replies", Page(channelId, threadTs, latestTs, oldestTs, inclusive, limit, includeAllMetadata, cursor), cancellationToken);

    public async Task<string> Open(IEnumerable<string> userIds, CancellationToken cancellationToken = default) =>
        (await client.Post<OpenedConversation>("conversations.open", new Args { ["return_im"] = false, ["users"] = userIds }, cancellationToken).ConfigureAwait(false)).Channel.Id;

    private static Args Page(string channel, string thread, string latest, string oldest, bool inclusive, int limit, bool metadata, string cursor) => new()
    {
        ["channel"] = channel,
        ["ts"] = thread,
        ["cursor"] = cursor,
        ["inclusive"] = inclusive,
        ["latest"] = latest,
        ["limit"] = limit,
        ["oldest"] = oldest,
        ["include_all_metadata"] = metadata,
    };
}

public class ConversationMessagesResponse
{
    public IList<MessageEvent> Messages { get; set; } = [];

    public bool HasMore { get; set; }

    public ResponseMetadata ResponseMetadata { get; set; } = new();
}

public class ConversationHistoryResponse : ConversationMessagesResponse;

public class ResponseMetadata
{
    public string NextCursor { get; set; }
}

internal sealed class OpenedConversation
{
    public OpenedConversationId Channel { get; set; }
}

internal sealed class OpenedConversationId
{
    public string Id { get; set; }
}
