using BackoutBot.Core.Intake;
using BackoutBot.Slack.Gate;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SlackNet.AspNetCore;

namespace BackoutBot.Slack.Receiving;

/// <summary>Answers Slack: the gate, the shape, SlackNet's handlers, and only then the acknowledgement.</summary>
internal sealed partial class SlackEndpoint(SlackGate gate, ISlackRequestHandler slack, ILogger<SlackEndpoint> logger)
{
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>Answers <c>POST /slack/event</c>.</summary>
    public Task EventAsync(HttpContext context) => AnswerAsync(context, "application/json", PayloadShape.FaultOfEvent, slack.HandleEventRequest);

    /// <summary>Answers <c>POST /slack/action</c>.</summary>
    public Task ActionAsync(HttpContext context) => AnswerAsync(context, Form, PayloadShape.FaultOfAction, slack.HandleActionRequest);

    /// <summary>Answers <c>POST /slack/command</c>.</summary>
    public Task CommandAsync(HttpContext context) => AnswerAsync(context, Form, PayloadShape.FaultOfCommand, slack.HandleSlashCommandRequest);

    private async Task AnswerAsync(HttpContext context, string contentType, Func<byte[], string?> faultOf, Func<HttpRequest, Task<SlackResult>> handle)
    {
        if (await gate.AdmitAsync(context) is not { } body)
        {
            return;
        }

        if (faultOf(body) is { } fault)
        {
            LogMalformed(logger, SlackPaths.Of(context.Request), fault);
            await WriteAsync(context, StatusCodes.Status400BadRequest, $"The payload is malformed: {fault}.");
            return;
        }

        // SlackNet takes the type to the letter, and Slack may add a charset.
        context.Request.ContentType = contentType;
        context.Request.Body = new MemoryStream(body, writable: false);
        try
        {
            var result = await handle(context.Request);

            // SlackNet leaves event handlers for after the answer. Here they come before it: what is acknowledged is on disk.
            await CompleteAsync(result);
            context.Response.ContentType = result.ContentType;
            context.Response.StatusCode = (int)result.Status;
            if (result.Body is { Length: > 0 } text)
            {
                await context.Response.WriteAsync(text, context.RequestAborted);
            }
        }
        catch (InboxUnavailableException unavailable)
        {
            LogNotKept(logger, unavailable, SlackPaths.Of(context.Request));
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, SlackIntake.NotTaken);
        }
    }

    private static async Task CompleteAsync(SlackResult result)
    {
        Exception? first = null;
        foreach (var callback in result.RequestCompletedCallbacks)
        {
            try
            {
                await callback();
            }
            catch (Exception fault)
            {
                first ??= fault;
            }
        }

        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }

    private static Task WriteAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
