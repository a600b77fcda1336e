using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Services;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>Shows the maintenance page.</summary>
internal sealed class MaintenanceOnAction(IAwsResourceCatalogue catalogue, AwsClients clients, IInstallation installation, RecentWrites writes, TimeProvider time)
    : MaintenanceAction(ActionName, catalogue, clients, installation, writes, time)
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

        var owner = OwnerOf(context.Service.Id);
        var shown = await PagesAsync(page.Listeners, look);
        if (shown.All(one => one.Pages.Of(owner).Any(page => page.IsInFront)))
        {
            return new PlanningOutcome.NotNeeded($"All {shown.Count} listeners show the maintenance page already: {string.Join(", ", shown.SelectMany(one => one.Pages.Of(owner)).Select(one => one.Origin).Distinct(StringComparer.Ordinal))}.");
        }

        var listeners = await ListenerNames.ReadAsync(page.Listeners, look);
        var names = ListenerNames.Of(listeners, resources);

        if (shown.FirstOrDefault(one => IsHidden(one.Pages.Of(owner))) is { Pages: { } behind } hidden)
        {
            return new PlanningOutcome.Impossible(
                $"The listener {names[hidden.Listener]} has the maintenance page, {behind.Of(owner)[0].Origin}, behind rules that somebody put before it, so that not everyone gets it.",
                $"Have those rules put behind the rule {behind.Of(owner)[0].Rule.RuleArn}, or remove that rule; then have it planned again.");
        }

        if (Problem(page, listeners) is { } problem)
        {
            return problem;
        }

        var words = Words(page, resources);
        return new PlanningOutcome.Planned(new PlanStep(
            definition.Id,
            Name,
            definition.After,
            $"Show the maintenance page {Named(page, resources)}on {OnListeners(page)}",
            words.Answers(Listed(shown, names, owner)),
            words.OnAll(page.Listeners.Select(listener => names[listener])),
            TimeSpan.FromSeconds(10),
            Reversibility.Reversible,
            "No one can use the service until the page is taken away.",
            DataLossWindow: null,
            ApprovalsNeeded: 1,
            Input(page, names))
        {
            Basis = [.. await OthersRulesAsync(owner, page.Listeners, look)],
        });
    }

    // What would have to make room for a page is written down when it is made.
    private static bool IsHidden(IReadOnlyList<PageRule> own) => own is [{ Before: 0, IsInFront: false }, ..];

    protected override async Task<IReadOnlyList<BasisFact>> ReadBasisAsync(ActionContext context, PlanStep step, AwsLook look) =>
        await OthersRulesAsync(OwnerOf(context.Service.Id), Input(step, MaintenanceJson.Default.MaintenanceInput).Listeners, look);

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
        var owner = OwnerOf(context.Service.Id);
        var input = Input(step, MaintenanceJson.Default.MaintenanceInput);
        var names = ListenerNames.Of(input);
        var without = (await PagesAsync(input.Listeners, look)).Where(one => !one.Pages.Of(owner).Any(page => page.IsInFront)).Select(one => names[one.Listener]).ToArray();
        return without.Length > 0 ? $"The maintenance page is not shown on {string.Join(", ", without)}." : null;
    }

    protected override IEnumerable<string> Writes(PlanStep step, AwsService resources) => Input(step, MaintenanceJson.Default.MaintenanceInput).Listeners.Select(listener => $"listener {listener}");

    protected override StepRunbook Runbook(ActionContext context, PlanStep step, AwsService resources) =>
        PageRunbook.Show(Input(step, MaintenanceJson.Default.MaintenanceInput), context.Backout, context.Service.Id, resources);

    protected override Task<StartOutcome> StartAsync(ActScope scope) => SeenAsync(scope, ShowAsync, (failed, seen) => seen switch
    {
        { Standing: EffectStanding.Undone } => failed with { Reason = $"{failed.Reason} No listener shows the page." },
        { Standing: EffectStanding.Seen } => failed with { Reason = $"{failed.Reason} {seen.Stands} already.", Fix = $"{failed.Fix} Then retry; or abort, which takes the page away." },
        _ => failed with { Reason = $"{failed.Reason} Nor could it be read whether this is so: {seen.Stands}." },
    });

    protected override async Task<Observation> ObserveAsync(StepExecution execution, string handle, AwsLook look)
    {
        var owner = OwnerOf(execution.Service.Id);
        var input = Input(execution, MaintenanceJson.Default.MaintenanceInput);
        var pages = await PagesAsync(input.Listeners, look);
        var shown = pages.Count(one => one.Pages.Of(owner).Any(page => page.IsInFront));
        if (shown == pages.Count)
        {
            return new Observation.Succeeded($"All {pages.Count} listeners show the maintenance page.", look.Evidence);
        }

        if (Handle(handle).MayLag(Now))
        {
            return new Observation.Running(50, $"{shown} of {pages.Count} listeners list the maintenance page so far; a list may lag behind for a few seconds.");
        }

        var seen = Words(input, look.Service).Stands(Listed(pages, ListenerNames.Of(input), owner));
        return pages.Select(one => one.Pages.Of(owner)).FirstOrDefault(IsHidden) is [var hidden, ..]
            ? new Observation.Failed($"Somebody put rules before the maintenance page. {seen.Stands}.", $"Have those rules put behind the rule {hidden.Rule.RuleArn}, or remove that rule; then retry, or skip the step.") { Stands = seen }
            : new Observation.Failed($"Somebody removed a rule of the maintenance page. {seen.Stands ?? "No listener shows the page"}.", "Retry, or skip the step.") { Stands = seen };
    }
}
