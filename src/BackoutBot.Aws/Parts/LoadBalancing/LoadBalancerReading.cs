using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Reading;

namespace BackoutBot.Aws.Parts.LoadBalancing;

/// <summary>A listener's rule, with what it is tagged.</summary>
internal sealed record TaggedRule(Rule Rule, IReadOnlyDictionary<string, string> Tags);

/// <summary>Reads load balancers of version 2.</summary>
internal static class LoadBalancerReading
{
    // DescribeTags takes at most 20 ARNs.
    private const int MaxTagged = 20;

    /// <summary>The target groups of those ARNs.</summary>
    public static Task<IReadOnlyList<TargetGroup>> TargetGroupsAsync(this AwsLook look, IReadOnlyList<string> arns) =>
        look.TargetGroupsAsync(string.Join(", ", arns), page => new DescribeTargetGroupsRequest { TargetGroupArns = [.. arns], Marker = page });

    /// <summary>The target groups of those names.</summary>
    public static Task<IReadOnlyList<TargetGroup>> TargetGroupsByNameAsync(this AwsLook look, IReadOnlyList<string> names) =>
        look.TargetGroupsAsync(string.Join(", ", names), page => new DescribeTargetGroupsRequest { Names = [.. names], Marker = page });

    private static async Task<IReadOnlyList<TargetGroup>> TargetGroupsAsync(this AwsLook look, string groupsAsked, Func<string?, DescribeTargetGroupsRequest> request)
    {
        const string api = "elasticloadbalancing:DescribeTargetGroups";
        var groups = new List<TargetGroup>();
        DescribeTargetGroupsResponse answer;
        string? marker = null;
        do
        {
            var page = marker;
            answer = await look.CallAsync(
                api,
                $"target groups {groupsAsked}",
                (aws, cancel) => aws.LoadBalancing.DescribeTargetGroupsAsync(request(page), cancel));
            groups.AddRange(answer.TargetGroups ?? []);
            marker = answer.NextMarker;
        }
        while (!string.IsNullOrEmpty(marker));

        look.Saw(
            api,
            answer,
            groups.Select(group => $"{group.TargetGroupArn} {group.HealthCheckEnabled} {group.HealthCheckProtocol?.Value} {group.HealthCheckPath} {group.HealthCheckIntervalSeconds} {group.UnhealthyThresholdCount}"),
            groups.Select(group => (group.TargetGroupName, $"{group.HealthCheckProtocol?.Value} {group.HealthCheckPath} every {group.HealthCheckIntervalSeconds} s, unhealthy after {group.UnhealthyThresholdCount}")));
        return groups;
    }

    /// <summary>The health of a group's targets. Not paged.</summary>
    public static async Task<IReadOnlyList<TargetHealthDescription>> TargetHealthAsync(this AwsLook look, string targetGroupArn)
    {
        const string api = "elasticloadbalancing:DescribeTargetHealth";
        var answer = await look.CallAsync(
            api,
            $"target group {targetGroupArn}",
            (aws, cancel) => aws.LoadBalancing.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = targetGroupArn }, cancel));
        var targets = answer.TargetHealthDescriptions ?? [];
        look.Saw(
            api,
            answer,
            targets.OrderBy(target => target.Target.Id, StringComparer.Ordinal).Select(target => $"{target.Target.Id}:{target.Target.Port} {target.TargetHealth?.State?.Value} {target.TargetHealth?.Reason?.Value}"),
            targets.GroupBy(target => target.TargetHealth?.State?.Value ?? "unknown", StringComparer.Ordinal).Select(state => (state.Key, state.Count().ToString())).Append(("targets", targets.Count.ToString())));
        return targets;
    }

    /// <summary>The listeners of those ARNs.</summary>
    public static Task<IReadOnlyList<Listener>> ListenersAsync(this AwsLook look, IReadOnlyList<string> arns) =>
        look.ListenersAsync($"listeners {string.Join(", ", arns)}", page => new DescribeListenersRequest { ListenerArns = [.. arns], Marker = page });

    /// <summary>The listeners of a load balancer.</summary>
    public static Task<IReadOnlyList<Listener>> ListenersOfAsync(this AwsLook look, string loadBalancerArn) =>
        look.ListenersAsync($"load balancer {loadBalancerArn}", page => new DescribeListenersRequest { LoadBalancerArn = loadBalancerArn, Marker = page });

    private static async Task<IReadOnlyList<Listener>> ListenersAsync(this AwsLook look, string resource, Func<string?, DescribeListenersRequest> ask)
    {
        const string api = "elasticloadbalancing:DescribeListeners";
        var listeners = new List<Listener>();
        DescribeListenersResponse answer;
        string? marker = null;
        do
        {
            var page = marker;
            answer = await look.CallAsync(api, resource, (aws, cancel) => aws.LoadBalancing.DescribeListenersAsync(ask(page), cancel));
            listeners.AddRange(answer.Listeners ?? []);
            marker = answer.NextMarker;
        }
        while (!string.IsNullOrEmpty(marker));

        look.Saw(api, answer, listeners.Select(listener => $"{listener.ListenerArn} {listener.Protocol?.Value} {listener.Port}"), ("listeners", listeners.Count.ToString()));
        return listeners;
    }

    /// <summary>A listener's rules with their tags.</summary>
    public static async Task<IReadOnlyList<TaggedRule>> RulesAsync(this AwsLook look, string listenerArn)
    {
        var rules = await look.UntaggedRulesAsync(listenerArn);
        var tags = await look.TagsAsync([.. rules.Where(rule => rule.IsDefault != true).Select(rule => rule.RuleArn)]);
        return [.. rules.Select(rule => new TaggedRule(rule, tags.GetValueOrDefault(rule.RuleArn) ?? new Dictionary<string, string>(StringComparer.Ordinal)))];
    }

    /// <summary>A listener's rules, the default one among them.</summary>
    public static async Task<IReadOnlyList<Rule>> UntaggedRulesAsync(this AwsLook look, string listenerArn)
    {
        const string api = "elasticloadbalancing:DescribeRules";
        var rules = new List<Rule>();
        DescribeRulesResponse answer;
        string? marker = null;
        do
        {
            var page = marker;
            answer = await look.CallAsync(
                api,
                $"listener {listenerArn}",
                (aws, cancel) => aws.LoadBalancing.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = listenerArn, Marker = page }, cancel));
            rules.AddRange(answer.Rules ?? []);
            marker = answer.NextMarker;
        }
        while (!string.IsNullOrEmpty(marker));

        // Each listener has a default rule. Without one it would be taken for one that has no page.
        if (!rules.Exists(rule => rule.IsDefault == true))
        {
            throw look.Unusable(api, $"listener {listenerArn}", "the listener's default rule");
        }

        look.Saw(api, answer, rules.Select(rule => $"{rule.RuleArn} {rule.Priority}"), ("rules", rules.Count.ToString()));
        return rules;
    }

    private static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> TagsAsync(this AwsLook look, IReadOnlyList<string> arns)
    {
        var found = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var chunk in arns.Chunk(MaxTagged))
        {
            var answer = await look.CallAsync(
                "elasticloadbalancing:DescribeTags",
                $"rules {string.Join(", ", chunk)}",
                (aws, cancel) => aws.LoadBalancing.DescribeTagsAsync(new DescribeTagsRequest { ResourceArns = [.. chunk] }, cancel));
            foreach (var description in answer.TagDescriptions ?? [])
            {
                found[description.ResourceArn] = (description.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value ?? "", StringComparer.Ordinal);
            }
        }

        return found;
    }
}
