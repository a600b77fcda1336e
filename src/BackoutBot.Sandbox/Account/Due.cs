using System.Text.Json.Serialization;

namespace BackoutBot.Sandbox.Account;

[JsonConverter(typeof(JsonStringEnumConverter<DueKind>))]
internal enum DueKind
{
    StoryBegins,
    DeploymentStarts,
    InstanceUpdated,
    DeploymentStops,
    ReleaseFails,
    TargetChecked,
    AlarmEvaluated,
    ChangeInSync,
    CanaryRuns,
}

/// <summary>Something that happens by itself.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Subject">To which deployment, instance, alarm, change or canary.</param>
internal sealed record Due(DateTimeOffset At, DueKind Kind, string Subject);
