using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Releases;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>Reads what a service's deployment groups run.</summary>
internal sealed class CodeDeployReleases(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : IReleaseSource
{
    /// <inheritdoc />
    /// <exception cref="AwsCallException">It could not be read.</exception>
    public async Task<IReadOnlyList<ReleaseComponent>> RunningAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (!catalogue.All.TryGetValue(context.Service.Id, out var resources))
        {
            return [];
        }

        var look = new AwsLook(clients, resources, context.Backout, time, cancellationToken);
        var components = new List<ReleaseComponent>();
        foreach (var target in resources.Of<CodeDeployTarget>())
        {
            var state = await look.ReleaseAsync(target, context, time.GetUtcNow());

            // What a roll-back brings is where one goes, not what one leaves.
            var running = state.InFlight is { } deployment && !deployment.IsRollback() ? deployment : state.LastSuccessful;
            if (DeployedRevision.From(running?.Revision) is { } revision)
            {
                components.Add(revision.ToComponent(target.Application, target.DeploymentGroup));
            }
        }

        return components;
    }

    /// <inheritdoc />
    /// <exception cref="AwsCallException">It could not be read.</exception>
    public async Task<DateTimeOffset?> ReleasedAtAsync(CheckContext context, CancellationToken cancellationToken)
    {
        if (context.RestorePoint is not { } restorePoint || !catalogue.All.TryGetValue(context.Service.Id, out var resources))
        {
            return null;
        }

        var look = new AwsLook(clients, resources, context.Backout, time, cancellationToken);
        foreach (var target in resources.Of<CodeDeployTarget>())
        {
            if (CapturedRelease.Of(restorePoint, target)?.TroubleSince is { } known)
            {
                return known;
            }

            var releases = await look.DeploymentsAsync(target, restorePoint.TakenAt);
            if (releases.LastOrDefault(release => !release.IsRollback())?.CreateTime.ToInstant() is { } began)
            {
                return began;
            }
        }

        return null;
    }
}
