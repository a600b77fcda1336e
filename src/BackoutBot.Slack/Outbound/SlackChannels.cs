using BackoutBot.Core.Chat;
using Microsoft.Extensions.Options;

namespace BackoutBot.Slack.Outbound;

/// <summary>Which Slack channel mirrors which channel of the plan files.</summary>
internal sealed class SlackChannels
{
    /// <summary>The platform's name, before the colon of its own places and accounts.</summary>
    public const string Platform = "slack";

    private readonly Dictionary<string, string> ids;
    private readonly Dictionary<string, string> names;

    public SlackChannels(IOptions<SlackOptions> options)
    {
        // Environment variables can't carry the '#', so it may be left out.
        ids = options.Value.Channels.ToDictionary(pair => pair.Key.StartsWith('#') ? pair.Key : $"#{pair.Key}", pair => pair.Value, StringComparer.Ordinal);
        names = ids.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }

    /// <summary>Slack's id of the channel, or null where Slack does not have it.</summary>
    public string? IdOf(string channel) => ids.GetValueOrDefault(channel) ?? PlatformChannel.IdOn(Platform, channel);

    /// <summary>The channel as the bot names it: that of the plan files which it mirrors, or Slack's own place.</summary>
    public string NameOf(string id) => names.GetValueOrDefault(id) ?? PlatformChannel.Of(Platform, id);

    /// <summary>Whether the place is a conversation with one person.</summary>
    public static bool IsDirect(string id) => id.StartsWith('D');
}
