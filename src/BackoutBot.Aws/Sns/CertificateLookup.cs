namespace BackoutBot.Aws.Sns;

/// <summary>What came of looking for a signing certificate.</summary>
internal abstract record CertificateLookup
{
    private CertificateLookup()
    {
    }

    /// <summary>Trusted: its key may be used.</summary>
    public sealed record Trusted(SigningKey Key) : CertificateLookup;

    /// <summary>There, and not to be trusted; or not there at all.</summary>
    /// <param name="Reason">Why, for the operator.</param>
    public sealed record Untrusted(string Reason) : CertificateLookup;

    /// <summary>Could not be had just now: the sender should try again.</summary>
    /// <param name="Reason">Why, for the operator.</param>
    public sealed record Unavailable(string Reason) : CertificateLookup;
}
