using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace BackoutBot.Teams.Gate;

/// <summary>
/// Bot Builder's authentication of what comes in, with the faults told apart: a token's are the sender's, and what keeps the channel's
/// keys from being read is nobody's. It ends before anything is made of the activity, so one of elsewhere gets no further.
/// </summary>
internal sealed partial class TeamsAuthentication(
    IConfiguration endpoints,
    ServiceClientCredentialsFactory credentials,
    IHttpClientFactory clients,
    ServiceUrls serviceUrls,
    ILogger logger) : ConfigurationBotFrameworkAuthentication(endpoints, credentials, authConfiguration: null, clients, logger)
{
    private readonly ILogger _logger = logger;

    /// <exception cref="UnauthorizedAccessException">The activity does not come from Teams.</exception>
    /// <exception cref="KeysUnavailableException">Whether it does can't be found out.</exception>
    public override async Task<AuthenticateRequestResult> AuthenticateRequestAsync(Activity activity, string authHeader, CancellationToken cancellationToken)
    {
        AuthenticateRequestResult result = await CheckAsync(activity, authHeader, cancellationToken);
        if (activity.ChannelId != TeamsTerms.ChannelId || !serviceUrls.Allows(activity.ServiceUrl))
        {
            LogForeign(activity.ChannelId ?? "", activity.ServiceUrl ?? "");
            throw new UnauthorizedAccessException("The activity does not come from Teams");
        }

        return result;
    }

    private async Task<AuthenticateRequestResult> CheckAsync(Activity activity, string authHeader, CancellationToken cancellationToken)
    {
        try
        {
            return await base.AuthenticateRequestAsync(activity, authHeader, cancellationToken);
        }
        catch (UnauthorizedAccessException fault)
        {
            LogRefused(fault.Message);
            throw;
        }
        catch (Exception fault) when (fault is SecurityTokenException or ArgumentException)
        {
            // Bot Builder lets these through, and the answer would blame the bot. A token that can't be read is an argument's fault.
            LogRefused(fault.GetType().Name);
            throw new UnauthorizedAccessException($"The token is not right: {fault.GetType().Name}", fault);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new KeysUnavailableException("The keys with which Teams signs can't be read", fault);
        }
    }

    [LoggerMessage(4503, LogLevel.Warning, "Refused an activity of the channel '{Channel}' with the service URL '{ServiceUrl}': it is none of Teams'")]
    private partial void LogForeign(string channel, string serviceUrl);

    [LoggerMessage(4507, LogLevel.Warning, "Refused a request to Teams' endpoint: {Reason}")]
    private partial void LogRefused(string reason);
}
