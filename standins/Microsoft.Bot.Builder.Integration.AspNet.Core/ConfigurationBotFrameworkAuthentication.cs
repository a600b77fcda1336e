using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Microsoft.Bot.Builder.Integration.AspNet.Core;

public class ConfigurationBotFrameworkAuthentication : BotFrameworkAuthentication
{
    private readonly ChannelAuthentication inner;

    public ConfigurationBotFrameworkAuthentication(
        IConfiguration configuration,
        ServiceClientCredentialsFactory credentialsFactory = null,
        AuthenticationConfiguration authConfiguration = null,
        IHttpClientFactory httpClientFactory = null,
        ILogger logger = null)
    {
        _ = (authConfiguration, logger);
        inner = new ChannelAuthentication(
            credentialsFactory,
            httpClientFactory,
            new ChannelTokens(
                configuration["ToBotFromChannelTokenIssuer"] ?? "https://api.botframework.com",
                configuration["ToBotFromChannelOpenIdMetadataUrl"] ?? "https://login.botframework.com/v1/.well-known/openidconfiguration",
                httpClientFactory.CreateClient()),
            configuration["ToChannelFromBotOAuthScope"] ?? "https://api.botframework.com",
            configuration["ToChannelFromBotLoginUrl"] ?? "https://login.microsoftonline.com/{0}",
            bool.Parse(configuration["ValidateAuthority"] ?? "true"));
    }

    internal override Task AuthenticateAsync(Activity activity, string authHeader, CancellationToken cancellationToken) => inner.AuthenticateAsync(activity, authHeader, cancellationToken);

    internal override ConnectorClient CreateConnector(string serviceUrl) => inner.CreateConnector(serviceUrl);
}
