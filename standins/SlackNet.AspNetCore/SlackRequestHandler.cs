using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SlackNet.Blocks;
using SlackNet.Events;
using SlackNet.Interaction;
using SlackNet.WebApi;

namespace SlackNet.AspNetCore;

public interface ISlackRequestHandler
{
    Task<SlackResult> HandleEventRequest(HttpRequest request);

    Task<SlackResult> HandleActionRequest(HttpRequest request);

    Task<SlackResult> HandleSlashCommandRequest(HttpRequest request);
}

/// <summary>Reads a request and hands it to the registered handlers: events after the answer, all else before it.</summary>
internal sealed class SlackRequestHandler(HandlerTypes handlers, SlackJsonSettings json) : ISlackRequestHandler
{
    public async Task<SlackResult> HandleEventRequest(HttpRequest request)
    {
        if (request.ContentType != "application/json")
        {
            return new EmptyResult(HttpStatusCode.UnsupportedMediaType);
        }

        using StreamReader reader = new(request.Body);
        string body = await reader.ReadToEndAsync().ConfigureAwait(false);
        IServiceProvider services = request.HttpContext.RequestServices;
        return JsonConvert.DeserializeObject<EventRequest>(body, json.SerializerSettings) switch
        {
            EventCallback callback => new EmptyResult(HttpStatusCode.OK).WhenCompleted(
                () => Task.WhenAll(handlers.Events.Select(handler => ((IEventHandler)services.GetRequiredService(handler)).Handle(callback)))),
            UrlVerification verification => new StringResult(HttpStatusCode.OK, verification.Challenge),
            _ => new StringResult(HttpStatusCode.BadRequest, "Unrecognized content"),
        };
    }

    public async Task<SlackResult> HandleActionRequest(HttpRequest request)
    {
        IFormCollection form = await request.ReadFormAsync().ConfigureAwait(false);
        IServiceProvider services = request.HttpContext.RequestServices;
        switch (JsonConvert.DeserializeObject<InteractionRequest>(form["payload"], json.SerializerSettings))
        {
            case BlockActionRequest actions:
                BlockAction first = actions.Actions.First();
                await Task.WhenAll(handlers.BlockActions.Select(handle => first is null ? Task.CompletedTask : handle(services, actions))).ConfigureAwait(false);
                return new EmptyResult(HttpStatusCode.OK);
            case MessageShortcut shortcut:
                if (handlers.MessageShortcuts.TryGetValue(shortcut.CallbackId, out Type shortcuts))
                {
                    await ((IMessageShortcutHandler)services.GetRequiredService(shortcuts)).Handle(shortcut).ConfigureAwait(false);
                }

                return new EmptyResult(HttpStatusCode.OK);
            case ViewSubmission submission:
                ViewSubmissionResponse response = handlers.ViewSubmissions.TryGetValue(submission.View.CallbackId, out Type submissions)
                    ? await ((IViewSubmissionHandler)services.GetRequiredService(submissions)).Handle(submission).ConfigureAwait(false)
                    : null;
                return response?.ResponseAction is null ? new EmptyResult(HttpStatusCode.OK) : new JsonResult(json, response);
            case ViewClosed:
                return new EmptyResult(HttpStatusCode.OK);
            default:
                return new StringResult(HttpStatusCode.BadRequest, "Unrecognized content");
        }
    }

    public async Task<SlackResult> HandleSlashCommandRequest(HttpRequest request)
    {
        IFormCollection form = await request.ReadFormAsync().ConfigureAwait(false);
        JObject fields = new(form.Select(field => new JProperty(field.Key, field.Value.FirstOrDefault())));
        SlashCommand command = fields.ToObject<SlashCommand>(JsonSerializer.Create(json.SerializerSettings));
        SlashCommandResponse response = command.Command is not null && handlers.SlashCommands.TryGetValue(command.Command, out Type handler)
            ? await ((ISlashCommandHandler)request.HttpContext.RequestServices.GetRequiredService(handler)).Handle(command).ConfigureAwait(false)
            : null;
        return response is null ? new EmptyResult(HttpStatusCode.OK) : new JsonResult(json, new SlashCommandAnswer(response.ResponseType, response.Message));
    }
}

/// <summary>What a command is answered with on the wire.</summary>
internal sealed class SlashCommandAnswer(ResponseType type, Message message)
{
    public ResponseType ResponseType => type;

    public string Text => message.Text;

    public ParseMode Parse => message.Parse;

    public IList<Block> Blocks => message.Blocks.Count == 0 ? null : message.Blocks;
}
