using Args = System.Collections.Generic.Dictionary<string, object>;

namespace SlackNet.WebApi;

public interface IChatApi
{
    Task<PostMessageResponse> PostMessage(Message message, CancellationToken cancellationToken = default);

    Task<PostEphemeralResponse> PostEphemeral(string userId, Message message, CancellationToken cancellationToken = default);

    Task<MessageUpdateResponse> Update(MessageUpdate messageUpdate, CancellationToken cancellationToken = default);

    Task<PermalinkResponse> GetPermalink(string channelId, string messageTs, CancellationToken cancellationToken = default);
}

internal sealed class ChatMethods(SlackApiClient client) : IChatApi
{
    public Task<PostMessageResponse> PostMessage(Message message, CancellationToken cancellationToken = default) =>
        client.Post<PostMessageResponse>(
            "chat.postMessage",
            new Args
            {
                ["channel"] = message.Channel,
                ["text"] = message.Text,
                ["parse"] = message.Parse,
                ["link_names"] = false,
                ["blocks"] = message.Blocks,
                ["unfurl_links"] = false,
                ["unfurl_media"] = message.UnfurlMedia,
                ["thread_ts"] = message.ThreadTs,
                ["reply_broadcast"] = false,
                ["metadata"] = message.MetadataJson,
            },
            cancellationToken);

    public Task<PostEphemeralResponse> PostEphemeral(string userId, Message message, CancellationToken cancellationToken = default) =>
        client.Post<PostEphemeralResponse>(
            "chat.postEphemeral",
            new Args
            {
                ["channel"] = message.Channel,
                ["text"] = message.Text,
                ["user"] = userId,
                ["blocks"] = message.Blocks,
                ["link_names"] = false,
                ["thread_ts"] = message.ThreadTs,
                ["parse"] = message.Parse,
            },
            cancellationToken);

    public Task<MessageUpdateResponse> Update(MessageUpdate messageUpdate, CancellationToken cancellationToken = default) =>
        client.Post<MessageUpdateResponse>(
            "chat.update",
            new Args
            {
                ["ts"] = messageUpdate.Ts,
                ["channel"] = messageUpdate.ChannelId,
                ["text"] = messageUpdate.Text,
                ["blocks"] = messageUpdate.Blocks,
                ["parse"] = messageUpdate.Parse,
                ["link_names"] = false,
            },
            cancellationToken);

    public Task<PermalinkResponse> GetPermalink(string channelId, string messageTs, CancellationToken cancellationToken = default) =>
        client.Get<PermalinkResponse>("chat.getPermalink", new Args { ["channel"] = channelId, ["message_ts"] = messageTs }, cancellationToken);
}

public class PostMessageResponse
{
    public string Ts { get; set; }

    public string Channel { get; set; }
}

public class PostEphemeralResponse
{
    public string MessageTs { get; set; }
}

public class MessageUpdateResponse;

public class PermalinkResponse
{
    public string Permalink { get; set; }
}
