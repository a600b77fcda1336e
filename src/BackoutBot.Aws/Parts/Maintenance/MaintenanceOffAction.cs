using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Clients;
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

/// <summary>
/// Takes the service's maintenance page away, be it of this backout or left by an earlier one. A page of anybody else stays, and keeps the
/// step from being called done.
/// </summary>
internal sealed class MaintenanceOffAction(IAwsResourceCatalogue catalogue, AwsClients clients, IInstallation installation, RecentWrites writes, TimeProvider time)
    : MaintenanceAction(ActionName, catalogue, clients, installation, writes, time)
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
        var owner = OwnerOf(context.Service.Id);
        var pages = await PagesAsync(page.Listeners, look);
        var names = ListenerNames.Of(await ListenerNames.ReadAsync(page.Listeners, look), resources);
        var words = Words(page, resources);
        var shown = pages.SelectMany(one => one.Pages.Of(owner)).ToArray();
        var foreign = pages.SelectMany(one => one.Pages.NotOf(owner).Select(rule => (one.Listener, Page: rule))).ToArray();
        string[] takenOver = [.. foreign.Select(one => one.Page.Rule.RuleArn).Where(context.Included.Contains)];
        PlanningOutcome.Impossible[] left =
        [
            .. foreign.Where(one => !takenOver.Contains(one.Page.Rule.RuleArn)).Select(one => new PlanningOutcome.Impossible(
                $"{PageWords.Foreign(names[one.Listener], one.Page)}: that is not this service's to remove.",
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
        ListenerView[] going = [.. Listed(pages, names, owner).Select(one => one with { Others = [.. one.Others.Where(rule => takenOver.Contains(rule.Rule.RuleArn))] })];
        ListenerView[] staying = [.. Listed(pages, names, owner).Select(one => one with { Own = OwnPage.None, Others = [.. one.Others.Where(rule => !takenOver.Contains(rule.Rule.RuleArn))] })];
        var now = words.Pages(going) ?? words.Answers(going);
        string[] origins = [.. foreign.Where(one => takenOver.Contains(one.Page.Rule.RuleArn)).Select(one => one.Page.Origin).Distinct(StringComparer.Ordinal)];
        return new PlanningOutcome.Planned(new PlanStep(
            definition.Id,
            Name,
            definition.After,
            $"Take the maintenance page {Named(page, resources)}{(others.Length > 0 ? $"that {string.Join(", ", others)} left " : "")}away from {OnListeners(page)}{(takenOver.Length > 0 ? $", and take over {takenOver.Length} of others" : "")}",
            willBeShown ? words.OnAll(page.Listeners.Select(listener => names[listener])) : now,
            words.Answers(staying),
            TimeSpan.FromSeconds(10),
            takenOver.Length > 0 ? Reversibility.OneWay : Reversibility.Reversible,
            takenOver.Length > 0 ? $"It removes for good what others put up: {string.Join("; ", takenOver)}, {string.Join("; ", origins)}." : null,
            DataLossWindow: null,
            ApprovalsNeeded: 1,
            Input(page, names, leftBehind.Length > 0 ? leftBehind : null, takenOver.Length > 0 ? takenOver : null))
        {
            Basis = Shown(pages, names, owner),
            LeftBy = leftBehind.Length > 0 ? [.. leftBehind.Select(backout => new BackoutId(backout))] : null,
        })
        {
            Without = left,
            BeforeAlone = now,
        };
    }

    protected override async Task<IReadOnlyList<BasisFact>> ReadBasisAsync(ActionContext context, PlanStep step, AwsLook look)
    {
        var input = Input(step, MaintenanceJson.Default.MaintenanceInput);
        return Shown(await PagesAsync(input.Listeners, look), ListenerNames.Of(input), OwnerOf(context.Service.Id));
    }

    /// <summary>Which pages each listener shows, and whose.</summary>
    private static BasisFact[] Shown(IReadOnlyList<(string Listener, IReadOnlyList<PageRule> Pages)> pages, ListenerNames names, PageOwner owner) =>
    [
        .. pages.Select(one => new BasisFact(
            $"the maintenance pages on {names[one.Listener]}",
            one.Pages.Count == 0 ? "none" : string.Join(", ", one.Pages.Select(page => $"{(owner.Owns(page) ? $"that of {page.Backout}" : $"the rule {page.Rule.RuleArn}, {page.Origin}")}{(page.IsInFront ? "" : ", behind other rules")}")))),
    ];

    protected override async Task<StepVerification> VerifyAsync(ActionContext context, PlanStep step, AwsLook look)
    {
        var input = Input(step, MaintenanceJson.Default.MaintenanceInput);
        var owner = OwnerOf(context.Service.Id);
        var names = ListenerNames.Of(input);
        var pages = await PagesAsync(input.Listeners, look);
        var seen = Words(input, look.Service).Stands(Views(pages, names, owner));
        string[] shown = [.. pages.Where(one => one.Pages.Count > 0).Select(one => $"The listener {names[one.Listener]} shows a maintenance page, {one.Pages[0].Origin}.")];
        return new StepVerification(step.Id, shown.Length > 0 ? string.Join(' ', shown) : seen.Stands is { } stands ? $"{stands}." : null) { Stands = seen };
    }

    protected override async Task<string?> AmissAsync(ActionContext context, PlanStep step, AwsLook look) => (await VerifyAsync(context, step, look)).Amiss;

    protected override IEnumerable<string> Writes(PlanStep step, AwsService resources) => Input(step, MaintenanceJson.Default.MaintenanceInput).Listeners.Select(listener => $"listener {listener}");

    protected override StepRunbook Runbook(ActionContext context, PlanStep step, AwsService resources) =>
        PageRunbook.Hide(Input(step, MaintenanceJson.Default.MaintenanceInput), context.Service.Id, resources);

    protected override Task<StartOutcome> StartAsync(ActScope scope) => SeenAsync(scope, HideAsync, (failed, seen) => failed with
    {
        Reason = $"{failed.Reason} {seen switch
        {
            { Standing: EffectStanding.Undone } => "No listener shows the page of this service.",
            { Standing: EffectStanding.Seen } => $"{seen.Stands}.",
            _ => $"Nor could it be read whether this is still so: {seen.Stands}.",
        }}",
    });

    protected override async Task<Observation> ObserveAsync(StepExecution execution, string handle, AwsLook look)
    {
        var owner = OwnerOf(execution.Service.Id);
        var input = Input(execution, MaintenanceJson.Default.MaintenanceInput);
        var listeners = Listed(await PagesAsync(input.Listeners, look), ListenerNames.Of(input), owner);
        if (listeners.Count(one => one.HasOwn) is > 0 and var ours)
        {
            var seen = Words(input, look.Service).Stands(listeners);
            return Handle(handle).MayLag(Now)
                ? new Observation.Running(50, $"{ours} of {listeners.Count} listeners still list the maintenance page; a list may lag behind for a few seconds.")
                : new Observation.Failed($"{ours} of {listeners.Count} listeners still list the maintenance page. {seen.Stands}.", "Retry.") { Stands = seen };
        }

        string[] foreign = [.. listeners.SelectMany(one => one.Others.Select(page => $"{PageWords.Foreign(one.Name, page)}."))];
        return foreign.Length > 0
            ? new Observation.Failed(
                $"The page of this service is gone. {string.Join(' ', foreign)}",
                $"{(foreign.Length == 1 ? "That rule is" : "Those rules are")} not this service's to remove: have {(foreign.Length == 1 ? "its owner" : "their owners")} do so, then retry. Or plan again, which offers to take {(foreign.Length == 1 ? "it" : "them")} over.")
            {
                Stands = SeenEffect.Nothing,
            }
            : new Observation.Succeeded(string.Join(' ', [$"None of the {listeners.Count} listeners shows a maintenance page.", .. Handle(handle).Displaced ?? []]), look.Evidence) { IsWhole = true };
    }
}
