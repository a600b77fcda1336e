using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Outbox;

/// <summary>Says on which platforms a message is to be said.</summary>
internal sealed class MessageAddressing(IEnumerable<IChatPlatform> platforms)
{
    private readonly IChatPlatform[] platforms = [.. platforms];

    /// <summary>
    /// The message, once for each platform that should have it: all that have the channel, but what is for one person's eyes goes only
    /// to where that person asked, which the key of their command begins with.
    /// </summary>
    public IEnumerable<OutboxMessage> Address(ChatMessage message, CommandKey cause, DateTimeOffset since)
    {
        var asked = message.OnlyFor is null ? null : Array.Find(platforms, platform => cause.Value.StartsWith($"{platform.Name}:", StringComparison.Ordinal));
        return (asked is null ? platforms.Where(platform => platform.Reaches(message.Channel)) : [asked]).Select(platform => new OutboxMessage(platform.Name, message, since));
    }
}
