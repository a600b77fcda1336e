using BackoutBot.Aws.Access;
using BackoutBot.Aws.Plan;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.PlanFiles;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Parts.LoadBalancing;

/// <summary>Elastic Load Balancing: target groups and the health of their targets.</summary>
internal sealed class LoadBalancingPart : IAwsPart
{
    /// <inheritdoc />
    public string Key => "targetGroups";

    /// <inheritdoc />
    public IReadOnlyList<PlanAction> Actions { get; } =
        [];

    /// <inheritdoc />
    public AwsAccess Access => LoadBalancerAccess.Needed;

    /// <inheritdoc />
    public IEnumerable<AwsResource> Read(AwsPartReader reader)
    {
        foreach (var arn in reader.Arns(reader.Section, Key, TargetGroupRules.Arn, "ARNs of the load balancer target groups."))
        {
            reader.Claim(reader.AccountOf(arn), $"target group {arn.Value}", arn);
            yield return new ServiceTargetGroup(arn.Value) { Id = arn.Value.Split('/')[1], Account = reader.AccountOf(arn) };
        }
    }

    /// <inheritdoc />
    public IEnumerable<ResourceKey> SignalKeys(AwsResource resource) =>
        [];

    /// <inheritdoc />
    public void Register(IServiceCollection services) => services
        .AddSingleton<ICheck, Item03_1_HealthChecks>()
        .AddSingleton<ICheck, Item12_1_HealthyTargets>();
}
