using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace BackoutBot.Aws.Sns;

/// <summary>
/// The signature of SNS: <c>Key\nValue\n</c> of the signed members in byte order, RSA PKCS#1 v1.5 over SHA-1 (version 1) or SHA-256
/// (version 2). "Verifying the signatures of Amazon SNS messages", SNS developer guide.
/// </summary>
internal static class SnsSignature
{
    // An RSA key of 8,192 bits makes 1,024 bytes; SNS's has 2,048 bits.
    private const int MaxSignatureBytes = 1024;

    public static bool Holds(SnsEnvelope envelope, SigningKey key)
    {
        Span<byte> signature = stackalloc byte[MaxSignatureBytes];
        if (!Convert.TryFromBase64String(envelope.Signature, signature, out var signatureLength))
        {
            return false;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(MaxLength(envelope));
        try
        {
            var length = Write(envelope, buffer);
            return key.Verify(
                buffer.AsSpan(0, length),
                signature[..signatureLength],
                envelope.SignatureVersion == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The signed text of an envelope; the tests hold it against the documented form.</summary>
    internal static string StringToSign(SnsEnvelope envelope)
    {
        var buffer = new byte[MaxLength(envelope)];
        return Encoding.UTF8.GetString(buffer, 0, Write(envelope, buffer));
    }

    private static int Write(SnsEnvelope envelope, Span<byte> buffer)
    {
        var length = 0;
        Append(buffer, ref length, "Message\n"u8, envelope.Message);
        Append(buffer, ref length, "MessageId\n"u8, envelope.MessageId);
        if (envelope.Type == SnsMessageType.Notification)
        {
            if (envelope.Subject is { } subject)
            {
                Append(buffer, ref length, "Subject\n"u8, subject);
            }

            Append(buffer, ref length, "Timestamp\n"u8, envelope.Timestamp);
        }
        else
        {
            Append(buffer, ref length, "SubscribeURL\n"u8, envelope.SubscribeUrl!);
            Append(buffer, ref length, "Timestamp\n"u8, envelope.Timestamp);
            Append(buffer, ref length, "Token\n"u8, envelope.Token!);
        }

        Append(buffer, ref length, "TopicArn\n"u8, envelope.TopicArn);
        Append(buffer, ref length, "Type\n"u8, envelope.Type.ToString());
        return length;
    }

    private static void Append(Span<byte> buffer, ref int length, ReadOnlySpan<byte> key, string value)
    {
        key.CopyTo(buffer[length..]);
        length += key.Length;
        length += Encoding.UTF8.GetBytes(value, buffer[length..]);
        buffer[length++] = (byte)'\n';
    }

    private static int MaxLength(SnsEnvelope envelope) =>
        Encoding.UTF8.GetMaxByteCount(
            envelope.Message.Length + envelope.MessageId.Length + (envelope.Subject?.Length ?? 0) + (envelope.SubscribeUrl?.Length ?? 0)
            + envelope.Timestamp.Length + (envelope.Token?.Length ?? 0) + envelope.TopicArn.Length)
        + 128;
}
