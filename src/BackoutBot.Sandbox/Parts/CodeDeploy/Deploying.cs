using BackoutBot.Sandbox.Parts.Buckets;

namespace BackoutBot.Sandbox.Parts.CodeDeploy;

/// <summary>A revision in S3, and how it behaves.</summary>
internal sealed record Revision
{
    public required string Version { get; init; }
    public required string Bucket { get; init; }
    public required string Key { get; init; }
    public required string BundleType { get; init; }
    public string? ETag { get; init; }

    /// <summary>What has become of its bundle; null where it lies where it was put.</summary>
    public Bundle? Bundle { get; init; }

    /// <summary>What runs it fails its health check.</summary>
    public bool Unhealthy { get; init; }

    /// <summary>What runs it passes its health check all the same, until the control call <c>story/release-fails</c>: a release that looks well first.</summary>
    public bool FailsLater { get; init; }

    /// <summary>An instance that runs it begins to fail so many seconds after it got it: a release that looks well first. Null where it never does by itself.</summary>
    public double? FailsAfter { get; init; }

    /// <summary>A deployment of it waits for health, for ever, once so many instances have it.</summary>
    public int? StallsAfter { get; init; }

    /// <param name="releaseFails">Whether what looked well first was told to fail.</param>
    public bool FailsAtOnce(bool releaseFails) => Unhealthy && (!FailsLater || releaseFails);
}

/// <summary>The CodeDeploy application, its one deployment group and its past.</summary>
internal sealed class DeploymentSection
{
    public required string Application { get; init; }
    public required string Group { get; init; }
    public required string GroupId { get; init; }
    public required string Configuration { get; init; }
    public required string ServiceRoleArn { get; init; }

    /// <summary>The name of the trigger, which the messages carry as <c>eventTriggerName</c>.</summary>
    public required string Trigger { get; init; }

    public required string Topic { get; init; }
    public required List<string> TriggerEvents { get; init; }
    public required List<string> AutoRollback { get; init; }

    /// <summary>The alarms of which one that is raised stops a deployment; empty where none does.</summary>
    public List<string> Alarms { get; init; } = [];

    /// <summary>What its deployments run on: <c>Server</c>, <c>Lambda</c> or <c>ECS</c>. Deployments of all go on as those of servers.</summary>
    public string Platform { get; init; } = "Server";

    /// <summary>The version that every instance runs at first.</summary>
    public required string Running { get; init; }

    /// <summary>The target groups between which requests are shifted; none where the load balancer's group stays the same.</summary>
    public List<string> TargetGroupPair { get; init; } = [];

    public required List<Instance> Instances { get; init; }
    public required List<PastDeployment> History { get; init; }
    public required DeploymentSeconds Seconds { get; init; }
}

internal sealed class Instance
{
    public required string Id { get; init; }
    public required string Zone { get; init; }

    /// <summary>How the load balancer has it at first; null where what runs on it decides.</summary>
    public string? Target { get; init; }

    /// <summary>Why, by Elastic Load Balancing's code; the state's usual one where it isn't said.</summary>
    public string? Reason { get; init; }
}

internal sealed class PastDeployment
{
    public required string Id { get; init; }
    public required string Version { get; init; }
    public required string Description { get; init; }
    public required double DaysAgo { get; init; }
    public required double Minutes { get; init; }
}

internal sealed class DeploymentSeconds
{
    public required double Start { get; init; }
    public required double Instance { get; init; }
    public required double Stop { get; init; }
}
