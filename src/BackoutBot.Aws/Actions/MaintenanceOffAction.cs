using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;

namespace BackoutBot.Aws.Actions;

/// <summary>Takes the maintenance page of this backout away; that of another stays.</summary>
internal sealed class MaintenanceOffAction(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time)
    : MaintenanceAction(AwsActionNames.MaintenanceOff, catalogue, clients, time)
{
    protected override async Task<PlanningOutcome> PlanAsync(ActionContext context, StepDefinition definition, RestorePoint? restorePoint, AwsServiceResources resources, AwsLook look)
    {
        if (resources.Maintenance is not { } page)
        {
            return new PlanningOutcome.Impossible("The plan file names no maintenance page.", "Add aws.maintenance to the plan file, or remove the step.");
        }

        // The page is not there yet where a step of the same plan is to show it.
        var willBeShown = context.Service.Steps.Any(step => step.Action == AwsActionNames.MaintenanceOn);
        if (!willBeShown && !await IsShownAsync(context, page, look))
        {
            return new PlanningOutcome.NotNeeded("No listener shows the maintenance page of this backout.");
        }

        return new PlanningOutcome.Planned(new PlanStep(
            definition.Id,
            Name,
            definition.After,
            $"Take the maintenance page away from {page.Listeners.Count} listeners",
            "Everyone gets the maintenance page (503)",
            "The application answers",
            TimeSpan.FromSeconds(10),
            Reversibility.Reversible,
            Caution: null,
            DataLossWindow: null,
            ApprovalsNeeded: 1,
            Input(page)));
    }

    protected override Task<StartOutcome> StartAsync(ActScope scope) => HideAsync(scope);

    protected override Task<StartOutcome> CompensateAsync(ActScope scope, string handle) => ShowAsync(scope);

    protected override async Task<Observation> ObserveAsync(StepExecution execution, string handle, AwsLook look)
    {
        var (shown, of) = await CountAsync(execution, look);
        return shown == 0
            ? new Observation.Succeeded($"None of the {of} listeners shows the maintenance page.", look.Evidence)
            : new Observation.Failed($"{shown} of {of} listeners still show the maintenance page.", "Retry.");
    }

    private static async Task<bool> IsShownAsync(ActionContext context, MaintenancePage page, AwsLook look)
    {
        foreach (var listener in page.Listeners)
        {
            if (PagesOf(context.Backout, await look.RulesAsync(listener)).Count > 0)
            {
                return true;
            }
        }

        return false;
    }
}
