using System.Text.RegularExpressions;

namespace BackoutBot.Sandbox.Signing;

/// <summary>The Authorization header of AWS Signature Version 4, taken apart.</summary>
internal sealed partial record SignatureHeader(string AccessKeyId, string Date, string Region, string Service, IReadOnlyList<string> SignedHeaders, string Signature)
{
    public string Scope => $"{Date}/{Region}/{Service}/aws4_request";

    /// <returns>Null when the header isn't of this form.</returns>
    public static SignatureHeader? Parse(string header)
    {
        var match = Form().Match(header);
        return match.Success
            ? new SignatureHeader(match.Groups["key"].Value, match.Groups["date"].Value, match.Groups["region"].Value, match.Groups["service"].Value,
                match.Groups["headers"].Value.Split(';'), match.Groups["signature"].Value)
            : null;
    }

    [GeneratedRegex(@"^AWS4-HMAC-SHA256\s+Credential=(?<key>\w{1,128})/(?<date>\d{8})/(?<region>[a-z0-9-]{1,40})/(?<service>[a-z0-9-]{1,40})/aws4_request,\s*SignedHeaders=(?<headers>[a-z0-9;-]{1,2000}),\s*Signature=(?<signature>[0-9a-f]{64})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 500)]
    private static partial Regex Form();
}
