using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace BackoutBot.Aws.Sns;

/// <summary>
/// The JSON that SNS posts to an HTTPS endpoint ("HTTP/HTTPS notification JSON format" in the SNS developer guide). Only what the
/// signature covers is kept, and what is needed to check it: UnsubscribeURL and MessageAttributes are not signed, so nobody sees them.
/// </summary>
public sealed record SnsEnvelope
{
    /// <summary>The kind of message.</summary>
    public required SnsMessageType Type { get; init; }

    /// <summary>The same on each retry; at most 128 letters, digits and hyphens.</summary>
    public required string MessageId { get; init; }

    /// <summary>The topic's ARN.</summary>
    public required string TopicArn { get; init; }

    /// <summary>The subject; null where the publisher gave none.</summary>
    public string? Subject { get; init; }

    /// <summary>What was published.</summary>
    public required string Message { get; init; }

    /// <summary>When it was published, as SNS wrote it: the signature covers these very characters.</summary>
    public required string Timestamp { get; init; }

    /// <summary>When it was published, UTC.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>The signature's version.</summary>
    public required string SignatureVersion { get; init; }

    /// <summary>The signature, Base64.</summary>
    public required string Signature { get; init; }

    /// <summary>Where the signing certificate is said to be. Not signed.</summary>
    public required string SigningCertUrl { get; init; }

    /// <summary>What ConfirmSubscription takes; null on notifications.</summary>
    public string? Token { get; init; }

    /// <summary>Part of what is signed. Never called: it could lead anywhere. Null on notifications.</summary>
    public string? SubscribeUrl { get; init; }

    /// <summary>Reads an envelope strictly: one object, every known member a string and there once and of its form, nothing after it.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="envelope">The envelope.</param>
    /// <param name="fault">What is wrong with it, without quoting it.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out SnsEnvelope? envelope, [NotNullWhen(false)] out string? fault)
    {
        var members = default(EnvelopeMembers);
        try
        {
            fault = members.Read(utf8);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is not valid UTF-8 or escapes half a surrogate pair.
            fault = "the body is not well-formed JSON";
        }

        envelope = fault is null ? members.ToEnvelope(out fault) : null;
        return envelope is not null;
    }
}
