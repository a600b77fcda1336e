using Amazon.CodeDeploy.Model;
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
        var groups = new List<(CodeDeployTarget Target, ReleaseState State)>();
        foreach (var target in resources.Of<CodeDeployTarget>())
        {
            groups.Add((target, await look.ReleaseAsync(target, context, time.GetUtcNow())));
        }

        // What reached no instance is left by nobody. Where nothing did, it is all that there is to go back from.
        var isInVain = groups.TrueForAll(group => group.State.EndedInVain is not null || group.State.LastAttempted is null);
        var components = new List<ReleaseComponent>();
        foreach (var (target, state) in groups)
        {
            var revision = isInVain || state.EndedInVain is null ? await LeavingAsync(look.In(target.Account), state.LastAttempted) : await LeavingAsync(look.In(target.Account), state.LastEffective);
            if (revision is not null)
            {
                components.Add(revision.ToComponent(target.Application, target.DeploymentGroup));
            }
        }

        return components;
    }

    /// <inheritdoc />
    /// <exception cref="AwsCallException">It could not be read.</exception>
    public async Task<bool> IsDeployingAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (!catalogue.All.TryGetValue(context.Service.Id, out var resources))
        {
            return false;
        }

        var look = new AwsLook(clients, resources, context.Backout, time, cancellationToken);
        var inFlight = await Task.WhenAll(resources.Of<CodeDeployTarget>().Select(target => look.In(target.Account).DeploymentInFlightAsync(target)));
        return inFlight.Any(deployment => deployment is not null && !deployment.IsScaleOut());
    }

    /// <inheritdoc />
    /// <exception cref="AwsCallException">It could not be read.</exception>
    public async Task<bool> IsSettledAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (!catalogue.All.TryGetValue(context.Service.Id, out var resources))
        {
            return true;
        }

        var look = new AwsLook(clients, resources, context.Backout, time, cancellationToken);
        foreach (var target in resources.Of<CodeDeployTarget>())
        {
            var group = await look.DeploymentGroupAsync(target);
            if (group.LastAttemptedDeployment?.DeploymentId != group.LastSuccessfulDeployment?.DeploymentId || await look.In(target.Account).DeploymentInFlightAsync(target) is not null)
            {
                return false;
            }
        }

        return true;
    }

    // What was deployed last is what one leaves, however it ended; of a roll-back it is what that takes back, not what it brings.
    private static async Task<DeployedRevision?> LeavingAsync(AwsLook look, DeploymentInfo? last)
    {
        if (last?.RollbackInfo?.RollbackTriggeringDeploymentId is { Length: > 0 } triggering)
        {
            last = await look.DeploymentAsync(triggering);
        }

        return DeployedRevision.From(last?.Revision);
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
