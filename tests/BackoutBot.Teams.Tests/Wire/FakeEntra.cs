using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Wire;

/// <summary>Gives the bot its tokens, and makes those that Teams sends.</summary>
public sealed class FakeEntra
{
    public const string Secret = "app-secret-not-a-secret";

    private static int apps;

    /// <summary>The bot's app id. Bot Builder keeps tokens by it as long as the process lives, so each test has a bot of its own.</summary>
    public string App { get; } = $"0f0f0f0f-0000-4000-8000-{Interlocked.Increment(ref apps):x12}";

    /// <summary>The scopes for which the bot asked a token, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public bool Refuses { get; set; }

    /// <summary>The status of every answer, where it is not to be a real one; 0 where there is to be none.</summary>
    public int? Status { get; set; }

    /// <summary>A token as Teams sends it.</summary>
    public string Token(
        string? audience = null,
        string issuer = "https://api.botframework.com",
        string? serviceUrl = Cast.ServiceUrl,
        TimeSpan? expiresIn = null,
        SecurityKey? signedBy = null,
        IReadOnlyDictionary<string, object>? claims = null)
    {
        DateTime expires = TimeProvider.System.GetUtcNow().UtcDateTime + (expiresIn ?? TimeSpan.FromHours(1));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Audience = audience ?? App,
            Issuer = issuer,
            NotBefore = expires - TimeSpan.FromHours(2),
            Expires = expires,
            Claims = new Dictionary<string, object>([.. claims ?? new Dictionary<string, object>(), .. serviceUrl is null ? [] : new[] { KeyValuePair.Create<string, object>("serviceurl", serviceUrl) }], StringComparer.Ordinal),
            SigningCredentials = new SigningCredentials(signedBy ?? ChannelKeys.Teams, signedBy is SymmetricSecurityKey ? SecurityAlgorithms.HmacSha256 : SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>Whether the request carries a token that was given for the scope.</summary>
    public static bool Knows(HttpRequest request, string scope) => request.Headers.Authorization == $"Bearer token-for-{scope}";

    public async Task GiveTokenAsync(HttpContext context)
    {
        if (Status is { } status)
        {
            if (status == 0)
            {
                context.Abort();
            }
            else
            {
                context.Response.StatusCode = status;
            }

            return;
        }

        if (context.Request.Path == "/common/discovery/instance")
        {
            await WriteAsync(context, new JObject { ["tenant_discovery_endpoint"] = $"https://login.microsoftonline.com/{Cast.Tenant}/v2.0/.well-known/openid-configuration", ["metadata"] = new JArray() });
            return;
        }

        Assert.Equal($"/{Cast.Tenant}/oauth2/v2.0/token", context.Request.Path);
        IFormCollection form = await context.Request.ReadFormAsync();
        Assert.Equal(("client_credentials", App), (form["grant_type"].ToString(), form["client_id"].ToString()));
        string scope = form["scope"].ToString().Split(' ').Single(one => one.EndsWith("/.default", StringComparison.Ordinal));
        Asked.Enqueue(scope);
        bool known = form["client_secret"] == Secret && !Refuses;
        context.Response.StatusCode = known ? 200 : 401;
        await WriteAsync(context, known
            ? new JObject { ["token_type"] = "Bearer", ["expires_in"] = 3600, ["access_token"] = $"token-for-{scope}" }
            : new JObject { ["error"] = "invalid_client", ["error_description"] = "AADSTS7000215: Invalid client secret provided." });
    }

    public static async Task WriteAsync(HttpContext context, JToken body)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToString());
    }
}
