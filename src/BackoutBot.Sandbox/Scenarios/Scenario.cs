using BackoutBot.Sandbox.Parts.Alarms;
using BackoutBot.Sandbox.Parts.CodeDeploy;
using BackoutBot.Sandbox.Parts.Databases;
using BackoutBot.Sandbox.Parts.Dns;
using BackoutBot.Sandbox.Parts.FrontDoor;
using BackoutBot.Sandbox.Parts.LoadBalancing;

namespace BackoutBot.Sandbox.Scenarios;

/// <summary>The account that the sandbox simulates and the story that goes wrong in it: one scenario file, read and checked.</summary>
internal sealed class Scenario
{
    /// <summary>The 12 digits of the account.</summary>
    public required string Account { get; init; }

    public required string Region { get; init; }

    /// <summary>The region as CloudWatch spells it in its messages, for example "EU (Ireland)".</summary>
    public required string RegionName { get; init; }

    public required BaseCredentials Credentials { get; init; }
    public required List<Role> Roles { get; init; }
    public required List<Revision> Revisions { get; init; }
    public required DeploymentSection Deployments { get; init; }
    public required LoadBalancerSection LoadBalancer { get; init; }
    public required List<MetricAlarm> Alarms { get; init; }
    public required List<CompositeAlarm> CompositeAlarms { get; init; }

    /// <summary>CloudWatch's alarm mute rules.</summary>
    public List<MuteRule> MuteRules { get; init; } = [];

    public required HostedZone HostedZone { get; init; }

    /// <summary>Route 53's health checks.</summary>
    public List<EndpointHealthCheck> HealthChecks { get; init; } = [];

    /// <summary>CloudWatch Synthetics' canaries.</summary>
    public List<Canary> Canaries { get; init; } = [];

    public MetricsSection Metrics { get; init; } = new();

    public required List<Database> Databases { get; init; }
    public List<DatabaseCluster> DatabaseClusters { get; init; } = [];
    public required List<Snapshot> Snapshots { get; init; }
    public required List<Topic> Topics { get; init; }
    public required NotificationSection Notifications { get; init; }
    public required StorySection Story { get; init; }

    /// <summary>The partition of AWS that the region is in, as ARNs spell it.</summary>
    public string Partition =>
        Region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : Region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";

    public Revision Revision(string version) => Revisions.First(r => r.Version == version);

    public string TopicArn(string topic) => $"arn:{Partition}:sns:{Region}:{Account}:{topic}";

    public string MuteRuleArn(MuteRule rule) => $"arn:{Partition}:cloudwatch:{Region}:{Account}:alarm-mute-rule:{rule.Name}";

    public string AlarmArn(string alarm) => $"arn:{Partition}:cloudwatch:{Region}:{Account}:alarm:{alarm}";

    public string ListenerArn(Listener listener) =>
        LoadBalancer.Arn.Replace(":loadbalancer/", ":listener/", StringComparison.Ordinal) + "/" + listener.Id;
}
