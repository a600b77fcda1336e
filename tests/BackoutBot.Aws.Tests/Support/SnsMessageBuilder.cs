using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace BackoutBot.Aws.Tests.Support;

/// <summary>Writes and signs messages as the SNS developer guide says, apart from the code under test.</summary>
internal static class SnsMessageBuilder
{
    public const string CertificatePath = "/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
    public const string CertificateUrl = "https://sns.eu-west-1.amazonaws.com" + CertificatePath;

    private static readonly string[] NotificationKeys = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly string[] ConfirmationKeys = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

    public static JsonObject Notification(string message = "Something happened", string? subject = "News", DateTimeOffset? at = null, string messageId = "22b80b92-0000-4c2c-8f9d-000000000001")
    {
        var envelope = new JsonObject
        {
            ["Type"] = "Notification",
            ["MessageId"] = messageId,
            ["TopicArn"] = CheckoutApi.AlarmTopic,
            ["Message"] = message,
            ["Timestamp"] = (at ?? TestCertificates.Now).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
            ["UnsubscribeURL"] = "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe",
        };
        if (subject is not null)
        {
            envelope["Subject"] = subject;
        }

        return envelope;
    }

    public static JsonObject Confirmation(string type, string token = "2336412f37")
    {
        var envelope = Notification("You have chosen to subscribe.", subject: null);
        envelope["Type"] = type;
        envelope["Token"] = token;
        envelope["SubscribeURL"] = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=" + token;
        return envelope;
    }

    public static JsonObject SignedBy(this JsonObject envelope, X509Certificate2 certificate, string version = "2", string url = CertificateUrl)
    {
        var text = new StringBuilder();
        foreach (var key in ((string)envelope["Type"]! == "Notification" ? NotificationKeys : ConfirmationKeys).Where(envelope.ContainsKey))
        {
            text.Append(key).Append('\n').Append((string)envelope[key]!).Append('\n');
        }

        using var rsa = certificate.GetRSAPrivateKey()!;
        var signature = rsa.SignData(Encoding.UTF8.GetBytes(text.ToString()), version == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        envelope["SignatureVersion"] = version;
        envelope["Signature"] = Convert.ToBase64String(signature);
        envelope["SigningCertURL"] = url;
        return envelope;
    }
}
