using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Newtonsoft.Json;

namespace Microsoft.Bot.Builder.Integration.AspNet.Core;

public interface IBotFrameworkHttpAdapter
{
    Task ProcessAsync(HttpRequest httpRequest, HttpResponse httpResponse, IBot bot, CancellationToken cancellationToken = default);
}

public class CloudAdapter(BotFrameworkAuthentication botFrameworkAuthentication, ILogger logger = null) : CloudAdapterBase(botFrameworkAuthentication), IBotFrameworkHttpAdapter
{
    private static readonly Action<ILogger, Exception> logUnauthorized = LoggerMessage.Define(LogLevel.Error, new EventId(1, "Unauthorized"), "The request is not authorized");

    private readonly ILogger log = logger ?? NullLogger.Instance;

    public async Task ProcessAsync(HttpRequest httpRequest, HttpResponse httpResponse, IBot bot, CancellationToken cancellationToken = default)
    {
        if (!HttpMethods.IsPost(httpRequest.Method))
        {
            httpResponse.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        using StreamReader reader = new(httpRequest.Body, Encoding.UTF8);
        var activity = Read(await reader.ReadToEndAsync(cancellationToken));
        if (string.IsNullOrEmpty(activity?.Type))
        {
            httpResponse.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        try
        {
            var answer = await ProcessActivityAsync(httpRequest.Headers.Authorization, activity, bot.OnTurnAsync, cancellationToken);
            httpResponse.StatusCode = answer?.Status ?? StatusCodes.Status200OK;
            if (answer?.Body is { } body)
            {
                httpResponse.ContentType = "application/json";
                await httpResponse.WriteAsync(JsonConvert.SerializeObject(body, ConnectorClient.Json), cancellationToken);
            }
        }
        catch (UnauthorizedAccessException fault)
        {
            logUnauthorized(log, fault);
            httpResponse.StatusCode = StatusCodes.Status401Unauthorized;
        }
    }

    private static Activity Read(string body)
    {
        try
        {
            return JsonConvert.DeserializeObject<Activity>(body, ConnectorClient.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
