using BackoutBot.Core.Chat;
using Newtonsoft.Json.Linq;
using SlackNet;

namespace BackoutBot.Slack.Outbound;

/// <summary>The metadata by which a post of ours is known again (https://docs.slack.dev/messaging/message-metadata).</summary>
internal static class SlackMarks
{
    private const string EventType = "backoutbot_message";
    private const string Key = "key";

    /// <summary>The mark of that message.</summary>
    public static MessageMetadata Of(ChatMessage message) => new() { EventType = EventType, EventPayload = new JObject { [Key] = message.Key } };

    /// <summary>Whether it is the mark of that message.</summary>
    public static bool IsOf(MessageMetadata? metadata, ChatMessage message) =>
        metadata is { EventType: EventType, EventPayload: JObject payload } && payload.Value<string>(Key) == message.Key;
}
