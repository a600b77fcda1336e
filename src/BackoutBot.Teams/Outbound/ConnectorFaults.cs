using System.Globalization;
using System.Net;
using BackoutBot.Core.Chat;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Identity.Client;
using Microsoft.Rest;

namespace BackoutBot.Teams.Outbound;

/// <summary>Reads what went wrong with a call to Teams. 412, 429, 502 and 504 are to be tried again by Teams' documentation; so are all that may pass.</summary>
internal static class ConnectorFaults
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UntilMended = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>What to do, or null where it is no fault of Teams'.</summary>
    public static Delivery? Read(Exception fault, DateTimeOffset now) => fault switch
    {
        // Bot Builder's own tries for a token; the last one says how it stands.
        AggregateException { InnerExceptions: [.., { } last] } => ReadToken(last),
        ErrorResponseException { Response: { } response } answer => Read(response.StatusCode, answer.Body?.Error, Wait(response.Headers, now)),
        HttpRequestException or OperationCanceledException or IOException => new Delivery.Later(Soon, $"Teams does not answer: {fault.Message}"),

        // It answered that it took the message, so the message may be there.
        SerializationException => new Delivery.Later(Soon, "Teams answered something that is not JSON."),
        FormatException => new Delivery.Refused(fault.Message),
        _ => null,
    };

    private static Delivery.Later? ReadToken(Exception fault) => fault switch
    {
        MsalServiceException { IsRetryable: true } passing => new Delivery.Later(Soon, $"Entra gave the bot no token: {passing.ErrorCode}."),
        MsalException lasting => new Delivery.Later(UntilMended, $"Entra gives the bot no token: {lasting.ErrorCode}. Check Teams:AppId, Teams:AppPassword and Teams:TenantId."),
        HttpRequestException or OperationCanceledException or IOException => new Delivery.Later(Soon, $"Entra does not answer: {fault.Message}"),

        // Tokens are asked for one at a time, and whoever had its turn took too long.
        ThrottleException => new Delivery.Later(Soon, "Entra does not answer in time."),
        _ => null,
    };

    private static Delivery Read(HttpStatusCode status, Error? error, TimeSpan? wait)
    {
        string said = $"{(int)status}{(error?.Code is { } code ? $" {code}" : "")}{(error?.Message is { } message ? $": {message}" : "")}";
        return status switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
                new Delivery.Later(wait ?? Soon, $"Teams answered {said}."),
            HttpStatusCode.Unauthorized => new Delivery.Later(UntilMended, $"Teams does not take the bot's token ({said}). Check Teams:AppId, Teams:AppPassword and Teams:TenantId, and that the bot's channel Teams is on."),
            HttpStatusCode.Forbidden => new Delivery.Refused($"Teams does not let the bot speak there ({said}). Add the app to that team or chat; for a private message, the person needs the app."),
            HttpStatusCode.NotFound => new Delivery.Refused($"Teams does not know the conversation or message ({said}). Check Teams:Channels; a message may have been deleted."),
            HttpStatusCode.RequestEntityTooLarge => new Delivery.Refused($"Teams finds the message too large ({said})."),
            _ => new Delivery.Refused($"Teams refused the message ({said})."),
        };
    }

    /// <summary>What <c>Retry-After</c> says, in seconds or as a date; never longer than ten minutes.</summary>
    private static TimeSpan? Wait(IDictionary<string, IEnumerable<string>>? headers, DateTimeOffset now)
    {
        if (headers is null || !headers.TryGetValue("Retry-After", out IEnumerable<string>? values) || values.FirstOrDefault() is not { } value)
        {
            return null;
        }

        TimeSpan? asked = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) ? TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds))
            : DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at - now
            : null;
        return asked is not { } wait ? null : wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
    }
}
