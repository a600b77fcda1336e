using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Scenarios;

namespace BackoutBot.Sandbox.Notifications;

/// <summary>The topics: makes envelopes, one delivery for each confirmed webhook subscription.</summary>
internal sealed class SnsTopics(Scenario scenario, EnvelopeSigner signer)
{
    private const int KeptMessages = 500;

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, IndentSize = 2, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Publishes to a topic. Subscriptions that are not confirmed get nothing, now or later.</summary>
    /// <returns>The message's id, the same for all subscriptions.</returns>
    public string Publish(AccountState state, string topicArn, string? subject, string message, string by, DateTimeOffset at, JsonObject? attributes = null)
    {
        var id = state.NewUuid();
        state.Published.Add(new PublishedMessage(id, at, topicArn, subject, message, by));
        foreach (var subscription in state.Subscriptions.Where(s => s.TopicArn == topicArn && s is { Confirmed: true, Protocol: not "email" }))
        {
            var envelope = new JsonObject { ["Type"] = "Notification", ["MessageId"] = id, ["TopicArn"] = topicArn };
            if (subject is not null)
            {
                envelope["Subject"] = subject;
            }

            envelope["Message"] = message;
            envelope["Timestamp"] = Stamp(at);
            signer.Sign(envelope);
            envelope["UnsubscribeURL"] = $"https://sns.{scenario.Region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn={subscription.Arn}";
            if (attributes is { Count: > 0 })
            {
                envelope["MessageAttributes"] = attributes.DeepClone();
            }

            Deliver(state, subscription, envelope, at);
        }

        Trim(state);
        return id;
    }

    /// <summary>
    /// Points the topics' webhook subscriptions at an endpoint. Those that already point there stay as they are, confirmed or not; others
    /// are replaced, and asked to confirm.
    /// </summary>
    public void Subscribe(AccountState state, Uri webhook, DateTimeOffset at)
    {
        var endpoint = webhook.AbsoluteUri;
        foreach (var topic in scenario.Topics.Where(t => t.Webhook).Select(t => scenario.TopicArn(t.Name)))
        {
            if (state.Subscriptions.Find(s => s.TopicArn == topic && s.Endpoint == endpoint) is { } existing)
            {
                // A bot that was away until SNS gave up is asked once more.
                if (!existing.Confirmed && !state.Deliveries.Exists(d => d.SubscriptionArn == existing.Arn && d.Status != "failed"))
                {
                    AskToConfirm(state, existing, at);
                }

                continue;
            }

            foreach (var old in state.Deliveries.Where(d => d.TopicArn == topic && d.Status == "pending"))
            {
                old.Status = "failed";
                old.LastOutcome = "the subscription was replaced";
            }

            state.Subscriptions.RemoveAll(s => s.TopicArn == topic && s.Protocol != "email");
            var subscription = new SubscriptionState
            {
                Arn = $"{topic}:{state.NewUuid()}",
                TopicArn = topic,
                Protocol = webhook.Scheme,
                Endpoint = endpoint,
                Token = state.NewToken(),
                RequestedAt = at,
            };
            state.Subscriptions.Add(subscription);
            AskToConfirm(state, subscription, at);
        }
    }

    private void AskToConfirm(AccountState state, SubscriptionState subscription, DateTimeOffset at)
    {
        var envelope = new JsonObject
        {
            ["Type"] = "SubscriptionConfirmation",
            ["MessageId"] = state.NewUuid(),
            ["Token"] = subscription.Token,
            ["TopicArn"] = subscription.TopicArn,
            ["Message"] = $"You have chosen to subscribe to the topic {subscription.TopicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.",
            ["SubscribeURL"] = $"https://sns.{scenario.Region}.amazonaws.com/?Action=ConfirmSubscription&TopicArn={subscription.TopicArn}&Token={subscription.Token}",
            ["Timestamp"] = Stamp(at),
        };
        signer.Sign(envelope);
        Deliver(state, subscription, envelope, at);
    }

    private static void Deliver(AccountState state, SubscriptionState subscription, JsonObject envelope, DateTimeOffset at) => state.Deliveries.Add(new DeliveryState
    {
        MessageId = (string)envelope["MessageId"]!,
        Type = (string)envelope["Type"]!,
        TopicArn = subscription.TopicArn,
        SubscriptionArn = subscription.Arn,
        Endpoint = subscription.Endpoint,
        Subject = (string?)envelope["Subject"],
        Body = envelope.ToJsonString(Format),
        PublishedAt = at,
        NextAttemptAt = at,
    });

    private static void Trim(AccountState state)
    {
        state.Published.RemoveRange(0, Math.Max(0, state.Published.Count - KeptMessages));
        var ended = state.Deliveries.Where(d => d.Status != "pending").ToList();
        foreach (var delivery in ended.Take(ended.Count - KeptMessages))
        {
            state.Deliveries.Remove(delivery);
        }
    }

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
