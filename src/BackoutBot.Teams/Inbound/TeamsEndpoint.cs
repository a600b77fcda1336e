using BackoutBot.Core.Intake;
using BackoutBot.Teams.Gate;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Teams.Inbound;

/// <summary>Takes what Teams sends: past the gate, through Bot Builder, which authenticates it, to the bot.</summary>
internal sealed partial class TeamsEndpoint(TeamsGate gate, IBotFrameworkHttpAdapter adapter, IBot bot, ILogger<TeamsEndpoint> logger)
{
    public static Task PostAsync(HttpContext context, TeamsEndpoint endpoint) => endpoint.TakeAsync(context);

    private async Task TakeAsync(HttpContext context)
    {
        if (gate.Refusal(context.Request) is { } refusal)
        {
            LogRefused(refusal);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        try
        {
            await adapter.ProcessAsync(context.Request, context.Response, bot, context.RequestAborted);
        }
        catch (KeysUnavailableException fault)
        {
            LogNotChecked(fault);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        catch (InboxUnavailableException fault)
        {
            LogNotKept(fault);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    [LoggerMessage(4501, LogLevel.Warning, "Refused a request to Teams' endpoint: {Reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(4502, LogLevel.Error, "What came from Teams could not be kept, so it was not acknowledged")]
    private partial void LogNotKept(Exception fault);

    [LoggerMessage(4506, LogLevel.Error, "A request was not taken, for whether it comes from Teams can't be found out: the bot must reach login.botframework.com")]
    private partial void LogNotChecked(Exception fault);
}
