using System.Text.Json.Serialization;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Signals;

/// <summary>An inbound event, in our words.</summary>
/// <param name="Id">The message that carried it.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Resource">The resource that it is about; matched against the plan files, never guessed.</param>
/// <param name="Subject">The resource's own short name: an alarm's name, a deployment's id; of news which thing of it they are about, too. Written by others: escape it.</param>
/// <param name="OccurredAt">When it happened, by the provider's clock, UTC.</param>
/// <param name="Summary">One sentence about it. Written by others: escape it.</param>
/// <param name="Details">What else a person or an action may want, by name.</param>
public sealed record Signal(
    SignalId Id,
    SignalKind Kind,
    ResourceKey Resource,
    string Subject,
    DateTimeOffset OccurredAt,
    string Summary,
    IReadOnlyDictionary<string, string> Details)
{
    /// <summary>Whether the event is reason enough to propose a backout.</summary>
    public bool IsBad => Kind is SignalKind.AlarmRaised or SignalKind.DeploymentFailed or SignalKind.BadNews;

    /// <summary>Whether it tells of a deployment, which <see cref="Subject"/> names.</summary>
    [JsonIgnore]
    public bool IsOfDeployment => Kind is SignalKind.DeploymentStarted or SignalKind.DeploymentSucceeded or SignalKind.DeploymentFailed or SignalKind.DeploymentStopped;

    /// <summary>The deployment that this one takes back, by the provider's own doing; null where it takes none back. One that is taken back may name itself.</summary>
    [JsonIgnore]
    public string? TakesBack => Details.GetValueOrDefault("rollbackOf") is { } taken && taken != Subject ? taken : null;
}
