using BackoutBot.Core.Actions;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Runtime.Tests.World;

/// <summary>Looks for the bundles of the scripted world's releases.</summary>
public sealed class ScriptedBundles(ScriptedWorld world) : IUsabilitySource
{
    public Task<IReadOnlyList<StateUsability>> AskAsync(ActionContext context, RestorePoint point, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StateUsability>>([.. point.Release.Components.Select(component =>
        {
            world.AskedFor.Enqueue(component.Version);
            return new StateUsability(component.Resource, world.Bundle(component.Version));
        })]);
}
