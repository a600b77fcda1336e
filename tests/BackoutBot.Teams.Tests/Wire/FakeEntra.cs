using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Wire;

/// <summary>Gives the bot its tokens, and signs those of Teams.</summary>
public sealed class FakeEntra
{
    public const string Secret = "app-secret-not-a-secret";

    private readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "teams-key-1" };

    /// <summary>What the key may sign for, as the metadata says.</summary>
    public string[] Endorsements { get; set; } = ["msteams", "msteams-other"];

    /// <summary>The scopes for which the bot asked a token, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public bool Refuses { get; set; }

    /// <summary>A token as Teams sends it.</summary>
    public string Token(
        string audience = Cast.App,
        string issuer = "https://api.botframework.com",
        string? serviceUrl = Cast.ServiceUrl,
        TimeSpan? expiresIn = null,
        SecurityKey? signedBy = null)
    {
        DateTime expires = TimeProvider.System.GetUtcNow().UtcDateTime + (expiresIn ?? TimeSpan.FromHours(1));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Audience = audience,
            Issuer = issuer,
            NotBefore = expires - TimeSpan.FromHours(2),
            Expires = expires,
            Claims = serviceUrl is null ? [] : new Dictionary<string, object> { ["serviceurl"] = serviceUrl },
            SigningCredentials = new SigningCredentials(signedBy ?? key, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>Whether the request carries a token that was given for the scope.</summary>
    public static bool Knows(HttpRequest request, string scope) => request.Headers.Authorization == $"Bearer token-for-{scope}";

    public async Task GiveTokenAsync(HttpContext context)
    {
        Assert.Equal($"/{Cast.Tenant}/oauth2/v2.0/token", context.Request.Path);
        IFormCollection form = await context.Request.ReadFormAsync();
        Assert.Equal(("client_credentials", Cast.App), (form["grant_type"].ToString(), form["client_id"].ToString()));
        string scope = form["scope"].ToString().Split(' ').Single(one => one.EndsWith("/.default", StringComparison.Ordinal));
        Asked.Enqueue(scope);
        bool known = form["client_secret"] == Secret && !Refuses;
        context.Response.StatusCode = known ? 200 : 401;
        await WriteAsync(context, known
            ? new JObject { ["token_type"] = "Bearer", ["expires_in"] = 3600, ["access_token"] = $"token-for-{scope}" }
            : new JObject { ["error"] = "invalid_client", ["error_description"] = "AADSTS7000215: Invalid client secret provided." });
    }

    public async Task SayKeysAsync(HttpContext context)
    {
        if (context.Request.Path == "/v1/.well-known/openidconfiguration")
        {
            await WriteAsync(context, new JObject { ["issuer"] = "https://api.botframework.com", ["jwks_uri"] = "https://login.botframework.com/v1/.well-known/keys" });
            return;
        }

        JsonWebKey shown = JsonWebKeyConverter.ConvertFromRSASecurityKey(key);
        await WriteAsync(context, new JObject
        {
            ["keys"] = new JArray(new JObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = shown.Kid, ["n"] = shown.N, ["e"] = shown.E, ["endorsements"] = new JArray(Endorsements) }),
        });
    }

    public static async Task WriteAsync(HttpContext context, JToken body)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToString());
    }
}
