using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Services;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>
/// Takes the service's maintenance page away, be it of this backout or left by an earlier one. A page of anybody else stays, and keeps the
/// step from being called done.
/// </summary>
internal sealed class MaintenanceOffAction(IAwsResourceCatalogue catalogue, AwsClients clients, IInstallation installation, TimeProvider time)
    : MaintenanceAction(ActionName, catalogue, clients, installation, time)
{
    /// <summary>The name by which plan files and plans refer to it.</summary>
    public const string ActionName = "maintenance-off";

    /// <inheritdoc />
    /// <remarks>A page that stood already when it was planned is something to take back; the one that the plan itself shows is not.</remarks>
    public override bool IsSupporting(PlanStep step) =>
        !step.Input.TryReadAs(MaintenanceJson.Default.MaintenanceInput, out var input) || (input.LeftBehind is null && input.TakenOver is null);

    protected override async Task<PlanningOutcome> PlanAsync(ActionContext context, StepDefinition definition, RestorePoint? restorePoint, AwsService resources, AwsLook look)
    {
        if (resources.For<MaintenancePage>(definition).FirstOrDefault() is not { } page)
        {
            return new PlanningOutcome.Impossible("The plan file names no maintenance page.", "Add aws.maintenance to the plan file, or remove the step.");
        }

        // The page is not there yet where a step of the same plan is to show it.
        var willBeShown = context.Service.Steps.Any(step => step.Action == MaintenanceOnAction.ActionName && step.WorksOn(page.Id));
        var owner = await OwnerAsync(context.Service.Id, look.CancellationToken);
        var pages = await PagesAsync(page.Listeners, look);
        var shown = pages.SelectMany(one => one.Pages.Of(owner)).ToArray();
        var foreign = pages.SelectMany(one => one.Pages.NotOf(owner).Select(rule => (one.Listener, Page: rule))).ToArray();
        string[] takenOver = [.. foreign.Select(one => one.Page.Rule.RuleArn).Where(context.Included.Contains)];
        PlanningOutcome.Impossible[] left =
        [
            .. foreign.Where(one => !takenOver.Contains(one.Page.Rule.RuleArn)).Select(one => new PlanningOutcome.Impossible(
                $"{StillAnswers(one.Listener, one.Page)}: that is not this service's to remove.",
                $"Have its owner remove that rule. Or have it removed by this backout: include {one.Page.Rule.RuleArn}")
            {
                Resource = one.Page.Rule.RuleArn,
            }),
        ];
        if (!willBeShown && shown.Length == 0 && takenOver.Length == 0)
        {
            return left is [var first, ..] ? first : new PlanningOutcome.NotNeeded("No listener shows the maintenance page of this service.");
        }

        string[] leftBehind = [.. shown.Select(one => one.Backout!.Value.Value).Distinct(StringComparer.Ordinal)];
        string[] others = [.. leftBehind.Where(backout => backout != SessionText.Tag(context.Backout.Value))];
        string[] origins = [.. foreign.Where(one => takenOver.Contains(one.Page.Rule.RuleArn)).Select(one => one.Page.Origin).Distinct(StringComparer.Ordinal)];
        return new PlanningOutcome.Planned(new PlanStep(
            definition.Id,
            Name,
            definition.After,
            $"Take the maintenance page {Named(page, resources)}{(others.Length > 0 ? $"that {string.Join(", ", others)} left " : "")}away from {OnListeners(page)}{(takenOver.Length > 0 ? $", and take over {takenOver.Length} of others" : "")}",
            Shown(page, resources),
            "The application answers",
            TimeSpan.FromSeconds(10),
            takenOver.Length > 0 ? Reversibility.OneWay : Reversibility.Reversible,
            takenOver.Length > 0 ? $"It removes for good what others put up: {string.Join("; ", takenOver)}, {string.Join("; ", origins)}." : null,
            DataLossWindow: null,
            ApprovalsNeeded: 1,
            Input(page, leftBehind.Length > 0 ? leftBehind : null, takenOver.Length > 0 ? takenOver : null)))
        {
            Without = left,
        };
    }

    private static string StillAnswers(string listener, PageRule page) =>
        $"The listener {listener} answers every request with {page.Rule.Actions[^1].FixedResponseConfig?.StatusCode} by the rule {page.Rule.RuleArn}, {page.Origin}";

    protected override async Task<string?> AmissAsync(ActionContext context, PlanStep step, AwsLook look)
    {
        var shown = (await PagesAsync(Input(step, MaintenanceJson.Default.MaintenanceInput).Listeners, look)).Where(one => one.Pages.Count > 0).ToArray();
        return shown.Length > 0
            ? string.Join(' ', shown.Select(one => $"The listener {one.Listener} shows a maintenance page, {one.Pages[0].Origin}."))
            : null;
    }

    protected override IEnumerable<string> Writes(PlanStep step, AwsService resources) => Input(step, MaintenanceJson.Default.MaintenanceInput).Listeners.Select(listener => $"listener {listener}");

    protected override StepRunbook Runbook(ActionContext context, PlanStep step, AwsService resources) =>
        PageRunbook.Hide(Input(step, MaintenanceJson.Default.MaintenanceInput), context.Service.Id, resources);

    protected override Task<StartOutcome> StartAsync(ActScope scope) => HideAsync(scope);

    protected override async Task<Observation> ObserveAsync(StepExecution execution, string handle, AwsLook look)
    {
        var owner = await OwnerAsync(execution.Service.Id, look.CancellationToken);
        var listeners = await PagesAsync(Input(execution, MaintenanceJson.Default.MaintenanceInput).Listeners, look);
        if (listeners.Count(one => one.Pages.Of(owner).Count > 0) is > 0 and var ours)
        {
            return Handle(handle).MayLag(Now)
                ? new Observation.Running(50, $"{ours} of {listeners.Count} listeners still list the maintenance page; a list may lag behind for a few seconds.")
                : new Observation.Failed($"{ours} of {listeners.Count} listeners still show the maintenance page.", "Retry.");
        }

        return listeners.FirstOrDefault(one => one.Pages.Count > 0) is { Pages: [var foreign, ..] } other
            ? new Observation.Failed(
                $"{StillAnswers(other.Listener, foreign)}.",
                "It is not this service's to remove: have its owner remove that rule, then retry. Or plan again, which offers to take it over.")
            : new Observation.Succeeded(string.Join(' ', [$"None of the {listeners.Count} listeners shows a maintenance page.", .. Handle(handle).Displaced ?? []]), look.Evidence);
    }
}
