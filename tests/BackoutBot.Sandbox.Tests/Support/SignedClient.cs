using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace BackoutBot.Sandbox.Tests.Support;

/// <summary>Sends requests as they are on the wire, signed with Signature Version 4 by code that shares nothing with the sandbox's.</summary>
internal sealed class SignedClient(HttpClient http, string accessKeyId, string secret, string? token = null)
{
    private static readonly Dictionary<string, string> Versions = new(StringComparer.Ordinal)
    {
        ["sts"] = "2011-06-15",
        ["monitoring"] = "2010-08-01",
        ["elasticloadbalancing"] = "2015-12-01",
        ["rds"] = "2014-10-31",
        ["sns"] = "2010-03-31",
    };

    public string Region { get; init; } = "eu-west-1";

    /// <summary>The host that requests name; the sandbox's own where null.</summary>
    public string? Host { get; init; }

    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Changes a request after it was signed.</summary>
    public Action<HttpRequestMessage>? Tamper { get; init; }

    public Task<Answer> QueryAsync(string service, string action, params (string Name, string Value)[] parameters)
    {
        var form = parameters.Prepend(("Version", Versions[service])).Prepend(("Action", action));
        var body = string.Join('&', form.Select(p => $"{Uri.EscapeDataString(p.Item1)}={Uri.EscapeDataString(p.Item2)}"));
        return SendAsync(service, Region, HttpMethod.Post, "/", "", body, "application/x-www-form-urlencoded; charset=utf-8");
    }

    public Task<Answer> CodeDeployAsync(string operation, string json) =>
        SendAsync("codedeploy", Region, HttpMethod.Post, "/", "", json, "application/x-amz-json-1.1", ("X-Amz-Target", $"CodeDeploy_20141006.{operation}"));

    /// <summary>Any body, as a request in CBOR to CloudWatch.</summary>
    public Task<Answer> CborAsync(string operation, byte[] body, bool queryMode = false, string path = "/service/GraniteServiceVersion20100801/operation/", string contentType = "application/cbor") =>
        SendAsync("monitoring", Region, HttpMethod.Post, path + operation, "", body, contentType, [("Smithy-Protocol", "rpc-v2-cbor"), .. queryMode ? [("x-amzn-query-mode", "true")] : Array.Empty<(string, string)>()]);

    public Task<Answer> Route53Async(HttpMethod method, string path, string query = "", string? xml = null) =>
        SendAsync("route53", "us-east-1", method, path, query, xml, "application/xml");

    /// <summary>HEAD on S3, with what the client says that its body hashes to.</summary>
    /// <param name="path">The path as it goes over the wire, encoded once.</param>
    /// <param name="query">The query.</param>
    /// <param name="digest">The hash; that of an empty body where null, none at all where empty.</param>
    /// <param name="headers">Other headers.</param>
    public Task<Answer> HeadAsync(string path, string query = "", string? digest = null, params (string Name, string Value)[] headers) =>
        SendAsync("s3", Region, HttpMethod.Head, path, query, (byte[]?)null, "", [.. digest == "" ? Array.Empty<(string, string)>() : [("x-amz-content-sha256", digest ?? Hash([]))], .. headers]);

    private Task<Answer> SendAsync(string service, string region, HttpMethod method, string path, string query, string? body, string contentType, params (string Name, string Value)[] headers) =>
        SendAsync(service, region, method, path, query, body is null ? null : Encoding.UTF8.GetBytes(body), contentType, headers);

    private async Task<Answer> SendAsync(string service, string region, HttpMethod method, string path, string query, byte[]? body, string contentType, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{path}{(query.Length > 0 ? "?" + query : "")}", UriKind.Relative));
        var content = body ?? [];
        if (body is not null)
        {
            request.Content = new ByteArrayContent(content);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        var timestamp = (SignedAt ?? TimeProvider.System.GetUtcNow()).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = Host ?? http.BaseAddress!.Authority, ["x-amz-date"] = timestamp };
        foreach (var (name, value) in headers)
        {
            signed[name.ToLowerInvariant()] = value;
        }

        if (token is not null)
        {
            signed["x-amz-security-token"] = token;
        }

        foreach (var (name, value) in signed.Where(h => h.Key != "host"))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.Host = Host;
        request.Headers.TryAddWithoutValidation("Authorization", Authorization(service, region, method, path, query, content, timestamp, signed));
        Tamper?.Invoke(request);
        using var response = await http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    private string Authorization(string service, string region, HttpMethod method, string path, string query, byte[] content, string timestamp, SortedDictionary<string, string> headers)
    {
        var date = timestamp[..8];
        var scope = $"{date}/{region}/{service}/aws4_request";
        var names = string.Join(';', headers.Keys);
        var sortedQuery = string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        var canonical = $"{method}\n{path}\n{sortedQuery}\n{string.Concat(headers.Select(h => $"{h.Key}:{h.Value}\n"))}\n{names}\n{headers.GetValueOrDefault("x-amz-content-sha256") ?? Hash(content)}";
        var toSign = $"AWS4-HMAC-SHA256\n{timestamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var key = new[] { date, region, service, "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), Hmac);
        return $"AWS4-HMAC-SHA256 Credential={accessKeyId}/{scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(Hmac(key, toSign))}";
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
