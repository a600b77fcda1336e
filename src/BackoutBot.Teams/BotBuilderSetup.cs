using BackoutBot.Teams.Gate;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackoutBot.Teams;

/// <summary>Makes Bot Builder's adapter from our own settings, so that no other section of the configuration can weaken it.</summary>
internal static class BotBuilderSetup
{
    public static CloudAdapter CreateAdapter(IOptions<TeamsOptions> options, IHttpClientFactory clients, ServiceUrls serviceUrls, ILogger<CloudAdapter> logger)
    {
        TeamsOptions settings = options.Value;
        TeamsHttpClients ours = new(clients);
        PasswordServiceClientCredentialFactory credentials = new(settings.AppId, settings.AppPassword, settings.TenantId, ours.CreateClient(), logger);
        return new CloudAdapter(new TeamsAuthentication(Endpoints(settings), credentials, ours, serviceUrls, logger), logger);
    }

    /// <summary>Bot Builder wants all of them as soon as one is set.</summary>
    private static IConfiguration Endpoints(TeamsOptions settings)
    {
        ConfigurationBuilder endpoints = new();
        if (settings.LoginUrl is not null || settings.OpenIdMetadataUrl is not null)
        {
            _ = endpoints.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["ValidateAuthority"] = "false",
                ["ToChannelFromBotLoginUrl"] = $"{settings.LoginUrl?.AbsoluteUri.TrimEnd('/') ?? "https://login.microsoftonline.com"}/{settings.TenantId}",
                ["ToChannelFromBotOAuthScope"] = "https://api.botframework.com",
                ["ToBotFromChannelTokenIssuer"] = "https://api.botframework.com",
                ["OAuthUrl"] = "https://api.botframework.com",
                ["ToBotFromChannelOpenIdMetadataUrl"] = settings.OpenIdMetadataUrl?.AbsoluteUri ?? "https://login.botframework.com/v1/.well-known/openidconfiguration",
                ["ToBotFromEmulatorOpenIdMetadataUrl"] = "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
            });
        }

        return endpoints.Build();
    }
}
