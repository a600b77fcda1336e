using System.Diagnostics;
using System.Text.Json;
using BackoutBot.Console.Gate;
using BackoutBot.Console.Outbound;
using BackoutBot.Console.People;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Services;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Console.Inbound;

/// <summary>Takes what people say and press. It is on disk before it is acknowledged, and nothing is done with it here.</summary>
internal sealed partial class SubmitEndpoint(
    IInbox inbox,
    IChatLog log,
    ChatTranscript transcript,
    IServiceCatalogue catalogue,
    TimeProvider time,
    ILogger<SubmitEndpoint> logger)
{
    /// <summary>The largest body that is read, in bytes: two texts of the greatest length, escaped at their worst, and some.</summary>
    public const int LargestBody = 64 * 1024;

    public static Task<IResult> PostAsync(HttpContext context, SubmitEndpoint endpoint) => endpoint.TakeAsync(context);

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        var person = ConsoleVisitor.Of(context);
        SubmitRequest? request;
        try
        {
            request = await context.Request.ReadFromJsonAsync(ConsoleJson.Default.SubmitRequest, context.RequestAborted);
        }
        catch (JsonException)
        {
            return ConsoleProblems.Invalid(["The body is not the JSON object that the console sends."]);
        }
        catch (BadHttpRequestException fault)
        {
            return ConsoleProblems.NotRead(fault);
        }

        if (request is null)
        {
            return ConsoleProblems.Invalid(["The body is null."]);
        }

        try
        {
            var channels = Channels.For(person, catalogue, await transcript.ReadAsync(context.RequestAborted));
            return SubmitReader.Read(request, person, channels, out var faults) is { } intent
                ? await KeepAsync(intent, person, context.RequestAborted)
                : ConsoleProblems.Invalid(faults);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or BadHttpRequestException))
        {
            LogNotKept(fault, person);
            return ConsoleProblems.Unavailable("The bot's storage does not answer, so nothing was received. Send it again in a moment.");
        }
    }

    private async Task<IResult> KeepAsync(SubmitIntent intent, Core.Ids.PersonId person, CancellationToken cancellationToken)
    {
        // Said first, so that the answer stands beneath the question.
        if (intent.Said is { } said)
        {
            await log.PutAsync(said, person, cancellationToken);
        }

        if (intent.Asked is not { } asked)
        {
            return TypedResults.Json(new SubmitReply("said"), ConsoleJson.Default.SubmitReply, statusCode: StatusCodes.Status202Accepted);
        }

        try
        {
            var receipt = await inbox.AcceptAsync(asked.ToInbox(time.GetUtcNow(), Activity.Current?.Id), cancellationToken);
            return TypedResults.Json(
                new SubmitReply(receipt is InboxReceipt.Duplicate ? "duplicate" : "accepted"),
                ConsoleJson.Default.SubmitReply,
                statusCode: StatusCodes.Status202Accepted);
        }
        catch (InboxUnavailableException fault)
        {
            LogNotKept(fault, person);
            await MarkAsync(intent.Said, person);
            return ConsoleProblems.Unavailable("The bot's inbox can't take anything just now, so nothing was done. Send it again in a moment.");
        }
    }

    // What stands in the chat and was not received must not look as if it had been. Sending it again, with its key, takes the mark away.
    private async Task MarkAsync(ChatMessage? said, Core.Ids.PersonId person)
    {
        if (said?.Body is not TextBody text)
        {
            return;
        }

        try
        {
            var marked = said with { Body = text with { Tone = CardTone.Attention, Lines = ["Not received by the bot: nothing was done."] } };
            await log.PutAsync(marked, person, CancellationToken.None);
        }
        catch (Exception fault)
        {
            LogNotMarked(fault, said.Key);
        }
    }

    [LoggerMessage(3103, LogLevel.Error, "What {Person} sent could not be kept")]
    private partial void LogNotKept(Exception fault, Core.Ids.PersonId person);

    [LoggerMessage(3104, LogLevel.Warning, "The chat still shows {Key} as if the bot had received it")]
    private partial void LogNotMarked(Exception fault, string key);
}
