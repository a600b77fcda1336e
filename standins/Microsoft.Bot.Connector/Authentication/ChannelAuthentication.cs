using Microsoft.Bot.Schema;

namespace Microsoft.Bot.Connector.Authentication;

/// <summary>The channel's tokens inbound, the bot's own outbound.</summary>
internal sealed class ChannelAuthentication(
    ServiceClientCredentialsFactory credentials,
    IHttpClientFactory clients,
    ChannelTokens tokens,
    string scope,
    string loginUrl,
    bool validateAuthority) : BotFrameworkAuthentication
{
    internal override async Task AuthenticateAsync(Activity activity, string authHeader, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(authHeader))
        {
            if (!string.IsNullOrEmpty(credentials.App))
            {
                throw new UnauthorizedAccessException("No Authorization header");
            }

            return;
        }

        await tokens.ValidateAsync(authHeader, credentials.App, activity.ChannelId, activity.ServiceUrl, cancellationToken);
    }

    internal override ConnectorClient CreateConnector(string serviceUrl) => new(clients.CreateClient(), serviceUrl, credentials.Token(scope, loginUrl, validateAuthority));
}
