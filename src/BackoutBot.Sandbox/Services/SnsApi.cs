using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BackoutBot.Sandbox.Notifications;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Story;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Services;

/// <summary>Amazon SNS, API version 2010-03-31.</summary>
internal sealed class SnsApi(Scenario scenario, SnsTopics topics, BreakProduction story, SandboxOptions options)
{
    private const int LargestMessage = 256 * 1024;
    private const int LongestSubject = 100;

    // "Confirmation tokens are valid for two days": ConfirmSubscription.
    private static readonly TimeSpan TokenLife = TimeSpan.FromDays(2);

    public AwsApi Describe() => new()
    {
        SigningName = "sns",
        Name = "sns",
        Protocol = WireProtocol.Query,
        Version = "2010-03-31",
        Namespace = "http://sns.amazonaws.com/doc/2010-03-31/",
        Operations =
        [
            new("ConfirmSubscription", Mutating: true, ["TopicArn", "Token", "AuthenticateOnUnsubscribe"], ConfirmSubscription) { Resource = request => request.Query!["TopicArn"] },
            new("Publish", Mutating: true, ["TopicArn", "Message", "Subject", "MessageAttributes"], Publish) { Resource = request => request.Query!["TopicArn"] },
        ],
    };

    private XmlReply ConfirmSubscription(OperationCall call)
    {
        var topic = Topic(call.Query);
        var token = Required(call.Query, "Token");
        var subscription = call.State.Subscriptions.Find(s => s.TopicArn == topic && s.Token == token);
        if (subscription is null || (!subscription.Confirmed && subscription.RequestedAt < call.Now - TokenLife))
        {
            throw Invalid("Token");
        }

        var first = !subscription.Confirmed;
        if (first)
        {
            subscription.Confirmed = true;
            subscription.AuthenticateOnUnsubscribe = call.Query.Boolean("AuthenticateOnUnsubscribe") ?? false;
            story.SubscriptionConfirmed(call.State, call.Now, options.BreakAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        }

        call.Did($"confirm {subscription.Arn}", subscription.Arn, $"token sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))}", first);
        return new XmlReply(Xml.Field("SubscriptionArn", subscription.Arn));
    }

    private XmlReply Publish(OperationCall call)
    {
        var topic = Topic(call.Query);
        var (message, subject) = (call.Query["Message"], call.Query["Subject"]);
        if (string.IsNullOrEmpty(message))
        {
            throw new AwsException("InvalidParameter", "Invalid parameter: Empty message");
        }

        if (Encoding.UTF8.GetByteCount(message) > LargestMessage)
        {
            throw new AwsException("InvalidParameter", "Invalid parameter: Message too long");
        }

        // "Subjects must be ASCII text that begins with a letter, number, or punctuation mark; must not include line breaks or control
        // characters; and must be less than 100 characters long": Publish, Subject.
        if (subject is not null && (subject.Length is 0 or > LongestSubject || subject[0] == ' ' || subject.Any(c => !char.IsAscii(c) || char.IsControl(c))))
        {
            throw Invalid("Subject");
        }

        var attributes = Attributes(call.Query);
        var id = topics.Publish(call.State, topic, subject, message, call.Principal.Arn, call.Now, attributes);
        call.Did($"publish to {topic}: {subject}\n{message}", id, attributes.Count > 0 ? attributes.ToJsonString() : null);
        return new XmlReply(Xml.Field("MessageId", id));
    }

    private static JsonObject Attributes(QueryParameters query)
    {
        var attributes = new JsonObject();
        for (var i = 1; query.Has($"MessageAttributes.entry.{i}"); i++)
        {
            var entry = query.Below($"MessageAttributes.entry.{i}");
            var type = Required(entry, "Value.DataType");
            attributes[Required(entry, "Name")] = new JsonObject { ["Type"] = type, ["Value"] = entry["Value.StringValue"] ?? Required(entry, "Value.BinaryValue") };
        }

        return attributes;
    }

    private string Topic(QueryParameters query)
    {
        var arn = Required(query, "TopicArn");
        return scenario.Topics.Exists(t => scenario.TopicArn(t.Name) == arn) ? arn : throw new AwsException("NotFound", "Topic does not exist", 404);
    }

    private static string Required(QueryParameters query, string name) => query[name] is { Length: > 0 } value ? value : throw Invalid(name.Split('.')[^1]);

    private static AwsException Invalid(string name) => new("InvalidParameter", $"Invalid parameter: {name}");
}
