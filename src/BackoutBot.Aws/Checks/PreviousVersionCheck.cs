using Amazon.CodeDeploy;
using Amazon.ElasticLoadBalancingV2;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Checks;

/// <summary>12.1 Verify the previous version is functioning correctly: what runs was observed to be the restore point's release, and every target is healthy.</summary>
internal sealed class PreviousVersionCheck(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsCheck("12.1", catalogue, clients, time)
{
    protected override async Task JudgeAsync(CheckContext context, AwsServiceResources resources, AwsLook look, Findings findings)
    {
        if (resources.CodeDeploy is null && resources.TargetGroups.Count == 0)
        {
            NothingNamed(findings, "deployment group or target groups");
        }

        if (resources.CodeDeploy is { } target)
        {
            await JudgeVersionAsync(context, target, look, findings);
        }

        if (resources.Maintenance is { } page)
        {
            await JudgePagesAsync(page, look, findings);
        }

        foreach (var group in resources.TargetGroups)
        {
            var targets = await look.TargetHealthAsync(group);
            var healthy = targets.Count(one => one.TargetHealth?.State == TargetHealthStateEnum.Healthy);
            var name = group.Split('/') is [_, var shortName, ..] ? shortName : group;
            if (healthy == targets.Count && healthy > 0)
            {
                findings.Pass($"All {healthy} targets of {name} are healthy.");
            }
            else
            {
                findings.Fail($"{healthy} of {targets.Count} targets of {name} are healthy.", $"Wait for the others of {name} to pass their health checks, or see why they don't.");
            }
        }
    }

    // Targets that are well are of no use to anybody while the load balancer answers in their place.
    private static async Task JudgePagesAsync(MaintenancePage page, AwsLook look, Findings findings)
    {
        foreach (var listener in page.Listeners)
        {
            if ((await look.RulesAsync(listener)).Pages() is [var shown, ..])
            {
                findings.Fail(
                    $"The listener {listener} answers every request with a maintenance page, {shown.Origin}.",
                    shown.Backout is null
                        ? $"Have its owner remove the rule {shown.Rule.RuleArn}."
                        : $"Remove the rule {shown.Rule.RuleArn}, or have it planned again: maintenance-off takes it away.");
            }
        }
    }

    private static async Task JudgeVersionAsync(CheckContext context, CodeDeployTarget target, AwsLook look, Findings findings)
    {
        var wanted = CapturedRelease.Of(context.RestorePoint, target)?.Revision;
        var group = await look.DeploymentGroupAsync(target);
        if (group.LastAttemptedDeployment?.DeploymentId is not { } lastId)
        {
            findings.Fail($"Nothing was ever deployed to {target.DeploymentGroup}.", "Check the deployment group's name in the plan file.");
            return;
        }

        var last = await look.DeploymentAsync(lastId);
        if (last.IsInFlight())
        {
            findings.Fail($"Deployment {lastId} is still {last.Status.Value}.", "Wait for it to end.");
            return;
        }

        if (last.Status != DeploymentStatus.Succeeded)
        {
            findings.Fail($"The last deployment {lastId} of {target.DeploymentGroup} is {last.Status.Value}: its instances may run different versions.", "Redeploy the last good version.");
            return;
        }

        var runs = DeployedRevision.From(last.Revision);
        if (wanted is null)
        {
            findings.Unknown($"{target.DeploymentGroup} runs {runs?.Version ?? "a revision that can't be named"}; there is no restore point to hold it against.", "Vouch that this is the version to go back to.");
            return;
        }

        if (wanted.IsSameAs(runs))
        {
            findings.Pass($"{target.DeploymentGroup} runs {wanted.Version}, by deployment {lastId}.");
        }
        else
        {
            findings.Fail($"{target.DeploymentGroup} runs {runs?.Version ?? "a revision that can't be named"} and should run {wanted.Version}.", $"Redeploy {wanted.Version}.");
        }
    }
}
