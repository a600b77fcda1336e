using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BackoutBot.Slack.Gate;

/// <summary>Says whether Slack signed a body: <c>v0=</c> and the hex HMAC-SHA256 of <c>v0:timestamp:body</c> (https://docs.slack.dev/authentication/verifying-requests-from-slack).</summary>
internal sealed class SlackSignature
{
    /// <summary>How far Slack's clock and ours may be apart; an older request is taken for a replay.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const string Version = "v0=";

    private readonly byte[][] _secrets;

    /// <summary>Believes what any of the secrets signed.</summary>
    public SlackSignature(params IEnumerable<string> secrets) => _secrets = [.. secrets.Where(secret => secret.Length > 0).Select(Encoding.UTF8.GetBytes)];

    /// <summary>Why the body is not believed, for the operator; null where it is.</summary>
    /// <param name="timestamp">The header <c>X-Slack-Request-Timestamp</c>: seconds since 1970.</param>
    /// <param name="signature">The header <c>X-Slack-Signature</c>.</param>
    /// <param name="body">The body, byte for byte as it came.</param>
    /// <param name="now">The time.</param>
    public string? Fault(string? timestamp, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || timestamp!.Length > 12)
        {
            return "the header X-Slack-Request-Timestamp is missing or no time";
        }

        if ((now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Window)
        {
            return $"the request's time is more than {Window.TotalMinutes} minutes from this machine's: a replay, or a wrong clock";
        }

        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (signature?.Length != Version.Length + (2 * given.Length)
            || !signature.StartsWith(Version, StringComparison.Ordinal)
            || Convert.FromHexString(signature.AsSpan(Version.Length), given, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return "the header X-Slack-Signature is missing or no v0 signature";
        }

        // Every secret is tried, so that the time tells nothing of which one it was.
        var believed = false;
        Span<byte> wanted = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var secret in _secrets)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
            hmac.AppendData(Encoding.ASCII.GetBytes($"v0:{timestamp}:"));
            hmac.AppendData(body);
            _ = hmac.GetHashAndReset(wanted);
            believed |= CryptographicOperations.FixedTimeEquals(wanted, given);
        }

        return believed ? null : "the signature is not by the signing secret: compare Slack:SigningSecret with the app's page, Basic Information";
    }
}
