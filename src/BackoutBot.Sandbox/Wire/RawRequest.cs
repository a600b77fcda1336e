using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace BackoutBot.Sandbox.Wire;

/// <summary>A request as it came over the wire: what a signature is computed of.</summary>
internal sealed record RawRequest(string Method, string Path, string QueryString, IHeaderDictionary Headers, byte[] Body)
{
    /// <summary>More than any of the simulated operations takes.</summary>
    public const int LargestBody = 1 << 20;

    /// <summary>SHA-256 of the body, hexadecimal.</summary>
    public string BodyDigest => Convert.ToHexStringLower(SHA256.HashData(Body));

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The header by which "Smithy RPC v2 CBOR" is known.</summary>
    public bool SpeaksCbor => Headers["Smithy-Protocol"] == "rpc-v2-cbor";

    /// <exception cref="BadHttpRequestException">The body is larger than <see cref="LargestBody"/>.</exception>
    public static async Task<RawRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        return new RawRequest(context.Request.Method, target[0], target.Length > 1 ? target[1] : "", context.Request.Headers, body.ToArray());
    }
}
