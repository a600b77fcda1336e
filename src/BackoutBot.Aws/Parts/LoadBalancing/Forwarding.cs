using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Reading;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace BackoutBot.Aws.Parts.LoadBalancing;

/// <summary>Which target groups requests are sent to, by what the listeners of their load balancers and these listeners' rules say now.</summary>
internal sealed class Forwarding
{
    private readonly Dictionary<string, int> heaviest = new(StringComparer.Ordinal);

    private Forwarding()
    {
    }

    /// <summary>Reads it for target groups of one account.</summary>
    /// <param name="look">The look in that account.</param>
    /// <param name="groups">The target groups.</param>
    public static async Task<Forwarding> ReadAsync(AwsLook look, IEnumerable<TargetGroup> groups)
    {
        var forwarding = new Forwarding();
        foreach (var balancer in groups.SelectMany(group => group.LoadBalancerArns ?? []).Distinct(StringComparer.Ordinal))
        {
            foreach (var listener in await look.ListenersOfAsync(balancer))
            {
                forwarding.Count(listener.DefaultActions);

                // Only an Application Load Balancer's listeners have other rules than the default one.
                if (listener.Protocol == ProtocolEnum.HTTP || listener.Protocol == ProtocolEnum.HTTPS)
                {
                    foreach (var rule in await look.UntaggedRulesAsync(listener.ListenerArn))
                    {
                        forwarding.Count(rule.Actions);
                    }
                }
            }
        }

        return forwarding;
    }

    /// <summary>Whether a listener or a rule names the group, be it with weight 0: its targets' health is checked then.</summary>
    public bool IsAttached(TargetGroup group) => heaviest.ContainsKey(group.TargetGroupArn);

    /// <summary>Whether requests are sent to the group.</summary>
    public bool IsServed(TargetGroup group) => heaviest.GetValueOrDefault(group.TargetGroupArn) > 0;

    // TargetGroupArn is there where one group only is forwarded to, beside a ForwardConfig that names the same or alone; a weight that isn't said is 1.
    private void Count(List<Action>? actions)
    {
        foreach (var action in (actions ?? []).Where(action => action.Type == ActionTypeEnum.Forward))
        {
            if (action.ForwardConfig?.TargetGroups is { Count: > 0 } weighted)
            {
                weighted.ForEach(to => Count(to.TargetGroupArn, to.Weight ?? 1));
            }
            else if (action.TargetGroupArn is { } only)
            {
                Count(only, 1);
            }
        }
    }

    private void Count(string group, int weight) => heaviest[group] = Math.Max(heaviest.GetValueOrDefault(group), weight);
}
