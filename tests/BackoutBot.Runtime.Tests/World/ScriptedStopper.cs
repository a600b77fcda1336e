using System.Text.Json;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Runbooks;

namespace BackoutBot.Runtime.Tests.World;

/// <summary>Finds the scripted world's deployment in flight.</summary>
public sealed class ScriptedStopper(ScriptedWorld world) : IDeploymentStopper
{
    public Task<StopReading> ReadAsync(ActionContext context, CancellationToken cancellationToken) => Task.FromResult(world.InFlight is { } deployment
        ? new StopReading(DateTimeOffset.UnixEpoch, [Step(deployment)], [], [])
        : new StopReading(DateTimeOffset.UnixEpoch, [], ["No deployment is in flight."], []));

    private static PlanStep Step(string deployment) =>
        new(new StepId("stop-now"), "scripted", [], $"Stop {deployment} now", "going out", "What has it keeps it", TimeSpan.FromSeconds(10), Reversibility.Compensable, null, null, 1, JsonDocument.Parse("{}").RootElement)
        {
            Runbook = new StepRunbook([], [new RunbookLine("Stop it", $"stop-it {deployment}", Changes: true)]),
        };
}
