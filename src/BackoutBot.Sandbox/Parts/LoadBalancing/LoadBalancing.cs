namespace BackoutBot.Sandbox.Parts.LoadBalancing;

/// <summary>The application load balancer in front of the service.</summary>
internal sealed class LoadBalancerSection
{
    public required string Name { get; init; }
    public required string Arn { get; init; }
    public required string VpcId { get; init; }
    public required List<Listener> Listeners { get; init; }
    public required TargetGroup TargetGroup { get; init; }

    /// <summary>Those that no deployment changes, such as the other one of a blue/green pair.</summary>
    public List<OtherTargetGroup> OtherTargetGroups { get; init; } = [];

    /// <summary>The Availability Zones that are enabled for it; all, where none is said.</summary>
    public List<string> Zones { get; init; } = [];

    public required LoadBalancerSeconds Seconds { get; init; }

    public IEnumerable<TargetGroup> TargetGroups => OtherTargetGroups.Prepend(TargetGroup);

    /// <summary>What a listener sends to which target group where no rule applies. As usual, plain HTTP only points to HTTPS where nothing else is said.</summary>
    public IReadOnlyList<ForwardedTo> ForwardsOf(Listener listener) =>
        listener.Forward ?? (listener.Protocol == "HTTPS" ? [new ForwardedTo { TargetGroup = TargetGroup.Name }] : []);
}

internal sealed class Listener
{
    public required string Id { get; init; }
    public required string Protocol { get; init; }
    public required int Port { get; init; }
    public string? CertificateArn { get; init; }

    /// <summary>The target groups that it sends requests to by default.</summary>
    public List<ForwardedTo>? Forward { get; init; }
}

/// <summary>A target group's share of what is sent.</summary>
internal sealed class ForwardedTo
{
    public required string TargetGroup { get; init; }

    /// <summary>From 0, which is none, to 999.</summary>
    public int Weight { get; init; } = 1;
}

internal class TargetGroup
{
    public required string Name { get; init; }
    public required string Arn { get; init; }
    public required string Protocol { get; init; }
    public required int Port { get; init; }
    public required HealthCheck HealthCheck { get; init; }
}

/// <summary>A target group whose targets stay as the scenario has them.</summary>
internal sealed class OtherTargetGroup : TargetGroup
{
    public List<OtherTarget> Targets { get; init; } = [];
}

internal sealed class OtherTarget
{
    public required string Id { get; init; }
    public required string Zone { get; init; }
    public string Target { get; init; } = "healthy";
    public string? Reason { get; init; }
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
