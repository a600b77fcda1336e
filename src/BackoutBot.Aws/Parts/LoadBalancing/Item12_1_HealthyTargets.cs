using Amazon.ElasticLoadBalancingV2;
using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Parts.LoadBalancing;

/// <summary>12.1 Verify the previous version is functioning correctly: every target is healthy.</summary>
internal sealed class Item12_1_HealthyTargets(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsCheck("12.1", catalogue, clients, time)
{
    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        foreach (var group in resources.Of<ServiceTargetGroup>())
        {
            var targets = await look.In(group.Account).TargetHealthAsync(group.Arn);
            var healthy = targets.Count(one => one.TargetHealth?.State == TargetHealthStateEnum.Healthy);
            if (healthy == targets.Count && healthy > 0)
            {
                findings.Pass($"All {healthy} targets of {group.Id} are healthy.");
            }
            else
            {
                findings.Fail($"{healthy} of {targets.Count} targets of {group.Id} are healthy.", $"Wait for the others of {group.Id} to pass their health checks, or see why they don't.");
            }
        }
    }
}
