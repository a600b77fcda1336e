using System.Runtime.ExceptionServices;
using BackoutBot.Core.Intake;
using BackoutBot.Slack.Gate;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SlackNet.AspNetCore;

namespace BackoutBot.Slack.Inbound;

/// <summary>Takes what is known to come from Slack, over HTTP or a socket: its shape, then SlackNet's handlers, to the end of what they keep.</summary>
internal sealed partial class SlackReceiver(ISlackRequestHandler slack, ILogger<SlackReceiver> logger)
{
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>Takes an event's JSON.</summary>
    public Task<SlackAnswer> EventAsync(HttpContext context, byte[] body) => ReceiveAsync(context, body, "application/json", PayloadShape.FaultOfEvent, slack.HandleEventRequest);

    /// <summary>Takes an interaction's form.</summary>
    public Task<SlackAnswer> ActionAsync(HttpContext context, byte[] body) => ReceiveAsync(context, body, Form, PayloadShape.FaultOfAction, slack.HandleActionRequest);

    /// <summary>Takes a command's form.</summary>
    public Task<SlackAnswer> CommandAsync(HttpContext context, byte[] body) => ReceiveAsync(context, body, Form, PayloadShape.FaultOfCommand, slack.HandleSlashCommandRequest);

    // SlackNet leaves event handlers for after the answer. Here they come before it: what is acknowledged is on disk.
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
            ExceptionDispatchInfo.Throw(first);
        }
    }

    private async Task<SlackAnswer> ReceiveAsync(HttpContext context, byte[] body, string contentType, Func<byte[], string?> faultOf, Func<HttpRequest, Task<SlackResult>> handle)
    {
        if (faultOf(body) is { } fault)
        {
            LogMalformed(logger, contentType, fault);
            return new SlackAnswer(StatusCodes.Status400BadRequest, "text/plain", $"The payload is malformed: {fault}.");
        }

        // SlackNet takes the type to the letter, and Slack may add a charset.
        context.Request.ContentType = contentType;
        context.Request.Body = new MemoryStream(body, writable: false);
        try
        {
            var result = await handle(context.Request);
            await CompleteAsync(result);
            return new SlackAnswer((int)result.Status, result.ContentType, result.Body);
        }
        catch (InboxUnavailableException unavailable)
        {
            LogNotKept(logger, unavailable);
            return new SlackAnswer(StatusCodes.Status503ServiceUnavailable, "text/plain", SlackIntake.NotTaken);
        }
        catch (Exception unreadable) when (unreadable is not OperationCanceledException)
        {
            // Nothing of ours fails but the inbox: this is a shape that nobody foresaw, and the same will come of the same.
            LogUnreadable(logger, unreadable, contentType);
            return new SlackAnswer(StatusCodes.Status400BadRequest, "text/plain", "The payload is malformed: it lacks something that each of its kind has.");
        }
    }
}
