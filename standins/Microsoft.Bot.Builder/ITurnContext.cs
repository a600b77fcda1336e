using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;

namespace Microsoft.Bot.Builder;

public delegate Task BotCallbackHandler(ITurnContext turnContext, CancellationToken cancellationToken);

public interface ITurnContext
{
    Activity Activity { get; }

    internal InvokeResponse Result { get; set; }

    Task<ResourceResponse> SendActivityAsync(IActivity activity, CancellationToken cancellationToken = default);

    Task<ResourceResponse> UpdateActivityAsync(IActivity activity, CancellationToken cancellationToken = default);
}

public interface ITurnContext<T> : ITurnContext
    where T : IActivity
{
    internal new T Activity { get; }
}

internal sealed class TurnContext(ConnectorClient connector, Activity activity) : ITurnContext
{
    public Activity Activity { get; } = activity;

    public InvokeResponse Result { get; set; }

    public Task<ResourceResponse> SendActivityAsync(IActivity activity, CancellationToken cancellationToken)
    {
        var outgoing = ((Activity)activity).ApplyOutgoing(Activity.GetConversationReference());
        outgoing.Id = null;
        return string.IsNullOrWhiteSpace(outgoing.ReplyToId) ? connector.SendToConversationAsync(outgoing, cancellationToken) : connector.ReplyToActivityAsync(outgoing, cancellationToken);
    }

    public Task<ResourceResponse> UpdateActivityAsync(IActivity activity, CancellationToken cancellationToken) =>
        connector.UpdateActivityAsync(((Activity)activity).ApplyOutgoing(Activity.GetConversationReference()), cancellationToken);
}

internal sealed class TypedTurnContext<T>(ITurnContext inner) : ITurnContext<T>
    where T : IActivity
{
    public Activity Activity => inner.Activity;

    T ITurnContext<T>.Activity => (T)(IActivity)inner.Activity;

    public InvokeResponse Result
    {
        get => inner.Result;
        set => inner.Result = value;
    }

    public Task<ResourceResponse> SendActivityAsync(IActivity activity, CancellationToken cancellationToken) => inner.SendActivityAsync(activity, cancellationToken);

    public Task<ResourceResponse> UpdateActivityAsync(IActivity activity, CancellationToken cancellationToken) => inner.UpdateActivityAsync(activity, cancellationToken);
}
