using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>2.2 Verify deployment of previous version is easily accessible: what would be gone back to can be deployed.</summary>
internal sealed class Item02_2_ReleaseBundle(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsCheck("2.2", catalogue, clients, time)
{
    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        foreach (var target in resources.Of<CodeDeployTarget>())
        {
            // Where nothing is captured, CodeDeploy's own history is what one would go back by.
            var state = await look.ReleaseAsync(target, new ActionContext(context.Backout, context.Service, SuspectSince: null), Now);
            if (state.OtherPlatform is { } platform)
            {
                findings.Fail($"{target.DeploymentGroup} deploys to {platform}: this version of the bot goes back on EC2 and on-premises servers only.", "Remove aws.codeDeploy and its steps from the plan file, and be prepared to go back by hand.");
                continue;
            }

            var release = CapturedRelease.Of(context.RestorePoint, target) ?? state.LastGood;
            if (release is null)
            {
                findings.Unknown($"No release of {target.Application} in {target.DeploymentGroup} is known to go back to.", "Deploy a version that works.");
                continue;
            }

            var version = release.Revision.Version;
            string NotKnown(string reason) => $"Whether {version} can be deployed to {target.DeploymentGroup} again is not known: {reason}.";
            switch (await look.BundleAsync(target, release.Revision, release.DeployedAt))
            {
                case Usability.Usable usable:
                    findings.Pass($"{version} can be deployed to {target.DeploymentGroup} again: {usable.Seen}.");
                    break;
                case Usability.Unusable unusable:
                    findings.Fail($"{version} can't be deployed to {target.DeploymentGroup} again: {unusable.Reason}.", unusable.Fix);
                    break;
                case Usability.NotKnown { IsForAPerson: true } untold:
                    findings.Unseeable(NotKnown(untold.Reason), untold.Fix);
                    break;
                case Usability.NotKnown unknown:
                    findings.Unknown(NotKnown(unknown.Reason), unknown.Fix);
                    break;
                case Usability.NotAsked unasked:
                    findings.Unseeable(NotKnown(unasked.Reason), "Look for the commit on GitHub, then vouch for it.");
                    break;
                default:
                    throw new InvalidOperationException("No finding for what was seen of the bundle.");
            }
        }
    }
}
