using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;

namespace BackoutBot.Core.Checklists;

/// <summary>What a check may know of the backout that it runs for.</summary>
/// <param name="Backout">The backout.</param>
/// <param name="Service">The service, as its plan file describes it.</param>
/// <param name="RestorePoint">The captured state to go back to; null where none was taken.</param>
/// <param name="TriggeringAlarms">The keys of the alarms that led to the backout.</param>
public sealed record CheckContext(
    BackoutId Backout,
    ServiceDefinition Service,
    RestorePoint? RestorePoint,
    IReadOnlyList<ResourceKey> TriggeringAlarms)
{
    /// <summary>When the release that runs was deployed, UTC, where that is known: what went wrong before is not its fault.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>Where it is to prove a rollback: from when on what is measured tells of the service, UTC. What has no data since then proves nothing. Null elsewhere.</summary>
    public DateTimeOffset? ProvesSince { get; init; }
}
