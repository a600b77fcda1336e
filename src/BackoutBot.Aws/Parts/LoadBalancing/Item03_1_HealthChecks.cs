using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Parts.LoadBalancing;

/// <summary>3.1 Ensure ELB health checks are properly configured: they look at the application, quickly, and find healthy targets.</summary>
internal sealed class Item03_1_HealthChecks(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsCheck("3.1", catalogue, clients, time)
{
    // A bad target has to be found out within a minute.
    private const int MaxSecondsToUnhealthy = 60;

    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        var groups = await ServedGroups.NamedAsync(resources, look);
        foreach (var (_, group) in groups)
        {
            JudgeConfiguration(group, findings);
        }

        var served = await ServedGroups.ReadAsync(groups, resources);
        served.JudgeIdle(findings);
        foreach (var targets in await served.TargetsAsync())
        {
            JudgeTargets(targets, findings);
        }
    }

    private static void JudgeConfiguration(TargetGroup group, Findings findings)
    {
        var name = group.TargetGroupName;
        if (group.HealthCheckEnabled == false)
        {
            findings.Fail($"{name} has its health check turned off.", $"Turn on the health check of {name}.");
            return;
        }

        if (group.HealthCheckProtocol != ProtocolEnum.HTTP && group.HealthCheckProtocol != ProtocolEnum.HTTPS)
        {
            findings.Warn($"{name} checks health by {group.HealthCheckProtocol?.Value}, which a hung application passes.", $"Let {name} check a path of the application by HTTP.");
        }
        else if (group.HealthCheckPath is null or "" or "/")
        {
            findings.Warn($"{name} checks the path \"/\", which may answer while the application does not work.", $"Let {name} check a path that tells whether the application works.");
        }

        var seconds = group.HealthCheckIntervalSeconds * group.UnhealthyThresholdCount;
        if (seconds > MaxSecondsToUnhealthy)
        {
            findings.Warn($"{name} needs {seconds} s to find a target unhealthy.", $"Bring interval times unhealthy threshold of {name} to {MaxSecondsToUnhealthy} s or less.");
        }
    }

    private static void JudgeTargets(GroupTargets targets, Findings findings)
    {
        var (group, name, healthy) = (targets.Group, targets.Name, targets.Healthy);
        if (targets.HasNone)
        {
            findings.Fail($"{name} has no healthy target among {targets.Count}.", $"See why the targets of {name} fail: {targets.Reasons()}.");
            return;
        }

        if (targets.Failing > 0)
        {
            findings.Warn($"{name}: {healthy.Count} of {targets.Count} targets are healthy.", $"See why the others of {name} are not: {targets.Reasons()}.");
        }

        if (targets.Starting > 0)
        {
            findings.Warn(targets.StartingSentence, targets.StartingFix);
        }

        if (targets.JudgeOthers(findings) || targets.Failing > 0 || targets.Starting > 0)
        {
            return;
        }

        // Elastic Load Balancing tells the zone of some kinds of targets only.
        var zones = healthy.Select(target => target.Target.AvailabilityZone).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        if (zones.Length == 1 && healthy.All(target => target.Target.AvailabilityZone is not null))
        {
            findings.Warn($"All targets of {name} are in {zones[0]}.", $"Give {name} targets in a second Availability Zone.");
            return;
        }

        findings.Pass($"{name}: {healthy.Count} of {targets.Count} targets healthy, checked by {group.HealthCheckProtocol?.Value} {group.HealthCheckPath} every {group.HealthCheckIntervalSeconds} s{targets.AndLeaving}.");
    }
}
