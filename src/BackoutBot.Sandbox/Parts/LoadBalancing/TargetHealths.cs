using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Scenarios;

namespace BackoutBot.Sandbox.Parts.LoadBalancing;

/// <summary>How the load balancer has the targets of its groups: what it sees by itself outweighs what the health checks find.</summary>
internal sealed class TargetHealths(Scenario scenario)
{
    private const string Unused = "unused";

    // A group that no listener forwards to has no health checks: "Target group is not configured to receive traffic".
    private static readonly TargetReason NotAttached = new("Target.NotInUse", "Target group is not configured to receive traffic from the load balancer");
    private static readonly TargetReason OtherZone = new("Target.NotInUse", "Target is in an Availability Zone that is not enabled for the load balancer");

    /// <summary>Whether a listener or a rule names the group, with whatever weight.</summary>
    public bool IsAttached(AccountState state, TargetGroup group) =>
        scenario.LoadBalancer.Listeners.Exists(listener => scenario.LoadBalancer.ForwardsOf(listener).Any(to => to.TargetGroup == group.Name))
        || state.StandingRules.Any(rule => rule.Action.TargetGroupArn == group.Arn);

    /// <summary>The group's targets.</summary>
    public IReadOnlyList<TargetHealth> Of(AccountState state, TargetGroup group)
    {
        var isAttached = IsAttached(state, group);
        return group is OtherTargetGroup other
            ? other.Targets.ConvertAll(target => Of(group, isAttached, target.Id, target.Zone, target.Target, target.Reason) with { Version = scenario.Deployments.Running })
            : state.Instances.ConvertAll(instance => Of(group, isAttached, instance.Id, scenario.Deployments.Instances.First(one => one.Id == instance.Id).Zone, instance.Target, instance.Reason) with
            {
                Version = instance.Version,
                IsFailing = instance.Failing,
            });
    }

    private TargetHealth Of(TargetGroup group, bool isAttached, string id, string zone, string state, string? reason)
    {
        if (!isAttached)
        {
            return new TargetHealth(id, Unused, NotAttached);
        }

        if (scenario.LoadBalancer.Zones is { Count: > 0 } zones && !zones.Contains(zone))
        {
            return new TargetHealth(id, Unused, OtherZone);
        }

        // Nobody checks the health, so nobody knows it.
        return group.HealthCheck.Enabled || state is Unused or "draining"
            ? new TargetHealth(id, state, TargetReason.Find(state, reason))
            : new TargetHealth(id, "unavailable", TargetReason.Find("unavailable", null));
    }
}

/// <summary>How the load balancer has one target.</summary>
internal sealed record TargetHealth(string Id, string State, TargetReason? Why)
{
    /// <summary>What runs there.</summary>
    public string Version { get; init; } = "";

    /// <summary>Whether it answers with an error.</summary>
    public bool IsFailing { get; init; }
}
