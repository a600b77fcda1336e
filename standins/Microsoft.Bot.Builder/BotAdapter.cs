using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;

namespace Microsoft.Bot.Builder;

public abstract class BotAdapter
{
    public abstract Task ContinueConversationAsync(string botId, ConversationReference reference, BotCallbackHandler callback, CancellationToken cancellationToken);

    public abstract Task CreateConversationAsync(string botAppId, string channelId, string serviceUrl, string audience, ConversationParameters conversationParameters, BotCallbackHandler callback, CancellationToken cancellationToken);
}

public abstract class CloudAdapterBase : BotAdapter
{
    private readonly BotFrameworkAuthentication authentication;
    internal CloudAdapterBase(BotFrameworkAuthentication authentication) => this.authentication = authentication;

    public override Task ContinueConversationAsync(string botId, ConversationReference reference, BotCallbackHandler callback, CancellationToken cancellationToken) =>
        RunAsync(reference.GetContinuationActivity(), callback, cancellationToken);

    public override async Task CreateConversationAsync(string botAppId, string channelId, string serviceUrl, string audience, ConversationParameters conversationParameters, BotCallbackHandler callback, CancellationToken cancellationToken)
    {
        var connector = authentication.CreateConnector(serviceUrl);
        var created = await connector.CreateConversationAsync(conversationParameters, cancellationToken);
        await callback(
            new TurnContext(connector, new Activity
            {
                Type = ActivityTypes.Event,
                Name = "CreateConversation",
                ChannelId = channelId,
                ServiceUrl = serviceUrl,
                Id = created.ActivityId ?? Guid.NewGuid().ToString("n"),
                Conversation = new ConversationAccount { Id = created.Id, TenantId = conversationParameters.TenantId },
                ChannelData = conversationParameters.ChannelData,
                Recipient = conversationParameters.Bot,
            }),
            cancellationToken);
    }

    internal async Task<InvokeResponse> ProcessActivityAsync(string authHeader, Activity activity, BotCallbackHandler callback, CancellationToken cancellationToken)
    {
        await authentication.AuthenticateAsync(activity, authHeader, cancellationToken);
        var turn = await RunAsync(activity, callback, cancellationToken);
        return activity.Type == ActivityTypes.Invoke ? turn.Result ?? new InvokeResponse { Status = 501 } : null;
    }

    private async Task<ITurnContext> RunAsync(Activity activity, BotCallbackHandler callback, CancellationToken cancellationToken)
    {
        TurnContext turn = new(authentication.CreateConnector(activity.ServiceUrl), activity);
        await callback(turn, cancellationToken);
        return turn;
    }
}
