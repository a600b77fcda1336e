using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using BackoutBot.Sandbox.Scenarios;

namespace BackoutBot.Sandbox.Notifications;

/// <summary>
/// Signs SNS envelopes as SNS does: <c>Key\nValue\n</c> of the signed keys in byte order, RSA with PKCS#1 v1.5 over SHA-1 (signature
/// version 1) or SHA-256 (version 2). See "Verifying the signatures of Amazon SNS messages" in the SNS developer guide.
/// </summary>
internal sealed class EnvelopeSigner(SigningCertificates certificates, Scenario scenario)
{
    private static readonly string[] NotificationKeys = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly string[] ConfirmationKeys = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

    /// <summary>Adds SignatureVersion, Signature and SigningCertURL.</summary>
    public void Sign(JsonObject envelope)
    {
        var keys = (string?)envelope["Type"] == "Notification" ? NotificationKeys : ConfirmationKeys;
        var text = new StringBuilder();
        foreach (var key in keys.Where(envelope.ContainsKey))
        {
            text.Append(key).Append('\n').Append((string?)envelope[key]).Append('\n');
        }

        var version = scenario.Notifications.SignatureVersion;
        using var key0 = certificates.Leaf.GetRSAPrivateKey()!;
        var hash = version == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        envelope["SignatureVersion"] = version;
        envelope["Signature"] = Convert.ToBase64String(key0.SignData(Encoding.UTF8.GetBytes(text.ToString()), hash, RSASignaturePadding.Pkcs1));
        envelope["SigningCertURL"] = certificates.Url;
    }
}
