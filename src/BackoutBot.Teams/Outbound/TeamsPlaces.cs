using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using Microsoft.Extensions.Options;

namespace BackoutBot.Teams.Outbound;

/// <summary>Translates between Teams' conversations and the bot's channels and threads.</summary>
internal sealed class TeamsPlaces(IOptions<TeamsOptions> options, IThreads threads)
{
    private readonly Dictionary<string, string> _channels = options.Value.Channels.ToDictionary(channel => Mirrored(channel.Key), channel => channel.Value, StringComparer.Ordinal);

    /// <summary>The channel as plan files write it; the settings may leave the # out, which no shell lets into a variable's name.</summary>
    public static string Mirrored(string channel) => channel.StartsWith('#') ? channel : $"#{channel}";

    /// <summary>The id of the channel or chat that a conversation is in, without the thread.</summary>
    public static string WithoutThread(string conversation) => conversation.Split(TeamsTerms.RootMark, 2)[0];

    /// <summary>The id of the message at the thread's root, or null where the conversation is no thread.</summary>
    public static string? RootOf(string conversation) => conversation.Split(TeamsTerms.RootMark, 2) is [_, { Length: > 0 } root] ? root : null;

    /// <summary>The channel as the bot names it: <c>#ops</c> where the settings mirror it, otherwise a place of Teams' own.</summary>
    public string ChannelOf(string conversation)
    {
        string place = WithoutThread(conversation);
        return _channels.FirstOrDefault(channel => channel.Value == place).Key ?? PlatformChannel.Of(TeamsTerms.Platform, place);
    }

    /// <summary>The id of the Teams channel or chat, or null where Teams has none of that name.</summary>
    public string? PlaceOf(string channel) =>
        _channels.TryGetValue(channel, out string? place) ? place : PlatformChannel.IdOn(TeamsTerms.Platform, channel);

    /// <summary>Whether the place is a team's channel by the settings, or by the form of its id.</summary>
    public bool IsTeamChannel(string place) =>
        _channels.ContainsValue(place) || place.EndsWith("@thread.tacv2", StringComparison.Ordinal) || place.EndsWith("@thread.skype", StringComparison.Ordinal);

    /// <summary>The backout whose thread the conversation is, or whose card is answered in it; null where it is neither.</summary>
    /// <param name="conversation">The conversation's id.</param>
    /// <param name="card">The id of the activity that is answered, or null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask<BackoutId?> BackoutOfAsync(string conversation, string? card, CancellationToken cancellationToken)
    {
        foreach (string? message in new[] { RootOf(conversation), card })
        {
            if (!string.IsNullOrEmpty(message) && await threads.FindAsync(TeamsTerms.Platform, new TeamsReference(conversation, [message]).ToString(), cancellationToken) is { } backout)
            {
                return backout;
            }
        }

        return null;
    }
}
