using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Services;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>Shows the maintenance page.</summary>
internal sealed class MaintenanceOnAction(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time)
    : MaintenanceAction(ActionName, catalogue, clients, time)
{
    /// <summary>The name by which plan files and plans refer to it.</summary>
    public const string ActionName = "maintenance-on";

    public override bool IsSupporting(PlanStep step) => true;

    protected override async Task<PlanningOutcome> PlanAsync(ActionContext context, StepDefinition definition, RestorePoint? restorePoint, AwsService resources, AwsLook look)
    {
        if (resources.Of<MaintenancePage>().FirstOrDefault() is not { } page)
        {
            return new PlanningOutcome.Impossible("The plan file names no maintenance page.", "Add aws.maintenance to the plan file, or remove the step.");
        }

        var shown = await PagesAsync(page.Listeners, look);
        if (shown.All(one => one.Pages.Of(context.Service.Id).Count > 0))
        {
            return new PlanningOutcome.NotNeeded($"All {shown.Count} listeners show the maintenance page already: {string.Join(", ", shown.SelectMany(one => one.Pages.Of(context.Service.Id)).Select(one => one.Origin).Distinct(StringComparer.Ordinal))}.");
        }

        return await ProblemAsync(context.Service.Id, page, look) is { } problem
            ? problem
            : new PlanningOutcome.Planned(new PlanStep(
                definition.Id,
                Name,
                definition.After,
                $"Show the maintenance page on {page.Listeners.Count} listeners",
                "The application answers",
                "Everyone gets the maintenance page (503)",
                TimeSpan.FromSeconds(10),
                Reversibility.Reversible,
                "No one can use the service until the page is taken away.",
                DataLossWindow: null,
                ApprovalsNeeded: 1,
                Input(page)));
    }

    protected override StepRunbook Runbook(ActionContext context, PlanStep step, AwsService resources) =>
        PageRunbook.Show(Input(step, MaintenanceJson.Default.MaintenanceInput), context.Backout, context.Service.Id, resources);

    protected override Task<StartOutcome> StartAsync(ActScope scope) => ShowAsync(scope);

    protected override Task<StartOutcome> CompensateAsync(ActScope scope, string handle) => HideAsync(scope);

    protected override async Task<Observation> ObserveAsync(StepExecution execution, string handle, AwsLook look)
    {
        var listeners = Input(execution, MaintenanceJson.Default.MaintenanceInput).Listeners;
        var shown = (await PagesAsync(listeners, look)).Count(one => one.Pages.Of(execution.Service.Id).Count > 0);
        return shown == listeners.Count
            ? new Observation.Succeeded($"All {listeners.Count} listeners show the maintenance page.", look.Evidence)
            : new Observation.Failed($"{shown} of {listeners.Count} listeners show the maintenance page: somebody removed a rule.", "Retry, or skip the step.");
    }
}
