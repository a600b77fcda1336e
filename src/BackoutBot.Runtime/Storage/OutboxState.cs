namespace BackoutBot.Runtime.Storage;

/// <summary>What has become of a message in the outbox.</summary>
public enum OutboxState
{
    /// <summary>Its latest body is still to be delivered.</summary>
    Pending = 0,

    /// <summary>Its latest body is there.</summary>
    Sent = 1,

    /// <summary>The platform will not have it; a new body is tried again.</summary>
    Refused = 2,
}
