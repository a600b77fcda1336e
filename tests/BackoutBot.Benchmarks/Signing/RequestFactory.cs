using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackoutBot.Benchmarks.Signing;

/// <summary>Makes signed SNS notifications (signature version 2) before the clock starts: signing costs more than all the rest.</summary>
internal sealed class RequestFactory(SigningAuthority authority)
{
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As many requests, each with a message id of its own, signed on all cores.</summary>
    public SignedRequest[] Many(int count, Func<int, AlarmMessage> alarm)
    {
        var requests = new SignedRequest[count];
        Parallel.For(
            0,
            count,
            authority.CreateSigner,
            (index, _, signer) =>
            {
                requests[index] = Sign(alarm(index), signer);
                return signer;
            },
            signer => signer.Dispose());
        return requests;
    }

    private SignedRequest Sign(AlarmMessage alarm, RSA signer)
    {
        var id = Guid.NewGuid().ToString();
        var message = alarm.ToJson();
        var timestamp = alarm.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

        // "Verifying the signatures of Amazon SNS messages", SNS developer guide: the signed members in byte order.
        var signed = $"Message\n{message}\nMessageId\n{id}\nSubject\n{alarm.Subject}\nTimestamp\n{timestamp}\nTopicArn\n{Demo.AlarmTopic}\nType\nNotification\n";
        var signature = signer.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["Type"] = "Notification",
            ["MessageId"] = id,
            ["TopicArn"] = Demo.AlarmTopic,
            ["Subject"] = alarm.Subject,
            ["Message"] = message,
            ["Timestamp"] = timestamp,
            ["SignatureVersion"] = "2",
            ["Signature"] = Convert.ToBase64String(signature),
            ["SigningCertURL"] = authority.CertificateUrl,
            ["UnsubscribeURL"] = $"https://sns.{Demo.Region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn={Demo.AlarmTopic}:e1039402-24e7-40a3-a0d4-797da162b297",
        }.ToJsonString(Format));
        var head = Encoding.ASCII.GetBytes(
            $"POST /sns/{Demo.Integration} HTTP/1.1\r\n"
            + "x-amz-sns-message-type: Notification\r\n"
            + $"x-amz-sns-message-id: {id}\r\n"
            + $"x-amz-sns-topic-arn: {Demo.AlarmTopic}\r\n"
            + $"x-amz-sns-subscription-arn: {Demo.AlarmTopic}:e1039402-24e7-40a3-a0d4-797da162b297\r\n"
            + "Content-Type: text/plain; charset=UTF-8\r\n"
            + $"Content-Length: {body.Length}\r\n"
            + "Host: 127.0.0.1\r\n"
            + "User-Agent: Amazon Simple Notification Service Agent\r\n\r\n");
        return new SignedRequest(id, (byte[])[.. head, .. body]);
    }
}
