using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Services;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>Shows the maintenance page.</summary>
internal sealed class MaintenanceOnAction(IAwsResourceCatalogue catalogue, AwsClients clients, IInstallation installation, TimeProvider time)
    : MaintenanceAction(ActionName, catalogue, clients, installation, time)
{
    /// <summary>The name by which plan files and plans refer to it.</summary>
    public const string ActionName = "maintenance-on";

    public override bool IsSupporting(PlanStep step) => true;

    protected override async Task<PlanningOutcome> PlanAsync(ActionContext context, StepDefinition definition, RestorePoint? restorePoint, AwsService resources, AwsLook look)
    {
        if (resources.For<MaintenancePage>(definition).FirstOrDefault() is not { } page)
        {
            return new PlanningOutcome.Impossible("The plan file names no maintenance page.", "Add aws.maintenance to the plan file, or remove the step.");
        }

        var owner = await OwnerAsync(context.Service.Id, look.CancellationToken);
        var shown = await PagesAsync(page.Listeners, look);
        if (shown.All(one => one.Pages.Of(owner).Any(page => page.IsInFront)))
        {
            return new PlanningOutcome.NotNeeded($"All {shown.Count} listeners show the maintenance page already: {string.Join(", ", shown.SelectMany(one => one.Pages.Of(owner)).Select(one => one.Origin).Distinct(StringComparer.Ordinal))}.");
        }

        // What would have to make room for a page is written down when it is made.
        if (shown.FirstOrDefault(one => one.Pages.Of(owner) is [{ Before: 0, IsInFront: false }, ..]) is { Pages: { } behind } hidden)
        {
            return new PlanningOutcome.Impossible(
                $"The listener {hidden.Listener} has the maintenance page, {behind.Of(owner)[0].Origin}, behind rules that somebody put before it, so that not everyone gets it.",
                $"Have those rules put behind the rule {behind.Of(owner)[0].Rule.RuleArn}, or remove that rule; then have it planned again.");
        }

        return await ProblemAsync(page, look) is { } problem
            ? problem
            : new PlanningOutcome.Planned(new PlanStep(
                definition.Id,
                Name,
                definition.After,
                $"Show the maintenance page {Named(page, resources)}on {OnListeners(page)}",
                "The application answers",
                Shown(page, resources),
                TimeSpan.FromSeconds(10),
                Reversibility.Reversible,
                "No one can use the service until the page is taken away.",
                DataLossWindow: null,
                ApprovalsNeeded: 1,
                Input(page))
            {
                Basis = [.. await OthersRulesAsync(owner, page.Listeners, look)],
            });
    }

    protected override async Task<IReadOnlyList<BasisFact>> ReadBasisAsync(ActionContext context, PlanStep step, AwsLook look) =>
        await OthersRulesAsync(await OwnerAsync(context.Service.Id, look.CancellationToken), Input(step, MaintenanceJson.Default.MaintenanceInput).Listeners, look);

    /// <summary>Which rules, other than this service's page, each listener goes through: the page has to go before all of them. What they lead to moves by itself.</summary>
    private static async Task<IReadOnlyList<BasisFact>> OthersRulesAsync(PageOwner owner, IReadOnlyList<string> listeners, AwsLook look)
    {
        var facts = new List<BasisFact>();
        foreach (var listener in listeners)
        {
            var rules = await look.At(listener).RulesAsync(listener);
            var ours = rules.Pages().Of(owner);
            var others = rules.Select(one => one.Rule).Where(rule => rule.IsDefault != true && ours.All(page => page.Rule.RuleArn != rule.RuleArn)).Select(rule => PageOrder.Without(rule, ours is [var page, ..] ? page : null)).Order();
            facts.Add(new BasisFact($"the rules of listener {listener}", string.Join(", ", others) is { Length: > 0 } priorities ? $"those of priority {priorities}, and the default" : "the default alone"));
        }

        return facts;
    }

    protected override async Task<string?> AmissAsync(ActionContext context, PlanStep step, AwsLook look)
    {
        var owner = await OwnerAsync(context.Service.Id, look.CancellationToken);
        var without = (await PagesAsync(Input(step, MaintenanceJson.Default.MaintenanceInput).Listeners, look)).Where(one => !one.Pages.Of(owner).Any(page => page.IsInFront)).Select(one => one.Listener).ToArray();
        return without.Length > 0 ? $"The maintenance page is not shown on {string.Join(", ", without)}." : null;
    }

    protected override IEnumerable<string> Writes(PlanStep step, AwsService resources) => Input(step, MaintenanceJson.Default.MaintenanceInput).Listeners.Select(listener => $"listener {listener}");

    protected override StepRunbook Runbook(ActionContext context, PlanStep step, AwsService resources) =>
        PageRunbook.Show(Input(step, MaintenanceJson.Default.MaintenanceInput), context.Backout, context.Service.Id, resources);

    protected override Task<StartOutcome> StartAsync(ActScope scope) => ShowAsync(scope);

    protected override async Task<Observation> ObserveAsync(StepExecution execution, string handle, AwsLook look)
    {
        var owner = await OwnerAsync(execution.Service.Id, look.CancellationToken);
        var listeners = Input(execution, MaintenanceJson.Default.MaintenanceInput).Listeners;
        var shown = (await PagesAsync(listeners, look)).Count(one => one.Pages.Of(owner).Any(page => page.IsInFront));
        return shown == listeners.Count
            ? new Observation.Succeeded($"All {listeners.Count} listeners show the maintenance page.", look.Evidence)
            : Handle(handle).MayLag(Now)
            ? new Observation.Running(50, $"{shown} of {listeners.Count} listeners list the maintenance page so far; a list may lag behind for a few seconds.")
            : new Observation.Failed($"{shown} of {listeners.Count} listeners show the maintenance page: somebody removed a rule.", "Retry, or skip the step.");
    }
}
