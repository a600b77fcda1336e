using BackoutBot.Core.Actions;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Services;
using BackoutBot.PlanFiles;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Walk.Tests.Planting;

/// <summary>Faults of the bot's own, planted to see that the walk finds them.</summary>
internal static class PlantedFaults
{
    private const string Closing = "maintenance-off";

    /// <summary>The step that takes the page away is in no plan any more.</summary>
    public static void RemoveTheClosingStep(IServiceCollection services) =>
        services.AddSingleton<IServiceCatalogue>(provider => new WithoutClosing(provider.GetRequiredService<PlanCatalogue>()));

    /// <summary>The step that takes the page away does nothing, and what looks at it agrees with whatever was done.</summary>
    public static void AgreeWithAnything(IServiceCollection services)
    {
        foreach (var action in services.Where(service => service.ServiceType == typeof(IRollbackAction)).ToArray())
        {
            services.Remove(action);
            services.AddSingleton<IRollbackAction>(provider =>
            {
                var real = (IRollbackAction)ActivatorUtilities.CreateInstance(provider, action.ImplementationType!);
                return real.Name == Closing ? new Agreeing(real) : real;
            });
        }
    }

    private sealed class WithoutClosing(IServiceCatalogue real) : IServiceCatalogue
    {
        public IReadOnlyList<ServiceDefinition> All { get; } = [.. real.All.Select(service => service with { Steps = [.. service.Steps.Where(step => step.Action != Closing)] })];

        public ServiceDefinition? Find(ServiceId id) => All.FirstOrDefault(service => service.Id == id);
    }

    private sealed class Agreeing(IRollbackAction real) : IRollbackAction
    {
        public string Name => real.Name;

        public bool IsSupporting(PlanStep step) => real.IsSupporting(step);

        public IReadOnlyList<string> WritesOf(PlanStep step, ServiceDefinition service) => real.WritesOf(step, service);

        public StepPace PaceOf(PlanStep step) => real.PaceOf(step);

        public Task<IReadOnlyList<CapturedState>> CaptureAsync(ActionContext context, CancellationToken cancellationToken) => real.CaptureAsync(context, cancellationToken);

        public Task<PlanningOutcome> PlanAsync(ActionContext context, StepDefinition definition, RestorePoint? restorePoint, CancellationToken cancellationToken) =>
            real.PlanAsync(context, definition, restorePoint, cancellationToken);

        public Task<StepBasis> ReadBasisAsync(ActionContext context, PlanStep step, CancellationToken cancellationToken) => real.ReadBasisAsync(context, step, cancellationToken);

        public Task<StepVerification> VerifyAsync(ActionContext context, PlanStep step, CancellationToken cancellationToken) => real.VerifyAsync(context, step, cancellationToken);

        public StepRunbook Runbook(ActionContext context, PlanStep step) => real.Runbook(context, step);

        public Task<StartOutcome> StartAsync(StepExecution execution, CancellationToken cancellationToken) =>
            Task.FromResult<StartOutcome>(new StartOutcome.Started("nothing", "Took the maintenance page away."));

        public Task<Observation> ObserveAsync(StepExecution execution, string handle, CancellationToken cancellationToken) =>
            Task.FromResult<Observation>(new Observation.Succeeded("No listener shows a maintenance page.", []));
    }
}
