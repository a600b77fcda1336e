namespace BackoutBot.Aws.Sns;

/// <summary>What kind of message SNS sent: the signed <c>Type</c>, not the unsigned header.</summary>
public enum SnsMessageType
{
    /// <summary>Something was published to the topic.</summary>
    Notification,

    /// <summary>The topic asks whether this endpoint wants to be subscribed.</summary>
    SubscriptionConfirmation,

    /// <summary>A subscription of this endpoint ended.</summary>
    UnsubscribeConfirmation,
}
