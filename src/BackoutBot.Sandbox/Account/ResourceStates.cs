using BackoutBot.Sandbox.Parts.Dns;

namespace BackoutBot.Sandbox.Account;

/// <summary>An instance, and its target in the target group.</summary>
internal sealed class InstanceState
{
    public required string Id { get; init; }
    public required string Version { get; set; }

    /// <summary>What runs on it answers with an error.</summary>
    public bool Failing { get; set; }

    /// <summary>How the load balancer has it, as Elastic Load Balancing spells it: initial, healthy, unhealthy, unhealthy.draining, unused, draining or unavailable.</summary>
    public string Target { get; set; } = "healthy";

    /// <summary>Why, by Elastic Load Balancing's code; null for the state's usual one.</summary>
    public string? Reason { get; set; }

    /// <summary>The load balancer has it otherwise from now on.</summary>
    public void Become(string target) => (Target, Reason) = (target, null);
}

internal sealed class DeploymentState
{
    public required string Id { get; init; }
    public required string Version { get; init; }

    /// <summary>The last successful version before it.</summary>
    public string? PreviousVersion { get; init; }

    /// <summary>Created, InProgress, Succeeded, Failed or Stopped, as CodeDeploy spells them.</summary>
    public required string Status { get; set; }

    /// <summary>user or codeDeployRollback.</summary>
    public required string Creator { get; init; }

    public string? Description { get; init; }
    public required string Configuration { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? CompletedAt { get; set; }
    public List<string> Order { get; init; } = [];

    /// <summary>How many instances of <see cref="Order"/> have it.</summary>
    public int Done { get; set; }

    /// <summary>How many instances failed to get it.</summary>
    public int Failed { get; set; }

    public bool StopRequested { get; set; }
    public bool RollBackWhenStopped { get; set; }
    public string? RollbackDeploymentId { get; set; }
    public string? RollsBack { get; init; }
    public bool IgnoreApplicationStopFailures { get; init; }
    public bool UpdateOutdatedInstancesOnly { get; init; }
    public string FileExistsBehavior { get; init; } = "DISALLOW";
    public List<string>? AutoRollbackEvents { get; init; }
    public bool IgnoresAlarms { get; init; }

    /// <summary>The alarm that stopped it; null where none did.</summary>
    public string? StoppedBy { get; set; }

    public bool IsInFlight => Status is "Created" or "InProgress";
}

internal sealed class AlarmState
{
    public required string Name { get; init; }

    /// <summary>OK, ALARM or INSUFFICIENT_DATA.</summary>
    public required string Value { get; set; }

    public required string Reason { get; set; }
    public required string? ReasonData { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The state before a change whose actions were suppressed; they are taken when nothing suppresses them any more.</summary>
    public string? WithheldSince { get; set; }
}

internal sealed record RecordState
{
    public required string Name { get; init; }
    public required string Type { get; init; }
    public string? SetIdentifier { get; init; }
    public long? Weight { get; set; }
    public string? Region { get; init; }
    public GeoPlace? Geo { get; init; }

    /// <summary>PRIMARY or SECONDARY.</summary>
    public string? Failover { get; init; }

    public bool? MultiValue { get; init; }
    public string? HealthCheckId { get; init; }
    public string? TrafficPolicyInstance { get; init; }
    public CidrPlace? Cidr { get; init; }
    public ProximityPlace? Proximity { get; init; }
    public AliasOf? Alias { get; init; }

    /// <summary>Null for an alias.</summary>
    public long? Ttl { get; set; }

    public List<string> Values { get; set; } = [];
}

/// <summary>What lists still show of the zone after a change.</summary>
/// <param name="Until">When they show the change.</param>
/// <param name="Records">All records as they were.</param>
internal sealed record RecordsBefore(DateTimeOffset Until, List<RecordState> Records);

/// <summary>A change batch that Route 53 accepted.</summary>
internal sealed class ChangeState
{
    public required string Id { get; init; }
    public string? Comment { get; init; }

    /// <summary>PENDING or INSYNC.</summary>
    public required string Status { get; set; }

    public required DateTimeOffset SubmittedAt { get; init; }
}

/// <summary>What the endpoint of a health check has answered from some time on.</summary>
/// <param name="HealthCheck">The health check's id.</param>
/// <param name="From">From when on.</param>
/// <param name="Statuses">The HTTP statuses of those that take turns in answering; none where nobody listens.</param>
internal sealed record EndpointAnswers(string HealthCheck, DateTimeOffset From, List<int> Statuses);

/// <summary>What the load balancer's targets answered in one minute.</summary>
/// <param name="Minute">When it began.</param>
/// <param name="Statuses">How many answers there were of each HTTP status.</param>
internal sealed record AnsweredMinute(DateTimeOffset Minute, Dictionary<int, int> Statuses);

/// <summary>One run of a canary.</summary>
/// <param name="Canary">The canary's name.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended; its metrics carry that time.</param>
/// <param name="Succeeded">Whether it found nothing amiss.</param>
internal sealed record CanaryRun(string Canary, DateTimeOffset StartedAt, DateTimeOffset EndedAt, bool Succeeded);

/// <summary>A listener rule beside the default one.</summary>
internal sealed class RuleState
{
    public required string Arn { get; init; }
    public required string ListenerArn { get; init; }
    public required int Priority { get; set; }
    public required List<RuleCondition> Conditions { get; init; }
    public required RuleAction Action { get; init; }
    public Dictionary<string, string> Tags { get; init; } = [];

    /// <summary>From when on lists show it.</summary>
    public DateTimeOffset ListedFrom { get; init; } = DateTimeOffset.MinValue;

    /// <summary>When it was removed; lists show it for a moment more.</summary>
    public DateTimeOffset? RemovedAt { get; set; }
}

/// <param name="Field">path-pattern or host-header.</param>
/// <param name="Values">The patterns.</param>
internal sealed record RuleCondition(string Field, List<string> Values);

/// <summary>What a rule does: fixed-response with its code, type and body, or forward to a target group.</summary>
internal sealed record RuleAction(string Type, string? TargetGroupArn, string? StatusCode, string? ContentType, string? MessageBody);

/// <summary>Temporary credentials that AssumeRole gave out.</summary>
internal sealed class SessionState
{
    public required string AccessKeyId { get; init; }
    public required string SecretAccessKey { get; init; }
    public required string Token { get; init; }
    public required string Role { get; init; }
    public required string SessionName { get; init; }
    public Dictionary<string, string> Tags { get; init; } = [];
    public string? SourceIdentity { get; init; }

    /// <summary>Whether its session policy denies everything.</summary>
    public bool MayDoNothing { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class StoryState
{
    /// <summary>The story was told once in this account, so <c>--break-after</c> does not tell it again after a restart.</summary>
    public bool Told { get; set; }

    public bool WaitsForConfirmation { get; set; }
    /// <summary>How often it was told in this account: which release goes out next.</summary>
    public int Releases { get; set; }

    /// <summary>The latest deployment of the story.</summary>
    public string? DeploymentId { get; set; }
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>A release that looked well first fails now.</summary>
    public bool ReleaseFails { get; set; }
}
