using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace BackoutBot.Teams.Gate;

/// <summary>
/// Stands before Bot Builder: looks at a request before anything of its body is read. Whether the token is right is found out
/// behind it; what does not even claim to be the channel's token for this bot does not get so far.
/// </summary>
internal sealed class TeamsGate(IOptions<TeamsOptions> options)
{
    /// <summary>The largest body that is read, in bytes: Teams' own messages have at most about 100 KB with their mentions and inputs.</summary>
    public const int LargestBody = 256 * 1024;

    /// <summary>
    /// Who gives Teams its tokens. Bot Builder takes Entra's too, from its emulator and from other bots, and in the emulator's it does not look
    /// at the service URL: whoever has got a token of this app's could pose as Teams, and as anybody in it.
    /// </summary>
    private const string Issuer = "https://api.botframework.com";

    private static readonly JsonWebTokenHandler Tokens = new();

    /// <summary>Why the request is not let through, or null where it is.</summary>
    public string? Refusal(HttpRequest request)
    {
        if (string.IsNullOrEmpty(options.Value.AppId))
        {
            return null;
        }

        return request.Headers.Authorization is [{ } header] && header.Split(' ') is ["Bearer", { Length: > 0 } token]
            ? TokenRefusal(token)
            : "it has no bearer token";
    }

    private string? TokenRefusal(string token)
    {
        if (!Tokens.CanReadToken(token))
        {
            return "its bearer token is not a JSON Web Token";
        }

        try
        {
            // A signed token has three parts; reading it decodes its header and claims.
            return Tokens.ReadJsonWebToken(token) switch
            {
                { IsSigned: false } or { IsEncrypted: true } => "its bearer token is not signed",
                { Issuer: not Issuer } => "its bearer token is not the Bot Framework's",
                var read when !read.Audiences.Contains(options.Value.AppId, StringComparer.Ordinal) => "its bearer token is for another app than Teams:AppId",
                _ => null,
            };
        }
        catch (ArgumentException)
        {
            return "its bearer token is not a JSON Web Token";
        }
    }
}
