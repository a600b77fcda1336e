using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>How people call listeners: by protocol and port, as in <c>HTTPS (443)</c>; where the service's pages are on several load balancers, by those, too.</summary>
internal sealed class ListenerNames
{
    private ListenerNames(IReadOnlyDictionary<string, string> names) => Written = names;

    /// <summary>What is written down with a step, by ARN.</summary>
    public IReadOnlyDictionary<string, string> Written { get; }

    /// <summary>The name of one listener; where it was never read, the end of its ARN.</summary>
    public string this[string arn] => Written.GetValueOrDefault(arn) ?? string.Join('/', Path(arn).Skip(1));

    /// <summary>Those that a step was planned with; in one of an earlier version there are none.</summary>
    public static ListenerNames Of(MaintenanceInput input) => new(input.Names ?? new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Those of listeners that were read just now.</summary>
    public static ListenerNames Of(IReadOnlyList<Listener> listeners, AwsService resources)
    {
        var isOnOneBalancer = resources.Of<MaintenancePage>().SelectMany(page => page.Listeners).Select(arn => string.Join('/', Path(arn).SkipLast(1))).Distinct(StringComparer.Ordinal).Count() < 2;
        return new(listeners.ToDictionary(
            one => one.ListenerArn,
            one => $"{one.Protocol?.Value} ({one.Port}){(isOnOneBalancer ? "" : $" of {Path(one.ListenerArn)[2]}")}",
            StringComparer.Ordinal));
    }

    /// <summary>Reads the listeners, each in its account.</summary>
    public static async Task<IReadOnlyList<Listener>> ReadAsync(IReadOnlyList<string> arns, AwsLook look)
    {
        var found = new List<Listener>();
        foreach (var account in arns.GroupBy(look.Service.AccountOf))
        {
            found.AddRange(await look.In(account.Key).ListenersAsync([.. account]));
        }

        return found;
    }

    // arn:aws:elasticloadbalancing:<region>:<account>:listener/app/<load balancer>/<its id>/<listener's id>
    private static string[] Path(string arn) => arn.Split('/');
}
