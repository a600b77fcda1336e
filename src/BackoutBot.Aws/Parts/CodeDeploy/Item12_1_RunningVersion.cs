using Amazon.CodeDeploy;
using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>12.1 Verify the previous version is functioning correctly: what runs was observed to be the restore point's release.</summary>
internal sealed class Item12_1_RunningVersion(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsCheck("12.1", catalogue, clients, time)
{
    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        foreach (var target in resources.Of<CodeDeployTarget>())
        {
            await JudgeVersionAsync(context, target, look.In(target.Account), findings);
        }
    }

    private static async Task JudgeVersionAsync(CheckContext context, CodeDeployTarget target, AwsLook look, Findings findings)
    {
        var wanted = CapturedRelease.Of(context.RestorePoint, target)?.Revision;
        var group = await look.DeploymentGroupAsync(target);
        if (group.LastAttemptedDeployment?.DeploymentId is not { } lastId)
        {
            findings.OtherRelease($"Nothing was ever deployed to {target.DeploymentGroup}.", "Deploy to it, or correct the deployment group's name in the plan file.");
            return;
        }

        var last = await look.DeploymentAsync(lastId);
        if (DeploymentOutcomes.ReachedNone(last) && group.LastSuccessfulDeployment?.DeploymentId is { Length: > 0 } before)
        {
            last = (await look.LastEffectiveAsync(target, last, await look.DeploymentAsync(before)))!;
            lastId = last.DeploymentId;
        }

        if (last.IsInFlight())
        {
            findings.OtherRelease($"Deployment {lastId} is still {last.Status.Value}.", "Wait for it to end.");
            return;
        }

        if (last.Status != DeploymentStatus.Succeeded)
        {
            findings.OtherRelease($"The last deployment {lastId} of {target.DeploymentGroup} is {last.Status.Value}: its instances may run different versions.", "Redeploy the last good version.");
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
            findings.OtherRelease($"{target.DeploymentGroup} runs {runs?.Version ?? "a revision that can't be named"} and should run {wanted.Version}.", $"Redeploy {wanted.Version}.");
        }
    }
}
