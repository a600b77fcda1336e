using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using RuleAction = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>
/// What both maintenance actions share. The page is a rule on each listener, before all others, that answers everything with 503; where there is no
/// number before all others, the others make room for it. Its tag
/// <c>bo:backout</c> says whose it is, and by it the bot finds it again, in this backout or in a later one of the service; <c>bo:installation</c>
/// tells it from a page of another installation of the bot.
/// </summary>
internal abstract class MaintenanceAction(string name, IAwsResourceCatalogue catalogue, AwsClients clients, IInstallation installation, RecentWrites writes, TimeProvider time)
    : AwsAction(name, catalogue, clients, time)
{
    // FixedResponseActionConfig, ELBv2 API reference.
    private const int MaxHtml = 1024;

    private const string MayBeOurs = "an earlier call of this step, whose answer was lost, may have brought that about, or somebody else did. A list may lag behind for a few seconds.";

    /// <inheritdoc />
    /// <remarks>A rule counts within seconds of its making.</remarks>
    public override StepPace PaceOf(PlanStep step) => new(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(2));

    private readonly ConcurrentDictionary<IdempotencyKey, PageRemoval> removals = new();

    /// <summary>Nothing is captured: the way back is to take the page away.</summary>
    protected override Task<IReadOnlyList<CapturedState>> CaptureAsync(ActionContext context, AwsService resources, AwsLook look) =>
        Task.FromResult<IReadOnlyList<CapturedState>>([]);

    public override IEnumerable<(string Resource, AwsAccount Account)> PlacesOf(StepDefinition definition, AwsService resources) =>
        resources.For<MaintenancePage>(definition).SelectMany(page => page.Listeners.Select(listener => (page.Id, resources.AccountOf(listener))));

    /// <summary>Whose pages this bot may take away for the service.</summary>
    protected PageOwner OwnerOf(ServiceId service) => new(service, installation.Id);

    /// <summary>What keeps the page from being shown, or null.</summary>
    protected static PlanningOutcome.Impossible? Problem(MaintenancePage page, IReadOnlyList<Listener> listeners)
    {
        if (page.Html.Length > MaxHtml)
        {
            return new PlanningOutcome.Impossible($"The maintenance page has {page.Html.Length} characters; a load balancer shows {MaxHtml} at most.", "Shorten aws.maintenance.page in the plan file.");
        }

        return listeners.FirstOrDefault(one => one.Protocol != ProtocolEnum.HTTP && one.Protocol != ProtocolEnum.HTTPS) is { } other
            ? new PlanningOutcome.Impossible($"The listener {other.ListenerArn} speaks {other.Protocol?.Value}: only an Application Load Balancer can show a page.", "Remove the listener from aws.maintenance.listeners, or the step.")
            : null;
    }

    /// <summary>Shows the page on each listener that does not show it yet.</summary>
    protected async Task<StartOutcome> ShowAsync(ActScope scope)
    {
        var owner = OwnerOf(scope.Execution.Service.Id);
        var input = Input(scope.Execution, MaintenanceJson.Default.MaintenanceInput);
        foreach (var listener in input.Listeners)
        {
            if (await ShowAsync(scope, owner, listener, input.Html) is { } outcome)
            {
                return outcome;
            }
        }

        return Started(new MaintenanceHandle(Now), MaintenanceJson.Default.MaintenanceHandle, $"{input.Listeners.Count} listeners show the maintenance page.");
    }

    /// <summary>Starts the step; where that fails, it is read what stands by then, for some of the calls may have gone through.</summary>
    protected async Task<StartOutcome> SeenAsync(ActScope scope, Func<ActScope, Task<StartOutcome>> start, Func<StartOutcome.Failed, SeenEffect, StartOutcome.Failed> say)
    {
        StartOutcome outcome;
        try
        {
            outcome = await start(scope);
        }
        catch (AwsCallException e) when (!scope.Execution.MayHaveActed && e.Failure.Kind is not AwsFailureKind.Unanswered && NothingChanged(e.Failure) is StartOutcome.Failed)
        {
            outcome = NothingChanged(e.Failure);
        }

        if (outcome is not StartOutcome.Failed failed)
        {
            return outcome;
        }

        var input = Input(scope.Execution, MaintenanceJson.Default.MaintenanceInput);
        var owner = OwnerOf(scope.Execution.Service.Id);
        var names = ListenerNames.Of(input);
        var views = new List<ListenerView>();
        foreach (var listener in input.Listeners)
        {
            try
            {
                views.Add(View(listener, names[listener], (await scope.Look.At(listener).RulesAsync(listener)).Pages(), owner));
            }
            catch (AwsCallException)
            {
                views.Add(ListenerView.NotRead(names[listener]));
            }
        }

        var seen = Words(input, scope.Resources).Stands(views);
        return say(failed, seen) with { Stands = seen };
    }

    /// <summary>Takes the service's page away from each listener, whichever of its backouts put it up, and what of others was approved to be taken over.</summary>
    protected async Task<StartOutcome> HideAsync(ActScope scope)
    {
        var owner = OwnerOf(scope.Execution.Service.Id);
        var input = Input(scope.Execution, MaintenanceJson.Default.MaintenanceInput);
        var without = 0;
        var names = ListenerNames.Of(input);
        List<StartOutcome.Failed> failed = [];
        var removal = removals.GetOrAdd(scope.Execution.Key, _ => new PageRemoval());
        foreach (var listener in input.Listeners)
        {
            var rules = await StandingRulesAsync(scope, listener);
            switch (await OrderAsync(scope, owner, listener, rules, PageOrder.Back))
            {
                case null:
                    rules = await StandingRulesAsync(scope, listener);
                    break;
                case StartOutcome.Failed kept:
                    // Customers wait for the page to go, and the order of what is behind it matters less.
                    removal.Displaced[listener] = $"On {names[listener]}, rules of others keep a number that is one higher than before ({rules.Pages().Of(owner)[0].Before} of them), and are to be given back theirs by hand (set-rule-priorities): {kept.Reason}";
                    break;
                case var later:
                    return later;
            }

            var pages = rules.Pages().Where(page => owner.Owns(page) || input.TakenOver?.Contains(page.Rule.RuleArn) == true).ToArray();
            without += pages.Length == 0 && !removal.Gone.ContainsKey(listener) ? 1 : 0;
            foreach (var page in pages)
            {
                switch (await DeleteAsync(scope, removal, listener, page.Rule.RuleArn))
                {
                    case null:
                        break;
                    case StartOutcome.Failed kept:
                        failed.Add(kept);
                        break;
                    case var later:
                        return later;
                }
            }
        }

        if (failed is [var first, ..])
        {
            return first with { Reason = string.Join(' ', [first.Reason, .. removal.Displaced.Values]) };
        }

        // One that was made a moment ago may not be listed yet, and would stay.
        if (without > 0 && Now - (removal.NoneSince ??= Now) < MaintenanceHandle.Lag)
        {
            return new StartOutcome.NotYet($"{without} of {input.Listeners.Count} listeners list no maintenance page; a list may lag behind for a few seconds.");
        }

        removals.TryRemove(scope.Execution.Key, out _);
        var taken = removal.Gone.Values.Count(isOwn => isOwn);
        return Started(
            new MaintenanceHandle(Now) { Displaced = removal.Displaced.IsEmpty ? null : [.. removal.Displaced.Values] },
            MaintenanceJson.Default.MaintenanceHandle,
            taken > 0 ? $"Took the maintenance page away from {taken} listener{(taken == 1 ? "" : "s")}." : "No listener shows the maintenance page of this service.");
    }

    /// <summary>A listener's rules, without the pages that this process removed of late and lists may still show.</summary>
    private async Task<IReadOnlyList<TaggedRule>> StandingRulesAsync(ActScope scope, string listener) =>
        [.. (await scope.Look.At(listener).RulesAsync(listener)).Where(one => !writes.IsRemoved(one.Rule.RuleArn))];

    /// <summary>The handle that a start answered; earlier versions wrote no more than the backout's id.</summary>
    protected static MaintenanceHandle Handle(string handle) =>
        handle is ['{', ..] ? Handle(handle, MaintenanceJson.Default.MaintenanceHandle) : MaintenanceHandle.Old;

    /// <summary>The pages on each of the listeners, those of others included.</summary>
    protected static async Task<IReadOnlyList<(string Listener, IReadOnlyList<PageRule> Pages)>> PagesAsync(IReadOnlyList<string> listeners, AwsLook look)
    {
        var pages = new List<(string Listener, IReadOnlyList<PageRule> Pages)>();
        foreach (var listener in listeners)
        {
            pages.Add((listener, (await look.At(listener).RulesAsync(listener)).Pages()));
        }

        return pages;
    }

    /// <summary>How the listeners are, of lists that may lag behind what this process wrote.</summary>
    protected IReadOnlyList<ListenerView> Views(IReadOnlyList<(string Listener, IReadOnlyList<PageRule> Pages)> pages, ListenerNames names, PageOwner owner) =>
        [.. pages.Select(one => View(one.Listener, names[one.Listener], one.Pages, owner))];

    /// <summary>The same, as the lists have it.</summary>
    protected static IReadOnlyList<ListenerView> Listed(IReadOnlyList<(string Listener, IReadOnlyList<PageRule> Pages)> pages, ListenerNames names, PageOwner owner) =>
        [.. pages.Select(one => new ListenerView(names[one.Listener], one.Pages.StandingOf(owner), one.Pages.NotOf(owner)))];

    private ListenerView View(string listener, string name, IReadOnlyList<PageRule> pages, PageOwner owner) => new(name, writes.StandingOn(listener, pages, owner), pages.NotOf(owner));

    /// <summary>The page's name and a blank, where the service has several.</summary>
    protected static string Named(MaintenancePage page, AwsService resources) => resources.Of<MaintenancePage>().Count() > 1 ? $"{page.Id} " : "";

    /// <summary>The words for who gets the page.</summary>
    protected static PageWords Words(MaintenancePage page, AwsService resources) =>
        new($"the maintenance page {Named(page, resources)}(503)", IsOnly: Named(page, resources).Length == 0);

    /// <summary>The same, of a step; the plan file may have changed since it was planned.</summary>
    protected static PageWords Words(MaintenanceInput input, AwsService resources) =>
        resources.Of<MaintenancePage>().FirstOrDefault(page => page.Listeners.SequenceEqual(input.Listeners)) is { } page
            ? Words(page, resources)
            : new("the maintenance page (503)", IsOnly: false);

    /// <summary>On how many listeners the page is shown, for people.</summary>
    protected static string OnListeners(MaintenancePage page) => page.Listeners.Count == 1 ? "1 listener" : $"{page.Listeners.Count} listeners";

    /// <summary>The step's input.</summary>
    protected static JsonElement Input(MaintenancePage page, ListenerNames names, IReadOnlyList<string>? leftBehind = null, IReadOnlyList<string>? takenOver = null) =>
        JsonSerializer.SerializeToElement(new MaintenanceInput(page.Listeners, page.Html) { Names = names.Written, LeftBehind = leftBehind, TakenOver = takenOver }, MaintenanceJson.Default.MaintenanceInput);

    // Null: the listener shows the page.
    private async Task<StartOutcome?> ShowAsync(ActScope scope, PageOwner owner, string listener, string html)
    {
        var rules = await scope.Look.At(listener).RulesAsync(listener);
        if (rules.Pages().Of(owner).Count == 0)
        {
            var (priority, before) = PageOrder.Place(rules);
            try
            {
                // Lists may not show it yet, so it is put in order as it was answered.
                var made = (await CreateAsync(scope, owner, listener, html, priority, before)).Rules.Single();
                writes.Make(listener, made.RuleArn, owner, isInFront: before == 0);
                var unordered = await OrderAsync(scope, owner, listener, [.. rules, new TaggedRule(made, TagsOf(scope, owner, before).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal))], PageOrder.ToFront);
                writes.Make(listener, made.RuleArn, owner, isInFront: before == 0 || unordered is null);
                return unordered;
            }
            catch (AwsCallException e) when (e.InnerException is PriorityInUseException)
            {
                return new StartOutcome.NotYet(scope.Execution.MayHaveActed
                    ? $"There is a rule of priority {priority} on {listener} that its list did not show: {MayBeOurs}"
                    : $"Somebody made a rule of priority {priority} on {listener} just now.");
            }
            catch (AwsCallException e) when (e.Failure.Kind == AwsFailureKind.Unanswered)
            {
                var found = await AfterLostAnswerAsync(
                    e.Failure,
                    $"Look whether the listener {listener} has a rule tagged {PageRules.BackoutTag}={scope.Execution.Backout}.",
                    async () => (await scope.Look.At(listener).RulesAsync(listener)).Pages().Of(owner).Count > 0
                        ? new StartOutcome.Started("", "")
                        : new StartOutcome.NotYet(e.Failure.Reason));
                if (found is not StartOutcome.Started)
                {
                    return found;
                }
            }
            catch (AwsCallException e)
            {
                return NothingChanged(e.Failure);
            }
        }

        var listed = await scope.Look.At(listener).RulesAsync(listener);
        var outcome = await OrderAsync(scope, owner, listener, listed, PageOrder.ToFront);
        if (outcome is null && listed.Pages().Of(owner) is [{ Before: > 0 } ordered, ..])
        {
            writes.Make(listener, ordered.Rule.RuleArn, owner, isInFront: true);
        }

        return outcome;
    }

    // Null: the listener's own page is where it is to be.
    private static async Task<StartOutcome?> OrderAsync(ActScope scope, PageOwner owner, string listener, IReadOnlyList<TaggedRule> rules, Func<IReadOnlyList<TaggedRule>, PageRule, IReadOnlyList<RulePriorityPair>> order)
    {
        if (rules.Pages().Of(owner) is not [var page, ..] || order(rules, page) is not { Count: > 0 } pairs)
        {
            return null;
        }

        try
        {
            await scope.ChangeAsync(
                scope.Resources.AccountOf(listener),
                "elasticloadbalancing:SetRulePriorities",
                $"listener {listener}",
                (aws, cancel) => aws.LoadBalancing.SetRulePrioritiesAsync(new SetRulePrioritiesRequest { RulePriorities = [.. pairs] }, cancel));
            return null;
        }
        catch (AwsCallException e) when (e.InnerException is PriorityInUseException or RuleNotFoundException)
        {
            return new StartOutcome.NotYet(scope.Execution.MayHaveActed
                ? $"The rules of {listener} are not as its list shows them: {MayBeOurs}"
                : $"Somebody changed the rules of {listener} just now.");
        }
        catch (AwsCallException e) when (e.Failure.Kind == AwsFailureKind.Unanswered)
        {
            // Asked again, it looks first: what is in order is left so.
            return new StartOutcome.NotYet(e.Failure.Reason);
        }
        catch (AwsCallException e)
        {
            return NothingChanged(e.Failure);
        }
    }

    private static Task<CreateRuleResponse> CreateAsync(ActScope scope, PageOwner owner, string listener, string html, int priority, int before) =>
        scope.ChangeAsync(
            scope.Resources.AccountOf(listener),
            "elasticloadbalancing:CreateRule",
            $"listener {listener}",
            (aws, cancel) => aws.LoadBalancing.CreateRuleAsync(
                new CreateRuleRequest
                {
                    ListenerArn = listener,
                    Priority = priority,
                    Conditions = [new RuleCondition { Field = "path-pattern", PathPatternConfig = new PathPatternConditionConfig { Values = ["/*"] } }],
                    Actions =
                    [
                        new RuleAction
                        {
                            Type = ActionTypeEnum.FixedResponse,
                            FixedResponseConfig = new FixedResponseActionConfig { StatusCode = "503", ContentType = "text/html", MessageBody = html },
                        },
                    ],
                    Tags = [.. TagsOf(scope, owner, before)],
                },
                cancel));

    private static Tag[] TagsOf(ActScope scope, PageOwner owner, int before) =>
    [
        new Tag { Key = PageRules.BackoutTag, Value = SessionText.Tag(scope.Execution.Backout.Value) },
        new Tag { Key = PageRules.InstallationTag, Value = owner.Installation.Value },
        new Tag { Key = PageRules.KeyTag, Value = SessionText.Tag(scope.Execution.Key.Value) },
        .. before > 0 ? [new Tag { Key = PageRules.BeforeTag, Value = before.ToString(CultureInfo.InvariantCulture) }] : Array.Empty<Tag>(),
    ];

    // Null: the rule is gone.
    private async Task<StartOutcome?> DeleteAsync(ActScope scope, PageRemoval removal, string listener, string rule)
    {
        try
        {
            await scope.ChangeAsync(scope.Resources.AccountOf(listener), "elasticloadbalancing:DeleteRule", $"rule {rule}", (aws, cancel) => aws.LoadBalancing.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rule }, cancel));
            return Gone(isOwn: true);
        }
        catch (AwsCallException e) when (e.InnerException is RuleNotFoundException)
        {
            return Gone(isOwn: removal.Unanswered.ContainsKey(rule));
        }
        catch (AwsCallException e) when (e.Failure.Kind == AwsFailureKind.Unanswered)
        {
            removal.Unanswered[rule] = true;
            var outcome = await AfterLostAnswerAsync(
                e.Failure,
                $"Look whether the listener {listener} still has the rule {rule}.",
                async () => (await scope.Look.At(listener).RulesAsync(listener)).Any(one => one.Rule.RuleArn == rule)
                    ? new StartOutcome.NotYet(e.Failure.Reason)
                    : new StartOutcome.Started("", ""));
            return outcome is StartOutcome.Started ? Gone(isOwn: true) : outcome;
        }
        catch (AwsCallException e)
        {
            return NothingChanged(e.Failure);
        }

        StartOutcome? Gone(bool isOwn)
        {
            writes.Remove(rule);
            removal.Gone.AddOrUpdate(listener, isOwn, (_, before) => before || isOwn);
            return null;
        }
    }
}
