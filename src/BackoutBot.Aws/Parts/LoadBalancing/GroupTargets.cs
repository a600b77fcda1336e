using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Checks;

namespace BackoutBot.Aws.Parts.LoadBalancing;

/// <summary>The targets of a group that requests are sent to, each state taken for what it is: <c>TargetHealth</c>, Elastic Load Balancing API reference.</summary>
internal sealed class GroupTargets
{
    private readonly ILookup<string, TargetHealthDescription> byState;

    public GroupTargets(TargetGroup group, IReadOnlyList<TargetHealthDescription> targets)
    {
        Group = group;
        byState = targets.ToLookup(target => target.TargetHealth?.State?.Value ?? "none", StringComparer.Ordinal);
        Leaving = byState[TargetHealthStateEnum.Draining.Value].Count();
        Count = targets.Count - Leaving;
        Healthy = [.. byState[TargetHealthStateEnum.Healthy.Value]];
        Starting = byState[TargetHealthStateEnum.Initial.Value].Count();
        // A target that fails, and of which a Network Load Balancer still keeps the old connections, fails.
        Failing = byState[TargetHealthStateEnum.Unhealthy.Value].Count() + byState[TargetHealthStateEnum.UnhealthyDraining.Value].Count();
    }

    public TargetGroup Group { get; }

    public string Name => Group.TargetGroupName;

    /// <summary>How many there are beside those that are leaving.</summary>
    public int Count { get; }

    /// <summary>How many are being taken out, as in every deployment and whenever fewer are needed.</summary>
    public int Leaving { get; }

    public IReadOnlyList<TargetHealthDescription> Healthy { get; }

    /// <summary>How many are being registered, or were not checked often enough yet to tell.</summary>
    public int Starting { get; }

    /// <summary>How many fail their health checks.</summary>
    public int Failing { get; }

    /// <summary>Whether it is sure that none can answer: the health of some may not be known yet, or not at all.</summary>
    public bool HasNone => Healthy.Count == 0 && (Failing > 0 || (Starting == 0 && !byState[TargetHealthStateEnum.Unavailable.Value].Any() && !Unheard.Any()));

    /// <summary>What stands behind what is said of all.</summary>
    public string AndLeaving => Leaving == 0 ? "" : $"; {Leaving} more {(Leaving == 1 ? "is" : "are")} being taken out";

    /// <summary>That some are not known yet, for people.</summary>
    public string StartingSentence => $"{Starting} of {Count} targets of {Name} {(Starting == 1 ? "is" : "are")} being registered or checked for the first time.";

    /// <summary>What to do about that.</summary>
    public string StartingFix => $"Wait for the first health checks of {Name}.";

    private IEnumerable<IGrouping<string, TargetHealthDescription>> Unheard => byState.Where(state => !Known.Contains(state.Key));

    private static string[] Known { get; } =
    [
        TargetHealthStateEnum.Healthy.Value, TargetHealthStateEnum.Unhealthy.Value, TargetHealthStateEnum.UnhealthyDraining.Value, TargetHealthStateEnum.Initial.Value,
        TargetHealthStateEnum.Draining.Value, TargetHealthStateEnum.Unused.Value, TargetHealthStateEnum.Unavailable.Value,
    ];

    /// <summary>Says what there is to say of targets that get no requests though nothing tells that they fail, and of those whose health nobody knows.</summary>
    /// <returns>Whether there are any.</returns>
    public bool JudgeOthers(Findings findings)
    {
        foreach (var reason in byState[TargetHealthStateEnum.Unused.Value].GroupBy(target => target.TargetHealth.Reason?.Value ?? "", StringComparer.Ordinal))
        {
            var (why, fix) = Unused(reason.Key);
            findings.Warn($"{Of(reason)} {why}.", fix);
        }

        foreach (var reason in byState[TargetHealthStateEnum.Unavailable.Value].GroupBy(target => target.TargetHealth.Reason?.Value ?? "", StringComparer.Ordinal))
        {
            findings.Unknown(
                $"The health of {Of(reason)} is not known: {Described(reason.First())}.",
                reason.Key == TargetHealthReasonEnum.TargetHealthCheckDisabled.Value ? $"Turn on the health check of {Name}." : $"Wait for Elastic Load Balancing to tell the health of {Name} again.");
        }

        foreach (var state in Unheard)
        {
            findings.Unknown($"The health of {Of(state)} is not known: they are {state.Key}, which is no state that this bot knows.", "Only a person can tell whether they are well.");
        }

        return byState[TargetHealthStateEnum.Unused.Value].Any() || byState[TargetHealthStateEnum.Unavailable.Value].Any() || Unheard.Any();
    }

    /// <summary>Why those that are not healthy are not, by how many, in Elastic Load Balancing's words.</summary>
    public string Reasons()
    {
        var reasons = byState
            .Where(state => state.Key != TargetHealthStateEnum.Healthy.Value && state.Key != TargetHealthStateEnum.Draining.Value)
            .SelectMany(state => state)
            .GroupBy(Described, StringComparer.Ordinal)
            .Select(reason => $"{reason.Count()} × {reason.Key}");
        return Count == 0 ? $"none are registered{AndLeaving}" : string.Join("; ", reasons);
    }

    // Of a group that a listener forwards to, only its zone is left as the cause of Target.NotInUse.
    private (string Why, string Fix) Unused(string reason) => reason switch
    {
        _ when reason == TargetHealthReasonEnum.TargetNotInUse.Value => ("get no requests: the load balancer does not have their Availability Zone", $"Enable the Availability Zones of the targets of {Name} for its load balancer."),
        _ when reason == TargetHealthReasonEnum.TargetInvalidState.Value => ("get no requests: they are stopped or terminated", $"Start what is stopped among the targets of {Name}, or take it out of the group."),
        _ when reason == TargetHealthReasonEnum.TargetIpUnusable.Value => ("get no requests: a load balancer itself has their IP address", $"Give the targets of {Name} addresses that no load balancer uses."),
        _ => ($"get no requests: {(reason.Length == 0 ? "no reason is given" : reason)}", $"See in Elastic Load Balancing why targets of {Name} are unused."),
    };

    private string Of(IEnumerable<TargetHealthDescription> some) => $"{some.Count()} of {Count} targets of {Name}";

    private static string Described(TargetHealthDescription target) =>
        target.TargetHealth?.Description ?? target.TargetHealth?.Reason?.Value ?? target.TargetHealth?.State?.Value ?? "unknown";
}
