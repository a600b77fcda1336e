using System.Text.Json.Serialization;

namespace BackoutBot.Sandbox.Faults;

[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
internal enum FaultKind
{
    /// <summary>Refuses with the service's throttling error.</summary>
    [JsonStringEnumMemberName("throttle")]
    Throttle,

    /// <summary>Answers 500 without acting.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,

    /// <summary>Waits before it acts. A caller that has gone by then gets nothing done.</summary>
    [JsonStringEnumMemberName("stall")]
    Stall,

    /// <summary>Acts, then drops the connection without an answer.</summary>
    [JsonStringEnumMemberName("lose-response")]
    LoseResponse,

    /// <summary>Refuses as if no policy allowed it.</summary>
    [JsonStringEnumMemberName("deny")]
    Deny,
}

/// <summary>Something that is to go wrong.</summary>
internal sealed class Fault
{
    /// <summary>As in IAM actions: codedeploy, route53, …</summary>
    public required string Service { get; init; }

    public required string Operation { get; init; }
    public required FaultKind Kind { get; init; }

    /// <summary>The ARN that a call must be about, such as the role that is to be assumed; null for whatever it is about.</summary>
    public string? Resource { get; init; }

    /// <summary>How many calls it still hits.</summary>
    public int Times { get; set; } = 1;

    /// <summary>How many calls go well before it hits.</summary>
    public int After { get; set; }

    /// <summary>For <see cref="FaultKind.Stall"/>, in milliseconds of the sandbox's clock.</summary>
    public int DelayMs { get; init; }
}
