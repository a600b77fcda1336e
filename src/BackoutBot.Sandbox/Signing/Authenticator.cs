using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Signing;

/// <summary>Finds out who sent a request, by its signature; every fault is answered as AWS answers it.</summary>
internal sealed class Authenticator(Scenario scenario, SandboxAccount account, SandboxOptions options)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <exception cref="AwsException">The request isn't signed, or not rightly so.</exception>
    public Principal Authenticate(AwsApi api, RawRequest raw)
    {
        var authorization = raw.Headers.Authorization.ToString();
        if (authorization.Length == 0)
        {
            throw CommonErrors.MissingAuthentication(api);
        }

        var header = SignatureHeader.Parse(authorization)
            ?? throw CommonErrors.IncompleteSignature(api, "Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters of AWS4-HMAC-SHA256.");
        var timestamp = raw.Headers["X-Amz-Date"].ToString();
        CheckScope(api, header, timestamp);
        CheckSignedHeaders(api, header, raw);
        CheckContent(api, raw);
        var (principal, secret, expiresAt) = Find(api, header.AccessKeyId, raw.Headers["X-Amz-Security-Token"].ToString());
        if (!Same(CanonicalRequest.Sign(raw, header, timestamp, secret), header.Signature))
        {
            throw CommonErrors.BadSignature(api, "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        }

        if (account.Read((_, now) => expiresAt <= now))
        {
            throw CommonErrors.ExpiredToken(api);
        }

        return principal;
    }

    private void CheckScope(AwsApi api, SignatureHeader header, string timestamp)
    {
        if (!DateTimeOffset.TryParseExact(timestamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt))
        {
            throw CommonErrors.IncompleteSignature(api, "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }

        if (!timestamp.StartsWith(header.Date, StringComparison.Ordinal))
        {
            throw CommonErrors.BadSignature(api, $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{header.Date}' != '{timestamp[..8]}', from '{timestamp}'.");
        }

        var now = options.SignatureClock.GetUtcNow();
        if (signedAt < now - Skew)
        {
            throw CommonErrors.BadSignature(api, $"Signature expired: {timestamp} is now earlier than {Stamp(now - Skew)} ({Stamp(now)} - 15 min.)");
        }

        if (signedAt > now + Skew)
        {
            throw CommonErrors.BadSignature(api, $"Signature not yet current: {timestamp} is still later than {Stamp(now + Skew)} ({Stamp(now)} + 15 min.)");
        }

        var region = api.FixedRegion ?? scenario.Region;
        if (!api.AnyRegion && header.Region != region)
        {
            throw CommonErrors.BadSignature(api, $"Credential should be scoped to a valid region, not '{header.Region}'. (This account's {api.Name} is in {region}.)");
        }
    }

    private static void CheckSignedHeaders(AwsApi api, SignatureHeader header, RawRequest raw)
    {
        if (!header.SignedHeaders.Contains("host"))
        {
            throw CommonErrors.BadSignature(api, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }

        // A header that decides something must be one that was signed.
        foreach (var name in raw.Headers.Keys.Select(k => k.ToLowerInvariant()).Where(k => k.StartsWith("x-amz-", StringComparison.Ordinal)))
        {
            if (!header.SignedHeaders.Contains(name))
            {
                throw CommonErrors.BadSignature(api, $"'{name}' must be a 'SignedHeader' in the AWS Authorization.");
            }
        }
    }

    // "Authenticating Requests: Using the Authorization Header", S3 API reference: S3 takes the client's word for the body's hash, and then holds the body to it.
    private static void CheckContent(AwsApi api, RawRequest raw)
    {
        if (api.Protocol != WireProtocol.S3)
        {
            return;
        }

        var digest = raw.Headers[CanonicalRequest.ContentDigest].ToString();
        if (digest.Length == 0)
        {
            throw new AwsException("InvalidRequest", $"Missing required header for this request: {CanonicalRequest.ContentDigest}");
        }

        if (digest is not "UNSIGNED-PAYLOAD" && digest != raw.BodyDigest)
        {
            throw new AwsException("XAmzContentSHA256Mismatch", $"The provided '{CanonicalRequest.ContentDigest}' header does not match what was computed.");
        }
    }

    private (Principal Principal, string Secret, DateTimeOffset ExpiresAt) Find(AwsApi api, string accessKeyId, string token)
    {
        var user = scenario.Credentials;
        if (accessKeyId == user.AccessKeyId && token.Length == 0)
        {
            var principal = new Principal { Arn = $"arn:{scenario.Partition}:iam::{scenario.Account}:user/{user.User}", UserId = "AIDASANDBOX0000000001", Allow = user.Allow };
            return (principal, user.SecretAccessKey, DateTimeOffset.MaxValue);
        }

        var session = account.Read((state, _) => state.Sessions.Find(s => s.AccessKeyId == accessKeyId));
        if (session is null || !Same(session.Token, token) || scenario.Roles.Find(r => r.Name == session.Role) is not { } role)
        {
            throw CommonErrors.UnknownToken(api);
        }

        return (ForSession(scenario, role, session), session.SecretAccessKey, session.ExpiresAt);
    }

    private static Principal ForSession(Scenario scenario, Role role, SessionState session) => new()
    {
        Arn = $"arn:{scenario.Partition}:sts::{scenario.Account}:assumed-role/{role.Name}/{session.SessionName}",
        UserId = $"{role.Id}:{session.SessionName}",
        RoleArn = $"arn:{scenario.Partition}:iam::{scenario.Account}:role/{role.Name}",
        SessionName = session.SessionName,
        SessionTags = session.Tags,
        SourceIdentity = session.SourceIdentity,
        Allow = session.MayDoNothing ? [] : role.Allow,
    };

    private static bool Same(string expected, string actual) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(actual));

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
