using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Newtonsoft.Json.Linq;

namespace Microsoft.Bot.Connector.Authentication;

/// <summary>Validates the tokens that the channel sends: issuer, audience, lifetime, signature, the key's endorsement of the channel, the service URL.</summary>
internal sealed class ChannelTokens
{
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private readonly string issuer;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> metadata;

    public ChannelTokens(string issuer, string metadataUrl, HttpClient http)
    {
        this.issuer = issuer;
        metadata = new ConfigurationManager<OpenIdConnectConfiguration>(metadataUrl, new OpenIdConnectConfigurationRetriever(), http);
    }

    public async Task ValidateAsync(string header, string app, string channelId, string serviceUrl, CancellationToken cancellationToken)
    {
        if (header.Split(' ') is not ["Bearer", { Length: > 0 } token])
        {
            throw new UnauthorizedAccessException("The Authorization header holds no bearer token");
        }

        var known = await metadata.GetConfigurationAsync(cancellationToken);
        var result = await ValidateAsync(token, app, known);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The channel may have changed its keys; the manager itself sees to it that nobody makes it ask all the time.
            metadata.RequestRefresh();
            known = await metadata.GetConfigurationAsync(cancellationToken);
            result = await ValidateAsync(token, app, known);
        }

        if (!result.IsValid)
        {
            throw result.Exception is SecurityTokenExpiredException ? new UnauthorizedAccessException("The token has expired") : result.Exception;
        }

        if (result.ClaimsIdentity.FindFirst("serviceurl")?.Value is not { } claimed || !string.Equals(claimed, serviceUrl, StringComparison.OrdinalIgnoreCase))
        {
            throw new UnauthorizedAccessException("The token's serviceurl claim is missing or not the activity's service URL");
        }

        var key = known.JsonWebKeySet?.Keys.FirstOrDefault(one => one.KeyId == result.SecurityToken.SigningKey.KeyId);
        var endorsements = key is not null && key.AdditionalData.TryGetValue("endorsements", out var raw) ? JToken.Parse(raw.ToString()!).Values<string>() : [];
        if (!endorsements.Contains(channelId, StringComparer.Ordinal))
        {
            throw new UnauthorizedAccessException($"The token's key is not endorsed for the channel {channelId}");
        }
    }

    private Task<TokenValidationResult> ValidateAsync(string token, string app, OpenIdConnectConfiguration known) =>
        new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = app,
            IssuerSigningKeys = known.SigningKeys,
            ValidAlgorithms = Algorithms,
            ClockSkew = TimeSpan.FromMinutes(5),
            RequireSignedTokens = true,
            RequireExpirationTime = true,
        });
}
