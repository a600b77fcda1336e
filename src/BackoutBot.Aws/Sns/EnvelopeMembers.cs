using System.Globalization;
using System.Text.Json;

namespace BackoutBot.Aws.Sns;

/// <summary>Collects an envelope's members while they are read, and then holds them to the format's rules.</summary>
internal struct EnvelopeMembers
{
    private const int MaxMessageIdLength = 128;

    // MessageAttributes nest twice; deeper than this nothing of SNS goes.
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 8 };

    private string? type;
    private string? messageId;
    private string? topicArn;
    private string? subject;
    private string? message;
    private string? timestamp;
    private string? signatureVersion;
    private string? signature;
    private string? signingCertUrl;
    private string? token;
    private string? subscribeUrl;

    /// <summary>Reads the whole body; answers what is wrong, or null.</summary>
    public string? Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Strict);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return "the body is not a JSON object";
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReadMember(ref reader) is { } fault)
            {
                return fault;
            }
        }

        // Throws where something follows the object.
        reader.Read();
        return null;
    }

    /// <summary>The envelope, or what is wrong with it.</summary>
    public readonly SnsEnvelope? ToEnvelope(out string? fault)
    {
        var kind = type switch
        {
            "Notification" => SnsMessageType.Notification,
            "SubscriptionConfirmation" => SnsMessageType.SubscriptionConfirmation,
            "UnsubscribeConfirmation" => SnsMessageType.UnsubscribeConfirmation,
            _ => (SnsMessageType?)null,
        };
        if (kind is null)
        {
            fault = "Type is missing or unknown";
            return null;
        }

        fault = Missing(kind.Value) ?? OutOfForm();
        if (fault is not null)
        {
            return null;
        }

        if (!DateTimeOffset.TryParseExact(timestamp, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var publishedAt))
        {
            fault = "Timestamp is not an ISO 8601 UTC time";
            return null;
        }

        var confirms = kind != SnsMessageType.Notification;
        return new SnsEnvelope
        {
            Type = kind.Value,
            MessageId = messageId!,
            TopicArn = topicArn!,
            Subject = confirms ? null : subject,
            Message = message!,
            Timestamp = timestamp!,
            PublishedAt = publishedAt,
            SignatureVersion = signatureVersion!,
            Signature = signature!,
            SigningCertUrl = signingCertUrl!,
            Token = confirms ? token : null,
            SubscribeUrl = confirms ? subscribeUrl : null,
        };
    }

    private static string? Keep(ref Utf8JsonReader reader, ref string? member, string name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            return $"{name} is not a string";
        }

        if (member is not null)
        {
            // Two readers that pick different ones would see different messages under one signature.
            return $"{name} is there twice";
        }

        member = reader.GetString();
        return null;
    }

    private readonly string? Missing(SnsMessageType kind)
    {
        var confirms = kind != SnsMessageType.Notification;
        return messageId is not { Length: > 0 } ? "MessageId is missing"
            : topicArn is null ? "TopicArn is missing"
            : message is null ? "Message is missing"
            : timestamp is null ? "Timestamp is missing"
            : signatureVersion is null ? "SignatureVersion is missing"
            : signature is null ? "Signature is missing"
            : signingCertUrl is null ? "SigningCertURL is missing"
            : confirms && token is null ? "Token is missing"
            : confirms && subscribeUrl is null ? "SubscribeURL is missing"
            : null;
    }

    /// <summary>
    /// What has another form than SNS gives it. The text to sign is lines: a member that may have but one and has more could take in the next one's,
    /// and the same signature would then hold for another message. Message alone may have several, and is the first.
    /// </summary>
    private readonly string? OutOfForm() =>
        messageId!.Length > MaxMessageIdLength ? "MessageId is too long"
        : !messageId.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-') ? "MessageId has other signs than letters, digits and hyphens"
        : !IsOneWord(topicArn) ? "TopicArn has a space, a line break or a sign beyond ASCII"
        : !IsOneWord(token) ? "Token has a space, a line break or a sign beyond ASCII"
        : !IsOneWord(subscribeUrl) ? "SubscribeURL has a space, a line break or a sign beyond ASCII"
        : !IsOneWord(timestamp) ? "Timestamp has a space, a line break or a sign beyond ASCII"
        : subject is not null && subject.Any(char.IsControl) ? "Subject has a line break or a control character"
        : null;

    private static bool IsOneWord(string? member) => member is null || member.All(sign => sign is > ' ' and <= '~');

    private string? ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("Type"u8))
        {
            return Keep(ref reader, ref type, "Type");
        }

        if (reader.ValueTextEquals("MessageId"u8))
        {
            return Keep(ref reader, ref messageId, "MessageId");
        }

        if (reader.ValueTextEquals("TopicArn"u8))
        {
            return Keep(ref reader, ref topicArn, "TopicArn");
        }

        if (reader.ValueTextEquals("Subject"u8))
        {
            return Keep(ref reader, ref subject, "Subject");
        }

        if (reader.ValueTextEquals("Message"u8))
        {
            return Keep(ref reader, ref message, "Message");
        }

        if (reader.ValueTextEquals("Timestamp"u8))
        {
            return Keep(ref reader, ref timestamp, "Timestamp");
        }

        if (reader.ValueTextEquals("SignatureVersion"u8))
        {
            return Keep(ref reader, ref signatureVersion, "SignatureVersion");
        }

        if (reader.ValueTextEquals("Signature"u8))
        {
            return Keep(ref reader, ref signature, "Signature");
        }

        if (reader.ValueTextEquals("SigningCertURL"u8))
        {
            return Keep(ref reader, ref signingCertUrl, "SigningCertURL");
        }

        if (reader.ValueTextEquals("Token"u8))
        {
            return Keep(ref reader, ref token, "Token");
        }

        if (reader.ValueTextEquals("SubscribeURL"u8))
        {
            return Keep(ref reader, ref subscribeUrl, "SubscribeURL");
        }

        reader.Skip();
        return null;
    }
}
