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
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using RuleAction = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>
/// What both maintenance actions share. The page is a rule on each listener, before all others, that answers everything with 503. Its tag
/// <c>bo:backout</c> says whose it is, and by it the bot finds it again, in this backout or in a later one of the service.
/// </summary>
internal abstract class MaintenanceAction(string name, IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsAction(name, catalogue, clients, time)
{
    // FixedResponseActionConfig, ELBv2 API reference.
    private const int MaxHtml = 1024;

    /// <inheritdoc />
    /// <remarks>A rule counts within seconds of its making.</remarks>
    public override StepPace PaceOf(PlanStep step) => new(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(2));

    /// <summary>Nothing is captured: the way back is to take the page away.</summary>
    protected override Task<IReadOnlyList<CapturedState>> CaptureAsync(ActionContext context, AwsService resources, AwsLook look) =>
        Task.FromResult<IReadOnlyList<CapturedState>>([]);

    /// <summary>What keeps the page from being shown, or null.</summary>
    protected static async Task<PlanningOutcome.Impossible?> ProblemAsync(ServiceId service, MaintenancePage page, AwsLook look)
    {
        if (page.Html.Length > MaxHtml)
        {
            return new PlanningOutcome.Impossible($"The maintenance page has {page.Html.Length} characters; a load balancer shows {MaxHtml} at most.", "Shorten aws.maintenance.page in the plan file.");
        }

        var listeners = new List<Listener>();
        foreach (var account in page.Listeners.GroupBy(look.Service.AccountOf))
        {
            listeners.AddRange(await look.In(account.Key).ListenersAsync([.. account]));
        }

        foreach (var arn in page.Listeners)
        {
            if (listeners.FirstOrDefault(one => one.ListenerArn == arn) is not { } listener)
            {
                return new PlanningOutcome.Impossible($"There is no listener {arn}.", "Correct aws.maintenance.listeners in the plan file.");
            }

            if (listener.Protocol != ProtocolEnum.HTTP && listener.Protocol != ProtocolEnum.HTTPS)
            {
                return new PlanningOutcome.Impossible($"The listener {arn} speaks {listener.Protocol?.Value}: only an Application Load Balancer can show a page.", "Remove the listener from aws.maintenance.listeners, or the step.");
            }

            var rules = await look.At(arn).RulesAsync(arn);
            if (rules.Pages().Of(service).Count == 0 && FreePriority(rules) is null)
            {
                return new PlanningOutcome.Impossible($"The listener {arn} has a rule of priority 1, so none can go before it.", "Move that rule to a higher number.");
            }
        }

        return null;
    }

    /// <summary>Shows the page on each listener that does not show it yet.</summary>
    protected static async Task<StartOutcome> ShowAsync(ActScope scope)
    {
        var input = Input(scope.Execution, MaintenanceJson.Default.MaintenanceInput);
        var shown = 0;
        foreach (var listener in input.Listeners)
        {
            if (await ShowAsync(scope, listener, input.Html) is { } outcome)
            {
                return shown == 0 || outcome is not StartOutcome.Failed failed
                    ? outcome
                    : failed with { Reason = $"{failed.Reason} {shown} of {input.Listeners.Count} listeners show the page already.", Fix = $"{failed.Fix} Then retry, or run maintenance-off." };
            }

            shown++;
        }

        return new StartOutcome.Started(scope.Execution.Backout.Value, $"{shown} listeners show the maintenance page.");
    }

    /// <summary>Takes the service's page away from each listener, whichever of its backouts put it up.</summary>
    protected static async Task<StartOutcome> HideAsync(ActScope scope)
    {
        var input = Input(scope.Execution, MaintenanceJson.Default.MaintenanceInput);
        var hidden = 0;
        foreach (var listener in input.Listeners)
        {
            foreach (var page in (await scope.Look.At(listener).RulesAsync(listener)).Pages().Of(scope.Execution.Service.Id))
            {
                if (await DeleteAsync(scope, listener, page.Rule.RuleArn) is { } outcome)
                {
                    return outcome;
                }

                hidden++;
            }
        }

        return new StartOutcome.Started(scope.Execution.Backout.Value, hidden > 0 ? $"Took the maintenance page away from {hidden} listeners." : "No listener showed the maintenance page of this service any more.");
    }

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

    /// <summary>The step's input.</summary>
    protected static JsonElement Input(MaintenancePage page, IReadOnlyList<string>? leftBehind = null) =>
        JsonSerializer.SerializeToElement(new MaintenanceInput(page.Listeners, page.Html) { LeftBehind = leftBehind }, MaintenanceJson.Default.MaintenanceInput);

    // Null: the listener shows the page.
    private static async Task<StartOutcome?> ShowAsync(ActScope scope, string listener, string html)
    {
        var rules = await scope.Look.At(listener).RulesAsync(listener);
        if (rules.Pages().Of(scope.Execution.Service.Id).Count > 0)
        {
            return null;
        }

        for (var priority = FreePriority(rules); priority >= 1; priority--)
        {
            try
            {
                await CreateAsync(scope, listener, html, priority.Value);
                return null;
            }
            catch (AwsCallException e) when (e.InnerException is PriorityInUseException)
            {
                // Somebody was quicker: the next lower number.
            }
            catch (AwsCallException e) when (e.Failure.Kind == AwsFailureKind.Unanswered)
            {
                var outcome = await AfterLostAnswerAsync(
                    e.Failure,
                    $"Look whether the listener {listener} has a rule tagged {PageRules.BackoutTag}={scope.Execution.Backout}.",
                    async () => (await scope.Look.At(listener).RulesAsync(listener)).Pages().Of(scope.Execution.Service.Id).Count > 0
                        ? new StartOutcome.Started("", "")
                        : new StartOutcome.NotYet(e.Failure.Reason));
                return outcome is StartOutcome.Started ? null : outcome;
            }
            catch (AwsCallException e)
            {
                return NothingChanged(e.Failure);
            }
        }

        return new StartOutcome.Failed($"The listener {listener} has a rule of priority 1, so none can go before it.", "Move that rule to a higher number.");
    }

    private static Task<CreateRuleResponse> CreateAsync(ActScope scope, string listener, string html, int priority) =>
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
                    Tags =
                    [
                        new Tag { Key = PageRules.BackoutTag, Value = SessionText.Tag(scope.Execution.Backout.Value) },
                        new Tag { Key = PageRules.KeyTag, Value = SessionText.Tag(scope.Execution.Key.Value) },
                    ],
                },
                cancel));

    // Null: the rule is gone.
    private static async Task<StartOutcome?> DeleteAsync(ActScope scope, string listener, string rule)
    {
        try
        {
            await scope.ChangeAsync(scope.Resources.AccountOf(listener), "elasticloadbalancing:DeleteRule", $"rule {rule}", (aws, cancel) => aws.LoadBalancing.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rule }, cancel));
            return null;
        }
        catch (AwsCallException e) when (e.InnerException is RuleNotFoundException)
        {
            return null;
        }
        catch (AwsCallException e) when (e.Failure.Kind == AwsFailureKind.Unanswered)
        {
            var outcome = await AfterLostAnswerAsync(
                e.Failure,
                $"Look whether the listener {listener} still has the rule {rule}.",
                async () => (await scope.Look.At(listener).RulesAsync(listener)).Any(one => one.Rule.RuleArn == rule)
                    ? new StartOutcome.NotYet(e.Failure.Reason)
                    : new StartOutcome.Started("", ""));
            return outcome is StartOutcome.Started ? null : outcome;
        }
        catch (AwsCallException e)
        {
            return NothingChanged(e.Failure);
        }
    }

    // Lower than all others; null where 1 is taken.
    private static int? FreePriority(IReadOnlyList<TaggedRule> rules)
    {
        var first = rules.Where(one => one.Rule.IsDefault != true).Select(one => int.TryParse(one.Rule.Priority, out var priority) ? priority : int.MaxValue).DefaultIfEmpty(2).Min();
        return first > 1 ? first - 1 : null;
    }
}
