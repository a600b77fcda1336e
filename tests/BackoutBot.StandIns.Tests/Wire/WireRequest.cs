using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace BackoutBot.StandIns.Tests.Wire;

/// <summary>One request as it came over the wire.</summary>
/// <param name="Target">Path and query exactly as sent, still escaped.</param>
public sealed partial record WireRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public string Body => Encoding.UTF8.GetString(Bytes);

    /// <summary>The form's parameters in the order in which they were sent, unescaped.</summary>
    public IReadOnlyList<string> Form =>
        [.. Body.Split('&').Select(pair => Uri.UnescapeDataString(pair.Replace('+', ' ')))];

    public JsonNode Json => JsonNode.Parse(Body)!;

    public IReadOnlyDictionary<string, string> Query =>
        QueryHelpers.ParseQuery(Target[(Target.IndexOf('?', StringComparison.Ordinal) + 1)..]).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);

    /// <summary>Region and service of the credential scope, like <c>eu-west-1/codedeploy</c>.</summary>
    public string Scope => CredentialScope().Match(Headers["Authorization"]).Groups["scope"].Value;

    [GeneratedRegex(@"^AWS4-HMAC-SHA256 Credential=AKIASANDBOX000000001/\d{8}/(?<scope>[^/]+/[^/]+)/aws4_request, ?SignedHeaders=[a-z0-9;-]*\bhost\b[a-z0-9;-]*, ?Signature=[0-9a-f]{64}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CredentialScope();
}
