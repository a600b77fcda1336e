using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using BackoutBot.Core.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackoutBot.Aws.Sns;

/// <summary>
/// Takes one message in: the cheap refusals first, then the signature, then the inbox, and only then the 200 after which SNS forgets it.
/// Nothing that the message says is believed before its signature holds: until then its text only ever makes us refuse.
/// </summary>
internal sealed partial class SnsIntake(
    IInbox inbox,
    AllowedTopics topics,
    SigningCertificateStore certificates,
    IOptions<SnsOptions> options,
    AwsInstruments instruments,
    TimeProvider time,
    ILogger<SnsIntake> logger)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SnsOptions options = options.Value;
    private readonly byte[][] integrations = [.. options.Value.Integrations.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Answers <c>POST /sns/{integration}</c>.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var refusal = RefuseByHead(request);
        if (refusal is null)
        {
            try
            {
                refusal = await TakeInAsync(context);
            }
            catch (BadHttpRequestException e)
            {
                refusal = new SnsRefusal(e.StatusCode, "bad-request");
                LogRefused(refusal.Code, Caller(context), e.Message);
            }
        }

        if (refusal is not null)
        {
            instruments.MessageRefused(refusal.Code);
            context.Response.StatusCode = refusal.Status;
            await context.Response.WriteAsync(refusal.Code, context.RequestAborted);
        }
    }

    private static string Caller(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private SnsRefusal? RefuseByHead(HttpRequest request)
    {
        var context = request.HttpContext;
        if (!IsKnownIntegration(request.RouteValues["integration"] as string))
        {
            // The segment is a secret that was guessed wrong, or a right one mistyped: not logged either way.
            LogRefused(SnsRefusal.UnknownIntegration.Code, Caller(context), "the path names none of Sns:Integrations");
            return SnsRefusal.UnknownIntegration;
        }

        if (request.Headers.ContainsKey("x-amz-sns-rawdelivery"))
        {
            LogRefused(SnsRefusal.RawDelivery.Code, Caller(context), "raw message delivery is not signed: turn it off on the subscription (RawMessageDelivery=false)");
            return SnsRefusal.RawDelivery;
        }

        if (request.ContentLength > options.MaxBodyBytes)
        {
            return TooLarge(context);
        }

        return null;
    }

    private bool IsKnownIntegration(string? segment)
    {
        if (segment is null || segment.Length > 256)
        {
            return false;
        }

        var given = Encoding.UTF8.GetBytes(segment);
        var found = false;
        foreach (var integration in integrations)
        {
            found |= CryptographicOperations.FixedTimeEquals(integration, given);
        }

        return found;
    }

    private async Task<SnsRefusal?> TakeInAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        var read = await reader.ReadAsync(context.RequestAborted);
        while (!read.IsCompleted)
        {
            if (read.Buffer.Length > options.MaxBodyBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return TooLarge(context);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await reader.ReadAsync(context.RequestAborted);
        }

        if (read.Buffer.Length > options.MaxBodyBytes)
        {
            reader.AdvanceTo(read.Buffer.End);
            return TooLarge(context);
        }

        var parsed = Parse(read.Buffer, out var envelope, out var body, out var fault);
        reader.AdvanceTo(read.Buffer.End);
        if (!parsed)
        {
            LogRefused(SnsRefusal.Malformed.Code, Caller(context), fault!);
            return SnsRefusal.Malformed;
        }

        return await VerifyAsync(context, envelope!) ?? await PersistAsync(context, envelope!, body!);
    }

    private static bool Parse(ReadOnlySequence<byte> bytes, out SnsEnvelope? envelope, out string? body, out string? fault)
    {
        body = null;
        try
        {
            body = StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            envelope = null;
            fault = "the body is not UTF-8";
            return false;
        }

        if (bytes.IsSingleSegment)
        {
            return SnsEnvelope.TryParse(bytes.FirstSpan, out envelope, out fault);
        }

        var rented = ArrayPool<byte>.Shared.Rent((int)bytes.Length);
        try
        {
            bytes.CopyTo(rented);
            return SnsEnvelope.TryParse(rented.AsSpan(0, (int)bytes.Length), out envelope, out fault);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private async ValueTask<SnsRefusal?> VerifyAsync(HttpContext context, SnsEnvelope envelope)
    {
        if (!options.Allows(envelope.SignatureVersion))
        {
            return Refuse(context, envelope, SnsRefusal.SignatureVersion, $"Sns:SignatureVersions does not allow it; set the topic's SignatureVersion to {options.Allowed.Max(StringComparer.Ordinal)}");
        }

        if (topics.Find(envelope.TopicArn) is not { } topic)
        {
            return Refuse(context, envelope, SnsRefusal.ForeignTopic, "no plan file names the topic");
        }

        var age = time.GetUtcNow() - envelope.PublishedAt;
        if (age > options.MaxAge + options.ClockSkew)
        {
            return Refuse(context, envelope, SnsRefusal.Stale, $"it is {age} old");
        }

        if (age < -options.ClockSkew)
        {
            return Refuse(context, envelope, SnsRefusal.FromTheFuture, $"it is dated {-age} ahead; is this machine's clock right?");
        }

        if (!SigningCertificateUrl.TryParse(envelope.SigningCertUrl, topic, out var url))
        {
            return Refuse(context, envelope, SnsRefusal.CertificateUrl, $"SigningCertURL is not SNS's own in {topic.Region}");
        }

        switch (await certificates.FindAsync(url.Value, context.RequestAborted))
        {
            case CertificateLookup.Unavailable lookup:
                return Refuse(context, envelope, SnsRefusal.CertificateUnavailable, lookup.Reason);
            case CertificateLookup.Untrusted lookup:
                return Refuse(context, envelope, SnsRefusal.UntrustedCertificate, lookup.Reason);
            case CertificateLookup.Trusted lookup when SnsSignature.Holds(envelope, lookup.Key):
                return null;
            default:
                return Refuse(context, envelope, SnsRefusal.BadSignature, "the signature does not belong to this text");
        }
    }

    private async ValueTask<SnsRefusal?> PersistAsync(HttpContext context, SnsEnvelope envelope, string body)
    {
        var activity = Activity.Current;
        var message = new InboxMessage(
            $"{envelope.TopicArn}|{envelope.MessageId}",
            SnsIntakeSource.Name,
            body,
            time.GetUtcNow(),
            activity is { IdFormat: ActivityIdFormat.W3C } ? activity.Id : null);
        try
        {
            var receipt = await inbox.AcceptAsync(message, context.RequestAborted);
            instruments.MessageAccepted(receipt == InboxReceipt.Duplicate);
            return null;
        }
        catch (InboxUnavailableException e)
        {
            return Refuse(context, envelope, SnsRefusal.InboxUnavailable, e.Message);
        }
    }

    private SnsRefusal TooLarge(HttpContext context)
    {
        LogRefused(SnsRefusal.TooLarge.Code, Caller(context), $"the body has more than {options.MaxBodyBytes} bytes");
        return SnsRefusal.TooLarge;
    }

    private SnsRefusal Refuse(HttpContext context, SnsEnvelope envelope, SnsRefusal refusal, string why)
    {
        LogMessageRefused(refusal.Code, LogText.Clip(envelope.MessageId), LogText.Clip(envelope.TopicArn), Caller(context), why);
        return refusal;
    }
}
