using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Outbound;

/// <summary>What the bot says first: Bot Builder's proactive calls, which do their work in callbacks.</summary>
internal sealed class Connector(CloudAdapterBase adapter, IOptions<TeamsOptions> options)
{
    private readonly string _app = options.Value.AppId ?? "";

    /// <summary>Begins a thread in a team's channel.</summary>
    public async Task<TeamsReference> BeginThreadAsync(KnownPlace place, string channel, Activity message, CancellationToken cancellationToken)
    {
        TeamsReference? reference = null;
        await CreateAsync(
            place,
            new ConversationParameters { IsGroup = true, Activity = message, ChannelData = new JObject { ["channel"] = new JObject { ["id"] = channel } } },
            created =>
            {
                if (created.Conversation.Id is not { Length: > 0 } begun)
                {
                    return;
                }

                // Teams names the new thread by its first message; where only the channel comes back, the message's id says the rest.
                string conversation = begun.Contains(TeamsTerms.RootMark, StringComparison.Ordinal) ? begun : $"{channel}{TeamsTerms.RootMark}{created.Id}";
                reference = new TeamsReference(conversation, [TeamsPlaces.RootOf(conversation)!]);
            },
            cancellationToken);
        return reference ?? throw Unanswered();
    }

    /// <summary>Begins a private conversation, or finds the one there is, and returns its id.</summary>
    /// <param name="place">Whose service is asked.</param>
    /// <param name="user">The person's id in Teams, or their Entra object id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<string> BeginChatAsync(KnownPlace place, string user, CancellationToken cancellationToken)
    {
        string? conversation = null;
        await CreateAsync(
            place,
            new ConversationParameters { IsGroup = false, Members = [new ChannelAccount { Id = user }] },
            created => conversation = created.Conversation.Id,
            cancellationToken);
        return conversation is { Length: > 0 } ? conversation : throw Unanswered();
    }

    /// <summary>Posts into a conversation, and returns the message's id.</summary>
    public async Task<string> PostAsync(KnownPlace place, string conversation, Activity message, CancellationToken cancellationToken)
    {
        string? id = null;
        await adapter.ContinueConversationAsync(_app, Reference(place, conversation), async (turn, stop) => id = (await turn.SendActivityAsync(message, stop))?.Id, cancellationToken);
        return id is { Length: > 0 } ? id : throw Unanswered();
    }

    /// <summary>Edits a message in place.</summary>
    public async Task EditAsync(KnownPlace place, string conversation, string id, Activity message, CancellationToken cancellationToken)
    {
        message.Id = id;
        await adapter.ContinueConversationAsync(_app, Reference(place, conversation), (turn, stop) => turn.UpdateActivityAsync(message, stop), cancellationToken);
    }

    private static HttpRequestException Unanswered() => new("Teams took the message and did not say under which id.");

    private static ConversationReference Reference(KnownPlace place, string conversation) => new()
    {
        ChannelId = TeamsTerms.ChannelId,
        ServiceUrl = place.ServiceUrl,
        Bot = Bot(place),
        Conversation = new ConversationAccount { Id = conversation, TenantId = place.TenantId },
    };

    private static ChannelAccount Bot(KnownPlace place) => new() { Id = place.BotId, Name = place.BotName };

    private async Task CreateAsync(KnownPlace place, ConversationParameters parameters, Action<Activity> then, CancellationToken cancellationToken)
    {
        parameters.Bot = Bot(place);
        parameters.TenantId = place.TenantId;
        try
        {
            await adapter.CreateConversationAsync(
                _app,
                TeamsTerms.ChannelId,
                place.ServiceUrl,
                audience: null,
                parameters,
                (turn, _) =>
                {
                    then(turn.Activity);
                    return Task.CompletedTask;
                },
                cancellationToken);
        }
        catch (NullReferenceException)
        {
            // Bot Builder reads the new conversation's id out of an answer that may be empty.
            throw Unanswered();
        }
    }
}
