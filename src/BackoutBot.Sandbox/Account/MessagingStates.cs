using System.Text.Json.Serialization;

namespace BackoutBot.Sandbox.Account;

internal sealed class SubscriptionState
{
    public required string Arn { get; init; }
    public required string TopicArn { get; init; }

    /// <summary>http, https or email.</summary>
    public required string Protocol { get; init; }

    public required string Endpoint { get; init; }
    public required string Token { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public bool Confirmed { get; set; }
    public bool AuthenticateOnUnsubscribe { get; set; }
}

/// <summary>A message that someone published to a topic.</summary>
internal sealed record PublishedMessage(string MessageId, DateTimeOffset At, string TopicArn, string? Subject, string Message, string By);

/// <summary>One message on its way to one subscription. Its body is fixed when it is published, so that each attempt sends the same.</summary>
internal sealed class DeliveryState
{
    public required string MessageId { get; init; }
    public required string Type { get; init; }
    public required string TopicArn { get; init; }
    public required string SubscriptionArn { get; init; }
    public required string Endpoint { get; init; }
    public required string Body { get; init; }
    public string? Subject { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public int Attempts { get; set; }
    public required DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>pending, delivered or failed.</summary>
    public string Status { get; set; } = "pending";

    public string? LastOutcome { get; set; }

    [JsonIgnore]
    public Key Identity => new(MessageId, SubscriptionArn);

    internal readonly record struct Key(string MessageId, string SubscriptionArn);
}
