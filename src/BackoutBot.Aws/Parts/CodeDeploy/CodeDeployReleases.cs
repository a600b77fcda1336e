using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Releases;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>Reads what a service's deployment group runs.</summary>
internal sealed class CodeDeployReleases(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : IReleaseSource
{
    /// <inheritdoc />
    /// <exception cref="AwsCallException">It could not be read.</exception>
    public async Task<IReadOnlyList<ReleaseComponent>> RunningAsync(ActionContext context, CancellationToken cancellationToken)
    {
        if (!catalogue.All.TryGetValue(context.Service.Id, out var resources) || resources.CodeDeploy is not { } target)
        {
            return [];
        }

        var look = new AwsLook(clients.Reader(resources, context.Backout), time, cancellationToken);
        var state = await look.ReleaseAsync(target, context, time.GetUtcNow());

        // What a roll-back brings is where one goes, not what one leaves.
        var running = state.InFlight is { } deployment && !deployment.IsRollback() ? deployment : state.LastSuccessful;
        return DeployedRevision.From(running?.Revision) is { } revision ? [revision.ToComponent(target)] : [];
    }
}
