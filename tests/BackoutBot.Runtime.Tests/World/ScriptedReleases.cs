using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Releases;

namespace BackoutBot.Runtime.Tests.World;

/// <summary>Reads the version that runs in the scripted world.</summary>
public sealed class ScriptedReleases(ScriptedWorld world) : IReleaseSource
{
    public async Task<IReadOnlyList<ReleaseComponent>> RunningAsync(ActionContext context, CancellationToken cancellationToken)
    {
        await world.BeforeReleaseIsRead();
        return [ScriptedWorld.ComponentOf(world.TakenBack ?? world.Runs)];
    }

    public Task<bool> IsDeployingAsync(ActionContext context, CancellationToken cancellationToken) => Task.FromResult(world.InFlight is not null);

    public Task<bool> IsSettledAsync(ActionContext context, CancellationToken cancellationToken) => Task.FromResult(world.ReadSettled?.Invoke() ?? world.IsSettled);

    public Task<DateTimeOffset?> ReleasedAtAsync(CheckContext context, CancellationToken cancellationToken) => Task.FromResult(world.ReleasedAt);
}
