using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace BackoutBot.Teams.Gate;

/// <summary>
/// Stands before Bot Builder: looks at a request before anything of its body is read. Whether the token is right is found out
/// behind it; what is no token at all does not get so far, where it would be answered as if the bot were at fault.
/// </summary>
internal sealed class TeamsGate(IOptions<TeamsOptions> options)
{
    /// <summary>The largest body that is read, in bytes: Teams' own messages have at most about 100 KB with their mentions and inputs.</summary>
    public const int LargestBody = 256 * 1024;

    private static readonly JsonWebTokenHandler Tokens = new();

    /// <summary>Why the request is not let through, or null where it is.</summary>
    public string? Refusal(HttpRequest request)
    {
        if (string.IsNullOrEmpty(options.Value.AppId))
        {
            return null;
        }

        return request.Headers.Authorization is [{ } header] && header.Split(' ') is ["Bearer", { Length: > 0 } token]
            ? IsToken(token) ? null : "its bearer token is not a JSON Web Token"
            : "it has no bearer token";
    }

    private static bool IsToken(string token)
    {
        if (!Tokens.CanReadToken(token))
        {
            return false;
        }

        try
        {
            // A signed token has three parts; reading it decodes its header and claims.
            return Tokens.ReadJsonWebToken(token) is { IsSigned: true, IsEncrypted: false };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
