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

/// <summary>
/// Takes the service's maintenance page away, be it of this backout or left by an earlier one. A page of anybody else stays, and keeps the
/// step from being called done.
/// </summary>
internal sealed class MaintenanceOffAction(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time)
    : MaintenanceAction(ActionName, catalogue, clients, time)
{
    /// <summary>The name by which plan files and plans refer to it.</summary>
    public const string ActionName = "maintenance-off";

    /// <inheritdoc />
    /// <remarks>A page that stood already when it was planned is something to take back; the one that the plan itself shows is not.</remarks>
    public override bool IsSupporting(PlanStep step) =>
        !step.Input.TryReadAs(MaintenanceJson.Default.MaintenanceInput, out var input) || input.LeftBehind is null;

    protected override async Task<PlanningOutcome> PlanAsync(ActionContext context, StepDefinition definition, RestorePoint? restorePoint, AwsService resources, AwsLook look)
    {
        if (resources.Of<MaintenancePage>().FirstOrDefault() is not { } page)
        {
            return new PlanningOutcome.Impossible("The plan file names no maintenance page.", "Add aws.maintenance to the plan file, or remove the step.");
        }

        // The page is not there yet where a step of the same plan is to show it.
        var willBeShown = context.Service.Steps.Any(step => step.Action == MaintenanceOnAction.ActionName);
        var shown = (await PagesAsync(page.Listeners, look)).SelectMany(one => one.Pages.Of(context.Service.Id)).ToArray();
        if (!willBeShown && shown.Length == 0)
        {
            return new PlanningOutcome.NotNeeded("No listener shows the maintenance page of this service.");
        }

        string[] leftBehind = [.. shown.Select(one => one.Backout!.Value.Value).Distinct(StringComparer.Ordinal)];
        string[] others = [.. leftBehind.Where(backout => backout != SessionText.Tag(context.Backout.Value))];
        return new PlanningOutcome.Planned(new PlanStep(
            definition.Id,
            Name,
            definition.After,
            $"Take the maintenance page{(others.Length > 0 ? $" that {string.Join(", ", others)} left" : "")} away from {page.Listeners.Count} listeners",
            "Everyone gets the maintenance page (503)",
            "The application answers",
            TimeSpan.FromSeconds(10),
            Reversibility.Reversible,
            Caution: null,
            DataLossWindow: null,
            ApprovalsNeeded: 1,
            Input(page, leftBehind.Length > 0 ? leftBehind : null)));
    }

    protected override async Task<string?> AmissAsync(ActionContext context, PlanStep step, AwsLook look)
    {
        var shown = (await PagesAsync(Input(step, MaintenanceJson.Default.MaintenanceInput).Listeners, look)).Where(one => one.Pages.Count > 0).ToArray();
        return shown.Length > 0
            ? string.Join(' ', shown.Select(one => $"The listener {one.Listener} shows a maintenance page, {one.Pages[0].Origin}."))
            : null;
    }

    protected override StepRunbook Runbook(ActionContext context, PlanStep step, AwsService resources) =>
        PageRunbook.Hide(Input(step, MaintenanceJson.Default.MaintenanceInput), context.Service.Id, resources);

    protected override Task<StartOutcome> StartAsync(ActScope scope) => HideAsync(scope);

    protected override Task<StartOutcome> CompensateAsync(ActScope scope, string handle) => ShowAsync(scope);

    protected override async Task<Observation> ObserveAsync(StepExecution execution, string handle, AwsLook look)
    {
        var listeners = await PagesAsync(Input(execution, MaintenanceJson.Default.MaintenanceInput).Listeners, look);
        if (listeners.Count(one => one.Pages.Of(execution.Service.Id).Count > 0) is > 0 and var ours)
        {
            return new Observation.Failed($"{ours} of {listeners.Count} listeners still show the maintenance page.", "Retry.");
        }

        return listeners.FirstOrDefault(one => one.Pages.Count > 0) is { Pages: [var foreign, ..] } other
            ? new Observation.Failed(
                $"The listener {other.Listener} still answers every request with {foreign.Rule.Actions[^1].FixedResponseConfig?.StatusCode}: by the rule {foreign.Rule.RuleArn}, {foreign.Origin}.",
                "It is not this service's to remove: have its owner remove that rule, then retry.")
            : new Observation.Succeeded($"None of the {listeners.Count} listeners shows a maintenance page.", look.Evidence);
    }
}
