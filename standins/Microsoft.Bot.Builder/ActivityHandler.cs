using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Microsoft.Bot.Builder;

public interface IBot
{
    Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default);
}

public class ActivityHandler : IBot
{
    public virtual async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        switch (turnContext.Activity.Type)
        {
            case ActivityTypes.Message:
                await OnMessageActivityAsync(new TypedTurnContext<IMessageActivity>(turnContext), cancellationToken);
                break;
            case ActivityTypes.Invoke:
                turnContext.Result = await OnInvokeActivityAsync(new TypedTurnContext<IInvokeActivity>(turnContext), cancellationToken);
                break;
        }
    }

    protected virtual Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    // The real one answers 501 where it is not overridden; ours always is.
    protected virtual Task<AdaptiveCardInvokeResponse> OnAdaptiveCardInvokeAsync(ITurnContext<IInvokeActivity> turnContext, AdaptiveCardInvokeValue invokeValue, CancellationToken cancellationToken) =>
        Task.FromResult(Refusal(501, "NotImplemented", "The bot has no card actions"));

    private static AdaptiveCardInvokeResponse Refusal(int status, string code, string message) =>
        new() { StatusCode = status, Type = "application/vnd.microsoft.error", Value = new Error { Code = code, Message = message } };

    private static AdaptiveCardInvokeValue Read(object value)
    {
        try
        {
            return (value as JObject)?.ToObject<AdaptiveCardInvokeValue>();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<InvokeResponse> OnInvokeActivityAsync(ITurnContext<IInvokeActivity> turnContext, CancellationToken cancellationToken)
    {
        var activity = ((ITurnContext)turnContext).Activity;
        if (activity.Name != "adaptiveCard/action")
        {
            return new InvokeResponse { Status = 501 };
        }

        return Read(activity.Value) is { Action.Type: "Action.Execute" } value
            ? new InvokeResponse { Status = 200, Body = await OnAdaptiveCardInvokeAsync(turnContext, value, cancellationToken) }
            : new InvokeResponse { Status = 400, Body = Refusal(400, "BadRequest", "Value property is not properly formed") };
    }
}
