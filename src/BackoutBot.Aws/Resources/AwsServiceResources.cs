using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.Databases;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Resources;

/// <summary>What one service has on AWS, as the <c>aws</c> part of its plan file says.</summary>
/// <param name="Account">The 12-digit account id.</param>
/// <param name="Region">The region, such as <c>eu-west-1</c>.</param>
/// <param name="Roles">The roles to assume.</param>
/// <param name="Topics">The SNS topic ARNs whose messages may speak of this service: part of the intake's allow-list.</param>
/// <param name="CodeDeploy">The deployment group; null where the service has none.</param>
/// <param name="TargetGroups">ARNs of the load balancer target groups.</param>
/// <param name="Alarms">Names of the CloudWatch alarms, metric and composite.</param>
/// <param name="Records">The Route 53 record sets.</param>
/// <param name="Databases">The RDS instances.</param>
/// <param name="Maintenance">Where and what the maintenance page is; null where the service has none.</param>
public sealed record AwsServiceResources(
    string Account,
    string Region,
    AwsRoles Roles,
    IReadOnlyList<string> Topics,
    CodeDeployTarget? CodeDeploy,
    IReadOnlyList<string> TargetGroups,
    IReadOnlyList<string> Alarms,
    IReadOnlyList<DnsRecord> Records,
    IReadOnlyList<RdsInstance> Databases,
    MaintenancePage? Maintenance)
{
    /// <summary>The keys of the resources whose signals belong to the service.</summary>
    public IEnumerable<ResourceKey> SignalKeys()
    {
        foreach (string alarm in Alarms)
        {
            yield return AwsResourceKeys.Alarm(Account, Region, alarm);
        }

        if (CodeDeploy is { } group)
        {
            yield return AwsResourceKeys.DeploymentGroup(Account, Region, group.Application, group.DeploymentGroup);
        }
    }
}
