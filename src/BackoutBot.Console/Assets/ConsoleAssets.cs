using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace BackoutBot.Console.Assets;

/// <summary>The console's script, style sheet and mark, out of the assembly. Their addresses carry their content's hash, so a browser may keep them.</summary>
internal static class ConsoleAssets
{
    /// <summary>Where they are served.</summary>
    public const string Path = "/console/assets";

    private static readonly FrozenDictionary<string, Asset> All = new[]
    {
        Load("console.css", "text/css; charset=utf-8"),
        Load("console.js", "text/javascript; charset=utf-8"),
        Load("mark.svg", "image/svg+xml"),
    }.ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);

    /// <summary>The address of the asset of that name.</summary>
    public static string Url(string name) => $"{Path}/{All[name].Hash}/{name}";

    /// <summary>The asset of that name; its content may be newer than the hash in an old page's address, which is what that page then needs.</summary>
    public static IResult Serve(HttpContext context, string hash, string name)
    {
        if (!All.TryGetValue(name, out var asset))
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = hash == asset.Hash ? "public, max-age=31536000, immutable" : "no-store";
        return TypedResults.Bytes(asset.Content, asset.ContentType);
    }

    private static Asset Load(string name, string contentType)
    {
        using var stream = typeof(ConsoleAssets).Assembly.GetManifestResourceStream($"assets/{name}")
            ?? throw new InvalidOperationException($"The assembly lacks the embedded asset {name}.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new Asset(name, contentType, content, Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
    }

    private sealed record Asset(string Name, string ContentType, byte[] Content, string Hash);
}
