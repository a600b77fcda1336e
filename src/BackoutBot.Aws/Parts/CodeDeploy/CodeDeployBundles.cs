using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>Asks whether the bundles that a point's releases are deployed from are there.</summary>
internal sealed class CodeDeployBundles(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : IUsabilitySource
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<StateUsability>> AskAsync(ActionContext context, RestorePoint point, CancellationToken cancellationToken)
    {
        if (!catalogue.All.TryGetValue(context.Service.Id, out var resources))
        {
            return [];
        }

        var look = new AwsLook(clients, resources, context.Backout, time, cancellationToken);
        var captured = resources.Of<CodeDeployTarget>().Select(target => (Target: target, Release: CapturedRelease.Of(point, target))).Where(one => one.Release is not null);
        return await Task.WhenAll(captured.Select(async one => new StateUsability(
            $"{one.Target.Application}/{one.Target.DeploymentGroup}",
            await look.BundleAsync(one.Target, one.Release!.Revision, one.Release.DeployedAt))));
    }
}
