namespace BackoutBot.Sandbox.Parts.LoadBalancing;

/// <summary>The application load balancer in front of the service.</summary>
internal sealed class LoadBalancerSection
{
    public required string Name { get; init; }
    public required string Arn { get; init; }
    public required string VpcId { get; init; }
    public required List<Listener> Listeners { get; init; }
    public required TargetGroup TargetGroup { get; init; }
    public required LoadBalancerSeconds Seconds { get; init; }
}

internal sealed class Listener
{
    public required string Id { get; init; }
    public required string Protocol { get; init; }
    public required int Port { get; init; }
    public string? CertificateArn { get; init; }
}

internal sealed class TargetGroup
{
    public required string Name { get; init; }
    public required string Arn { get; init; }
    public required string Protocol { get; init; }
    public required int Port { get; init; }
    public required HealthCheck HealthCheck { get; init; }
}

internal sealed class HealthCheck
{
    public required string Path { get; init; }
    public required int IntervalSeconds { get; init; }
    public required int TimeoutSeconds { get; init; }
    public required int HealthyThreshold { get; init; }
    public required int UnhealthyThreshold { get; init; }
    public required string Matcher { get; init; }

    /// <summary>The group's own protocol where none is said.</summary>
    public string? Protocol { get; init; }

    public bool Enabled { get; init; } = true;
}

internal sealed class LoadBalancerSeconds
{
    /// <summary>From a new version on an instance to the target's new health.</summary>
    public required double HealthChange { get; init; }

    /// <summary>From a change to the lists that show it: what is described is eventually consistent.</summary>
    public required double Listed { get; init; }
}
