using System.Text.Json.Serialization;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>By what a step that was started is found again.</summary>
/// <param name="At">When its calls were made, UTC.</param>
internal sealed record MaintenanceHandle(DateTimeOffset At)
{
    /// <summary>
    /// How long a list of rules may lag behind a call. Elastic Load Balancing states no time; of other services AWS says that what was changed may take
    /// a moment to be seen ("Eventual consistency", Amazon EC2 developer guide).
    /// </summary>
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(5);

    /// <summary>Of a handle that an earlier version wrote, which says nothing.</summary>
    public static MaintenanceHandle Old { get; } = new(DateTimeOffset.MinValue);

    /// <summary>What of others could not be put back where it was, for people; null where all was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Displaced { get; init; }

    /// <summary>Whether lists may still be as they were before the calls.</summary>
    public bool MayLag(DateTimeOffset now) => now - At < Lag;
}
