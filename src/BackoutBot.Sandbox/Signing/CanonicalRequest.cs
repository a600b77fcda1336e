using System.Security.Cryptography;
using System.Text;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Signing;

/// <summary>
/// AWS Signature Version 4, as "Create a signed AWS API request" in the IAM user guide defines it. The path is encoded twice, but for S3 once; the
/// payload's hash is that of the body, for S3 what <c>x-amz-content-sha256</c> says.
/// </summary>
internal static class CanonicalRequest
{
    /// <summary>The header by which a request to S3 says the hash of its body.</summary>
    public const string ContentDigest = "x-amz-content-sha256";

    public static string Sign(RawRequest raw, SignatureHeader header, string timestamp, string secretAccessKey)
    {
        var isS3 = header.Service == "s3";
        var canonical = string.Join('\n',
        [
            raw.Method,
            isS3 ? PathOfS3(raw.Path) : Path(raw.Path),
            Query(raw.QueryString),
            .. header.SignedHeaders.Select(name => $"{name}:{Value(raw, name)}"),
            "",
            string.Join(';', header.SignedHeaders),
            isS3 ? raw.Headers[ContentDigest].ToString() : raw.BodyDigest,
        ]);
        var toSign = $"AWS4-HMAC-SHA256\n{timestamp}\n{header.Scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + secretAccessKey), header.Date), header.Region), header.Service), "aws4_request");
        return Convert.ToHexStringLower(Hmac(key, toSign));
    }

    private static string Path(string path) =>
        path.Length == 0 ? "/" : string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string PathOfS3(string path) =>
        path.Length == 0 ? "/" : string.Join('/', path.Split('/').Select(segment => Uri.EscapeDataString(Uri.UnescapeDataString(segment))));

    private static string Query(string query) => string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2).Select(part => Uri.EscapeDataString(Uri.UnescapeDataString(part))).ToArray())
        .Select(pair => (Name: pair[0], Value: pair.Length > 1 ? pair[1] : ""))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Value(RawRequest raw, string name) =>
        string.Join(',', raw.Headers[name].Select(value => string.Join(' ', (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
