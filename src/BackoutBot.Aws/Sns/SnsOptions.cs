namespace BackoutBot.Aws.Sns;

/// <summary>How messages of SNS are taken in. Section <c>Sns</c> of the configuration.</summary>
public sealed class SnsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Sns";

    /// <summary>
    /// The accepted last segments of <c>POST /sns/{integration}</c>: one secret, hard to guess name per subscription or team. Without
    /// any, nothing is accepted.
    /// </summary>
    public IReadOnlyList<string> Integrations { get; set; } = [];

    /// <summary>
    /// The accepted signature versions: <c>2</c> (RSA with SHA-256), <c>1</c> (RSA with SHA-1), or both. Only <c>2</c> where nothing is
    /// said. It is taken from here because a message that chose its own version could choose the weaker one.
    /// </summary>
    public IReadOnlyList<string>? SignatureVersions { get; set; }

    /// <summary>The largest accepted body in bytes. Default 320 KiB: a message may have 256 KiB, and its envelope escapes it.</summary>
    public int MaxBodyBytes { get; set; } = 320 * 1024;

    /// <summary>
    /// How old a message may be, <see cref="ClockSkew"/> apart. Default one hour: SNS's delivery policy for HTTP tries for 3,600 seconds
    /// at most.
    /// </summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How far our clock and that of SNS may be apart, in either direction. Default five minutes.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Sandbox only: where certificates are downloaded from, in place of the host that the message names. The path stays, and so does
    /// every rule about the URL in the message.
    /// </summary>
    public Uri? CertificateOrigin { get; set; }

    /// <summary>Sandbox only: where the one trusted root certificate is downloaded from, as PEM.</summary>
    public Uri? TrustedCaUrl { get; set; }

    /// <summary>Sandbox only: the one trusted root certificate, as PEM. Goes before <see cref="TrustedCaUrl"/>.</summary>
    public string? TrustedCaPem { get; set; }

    internal bool Allows(string signatureVersion) => Allowed.Contains(signatureVersion, StringComparer.Ordinal);

    internal IReadOnlyList<string> Allowed => SignatureVersions is { Count: > 0 } configured ? configured : ["2"];
}
