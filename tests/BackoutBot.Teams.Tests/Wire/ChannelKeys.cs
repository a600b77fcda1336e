using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.IdentityModel.Tokens;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Wire;

/// <summary>
/// Who signs tokens, and the OpenID metadata that say so. Bot Builder reads them with a client of its own and keeps them as long as the
/// process lives. So they are the same for all tests, and never change: a test that needs another key has one here.
/// </summary>
public static class ChannelKeys
{
    /// <summary>Signs for Teams.</summary>
    public static readonly RsaSecurityKey Teams = New("teams-key-1");

    /// <summary>Signs for another channel alone.</summary>
    public static readonly RsaSecurityKey WebChat = New("webchat-key-1");

    /// <summary>Signs for Teams and for another channel.</summary>
    public static readonly RsaSecurityKey Both = New("both-key-1");

    /// <summary>Is listed, and signs for no channel.</summary>
    public static readonly RsaSecurityKey Unendorsed = New("nobody-key-1");

    /// <summary>Entra's own, with which the tokens of apps are signed. Bot Builder takes those from its emulator and from other bots.</summary>
    public static readonly RsaSecurityKey Entra = New("entra-key-1");

    /// <summary>Signs for Teams where <see cref="SandboxMetadata"/> is the metadata's address.</summary>
    public static readonly RsaSecurityKey Sandbox = New("sandbox-key-1");

    /// <summary>Metadata that settings name, in the place of the Bot Framework's.</summary>
    public const string SandboxMetadata = "https://keys.sandbox.example/openidconfiguration";

    private static readonly Dictionary<string, (RsaSecurityKey Key, string[]? Endorsements)[]> Listed = new(StringComparer.Ordinal)
    {
        [AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl] = [(Teams, ["msteams", "msteams-other"]), (WebChat, ["webchat"]), (Both, ["msteams", "webchat"]), (Unendorsed, null)],
        [AuthenticationConstants.ToBotFromEmulatorOpenIdMetadataUrl] = [(Entra, null)],
        [SandboxMetadata] = [(Sandbox, ["msteams"])],
    };

    /// <summary>The first to name the metadata's address says which client reads it, so this comes before all tests.</summary>
    [ModuleInitializer]
    internal static void TakeTheNetworksPlace()
    {
        HttpClient client = new(new Metadata());
        foreach (string address in Listed.Keys)
        {
            _ = new JwtTokenExtractor(client, new TokenValidationParameters(), address, AuthenticationConstants.AllowedSigningAlgorithms);
        }
    }

    private static RsaSecurityKey New(string id) => new(RSA.Create(2048)) { KeyId = id };

    private static JObject Show(RsaSecurityKey key, string[]? endorsements)
    {
        JsonWebKey shown = JsonWebKeyConverter.ConvertFromRSASecurityKey(key);
        JObject json = new() { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = shown.Kid, ["n"] = shown.N, ["e"] = shown.E };
        if (endorsements is not null)
        {
            json["endorsements"] = new JArray(endorsements);
        }

        return json;
    }

    private sealed class Metadata : HttpMessageHandler
    {
        private const string Keys = "?keys";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string asked = request.RequestUri!.AbsoluteUri;
            JObject? json = Listed.ContainsKey(asked) ? new JObject { ["issuer"] = "https://api.botframework.com", ["jwks_uri"] = asked + Keys }
                : asked.EndsWith(Keys, StringComparison.Ordinal) && Listed.TryGetValue(asked[..^Keys.Length], out var keys) ? new JObject { ["keys"] = new JArray(keys.Select(key => Show(key.Key, key.Endorsements))) }
                : null;
            return Task.FromResult(json is null
                ? new HttpResponseMessage(HttpStatusCode.NotFound)
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(json.ToString(), Encoding.UTF8, "application/json") });
        }
    }
}
