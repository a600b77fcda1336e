using Microsoft.AspNetCore.Http;

namespace BackoutBot.Aws.Sns;

/// <summary>Why a message was not accepted. SNS sends again on 5xx and gives up on other errors.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">A stable word for logs, metrics and the answer's body.</param>
internal sealed record SnsRefusal(int Status, string Code)
{
    public static SnsRefusal UnknownIntegration { get; } = new(StatusCodes.Status404NotFound, "unknown-integration");

    /// <summary>Raw delivery carries no signature at all.</summary>
    public static SnsRefusal RawDelivery { get; } = new(StatusCodes.Status415UnsupportedMediaType, "raw-delivery");

    public static SnsRefusal TooLarge { get; } = new(StatusCodes.Status413PayloadTooLarge, "too-large");

    public static SnsRefusal Malformed { get; } = new(StatusCodes.Status400BadRequest, "malformed");

    public static SnsRefusal SignatureVersion { get; } = new(StatusCodes.Status403Forbidden, "signature-version-not-allowed");

    public static SnsRefusal ForeignTopic { get; } = new(StatusCodes.Status403Forbidden, "topic-not-allowed");

    public static SnsRefusal Stale { get; } = new(StatusCodes.Status403Forbidden, "stale");

    public static SnsRefusal FromTheFuture { get; } = new(StatusCodes.Status403Forbidden, "from-the-future");

    public static SnsRefusal CertificateUrl { get; } = new(StatusCodes.Status403Forbidden, "certificate-url-not-allowed");

    public static SnsRefusal UntrustedCertificate { get; } = new(StatusCodes.Status403Forbidden, "certificate-not-trusted");

    public static SnsRefusal BadSignature { get; } = new(StatusCodes.Status403Forbidden, "bad-signature");

    public static SnsRefusal CertificateUnavailable { get; } = new(StatusCodes.Status503ServiceUnavailable, "certificate-unavailable");

    public static SnsRefusal InboxUnavailable { get; } = new(StatusCodes.Status503ServiceUnavailable, "inbox-unavailable");
}
