using System.Text.Json;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Services;

namespace BackoutBot.Runtime.Tests.World;

/// <summary>Changes the scripted world as a provider would: at once, keyed, and not always with an answer.</summary>
public sealed class ScriptedAction(ScriptedWorld world, string name = "scripted") : IUndoable
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    public string Name => name;

    public bool IsSupporting(PlanStep step) => false;

    public IReadOnlyList<string> WritesOf(PlanStep step, ServiceDefinition service) => world.Writes is { } resource ? [resource] : [];

    public StepPace PaceOf(PlanStep step) => new(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(15));

    public Task<IReadOnlyList<CapturedState>> CaptureAsync(ActionContext context, CancellationToken cancellationToken)
    {
        world.WhileCaptured();
        return Task.FromResult<IReadOnlyList<CapturedState>>(
        [
            .. name == "scripted" ? [new CapturedState(Name, "revision", world.Runs, Nothing) { Release = world.Component }] : Array.Empty<CapturedState>(),
            .. world.Record is { } record ? [new CapturedState(Name, "record", $"record → {record}", JsonSerializer.SerializeToElement(record))] : Array.Empty<CapturedState>(),
        ]);
    }

    public async Task<PlanningOutcome> PlanAsync(ActionContext context, StepDefinition definition, RestorePoint? restorePoint, CancellationToken cancellationToken)
    {
        await world.BeforePlanned(definition.Id);
        var step = new PlanStep(
            definition.Id, Name, definition.After, $"Take back {definition.Id}{(world.Record is not null && !context.IsLeftAsItIs(Name, "record") ? " and the record" : "")}", "v2.4.0", "v2.3.1", TimeSpan.FromSeconds(10), Reversibility.Reversible, null, null, 1, Nothing)
        {
            Basis = Facts is { Count: > 0 } facts ? facts : null,
            LeftBy = world.LeftBy.TryGetValue(definition.Id, out var left) ? [left] : null,
        };
        return world.Unneeded.ContainsKey(definition.Id) ? new PlanningOutcome.NotNeeded("It is as it is to be.") { Keeps = step } : new PlanningOutcome.Planned(step);
    }

    public async Task<StepBasis> ReadBasisAsync(ActionContext context, PlanStep step, CancellationToken cancellationToken)
    {
        await world.BeforeBasisIsRead();
        return new StepBasis(step.Id, Facts);
    }

    private IReadOnlyList<BasisFact> Facts =>
    [
        .. world.Revision is { } revision ? [new BasisFact("the latest release", revision)] : Array.Empty<BasisFact>(),
        .. name != "scripted" && world.Record is { } record ? [new BasisFact("record", record) { Resource = "record" }] : Array.Empty<BasisFact>(),
    ];

    public StepRunbook Runbook(ActionContext context, PlanStep step) => new([], [new RunbookLine($"Take back {step.Id}", $"take-back {step.Id}", Changes: true)]);

    public async Task<StartOutcome> StartAsync(StepExecution execution, CancellationToken cancellationToken)
    {
        var key = execution.Key.Value;
        world.Starts.Enqueue((key, execution.MayHaveActed, TimeProvider.System.GetUtcNow()));
        await world.BeforeEffect(key);
        if (execution.MayHaveActed && world.Effects.ContainsKey(key))
        {
            return new StartOutcome.Started(key, "was under way already");
        }

        // A provider that acts on every call: only looking first saves the bot from acting twice.
        world.Effects.AddOrUpdate(key, 1, (_, times) => times + 1);
        await world.AfterEffect(key);
        return new StartOutcome.Started(key, "under way");
    }

    public Task<Observation> ObserveAsync(StepExecution execution, string handle, CancellationToken cancellationToken)
    {
        var looks = world.Looks.AddOrUpdate(handle, 1, (_, before) => before + 1);
        return Task.FromResult<Observation>(world.Failing.TryGetValue(execution.Step.Id, out var why)
            ? new Observation.Failed(why, "See why.")
            : looks < world.LooksUntilDone
            ? new Observation.Running(looks * 100 / world.LooksUntilDone, "instances come back")
            : new Observation.Succeeded("all instances run v2.3.1", []));
    }

    public async Task<StepVerification> VerifyAsync(ActionContext context, PlanStep step, CancellationToken cancellationToken)
    {
        await world.BeforeVerified(step.Id);
        return new StepVerification(step.Id, world.Amiss.GetValueOrDefault(step.Id)) { Stands = world.Stands.GetValueOrDefault(step.Id) };
    }

    public Task<PlanningOutcome> PlanUndoAsync(ActionContext context, PlanStep done, CancellationToken cancellationToken) =>
        Task.FromResult<PlanningOutcome>(new PlanningOutcome.Planned(done with { Title = $"Put back {done.Id}", Before = done.Target, Target = done.Before, Basis = null }));
}
