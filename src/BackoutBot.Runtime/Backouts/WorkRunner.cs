using System.Diagnostics;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Signals;
using BackoutBot.Runtime.Diagnostics;
using BackoutBot.Runtime.Plans;
using BackoutBot.Runtime.RestorePoints;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Backouts;

/// <summary>Does one piece of work by the ports, and says what came of it as a report. Knows nothing of grains; changes no state.</summary>
internal sealed partial class WorkRunner(
    IEnumerable<ICheck> checks,
    IEnumerable<IRollbackAction> actions,
    RestorePointChooser points,
    PlanMaker plans,
    IWriteBan ban,
    BackoutInstruments instruments,
    TimeProvider time,
    ILogger<WorkRunner> logger)
{
    private readonly ILookup<ItemId, ICheck> checks = checks.ToLookup(check => check.Item);
    private readonly Dictionary<string, IRollbackAction> actions = actions.ToDictionary(action => action.Name, StringComparer.Ordinal);

    /// <summary>Runs the work once: what is to be decided on, or <see cref="NotSeenYet"/>. Throws for what the ports could not foresee.</summary>
    public async Task<BackoutCommand> RunAsync(Work work, WorkBrief brief, CancellationToken cancellationToken)
    {
        using var activity = BackoutTracing.Continue($"work {work.GetType().Name}", brief.TraceParent);
        activity?.SetTag("backoutbot.backout", brief.State.Id.Value);
        activity?.SetTag("backoutbot.work", work.Name);
        var began = time.GetTimestamp();
        try
        {
            // Deterministic: the same work on the same state reports under the same key, whoever does it.
            var key = new CommandKey($"{work.Name}@{brief.State.Version}");
            return work switch
            {
                Work.Capture => await points.ChooseAsync(key, brief, cancellationToken),
                Work.Check check => await PrepareAsync(key, check.Item, brief, cancellationToken),
                Work.MakePlan => await plans.MakeAsync(key, brief, cancellationToken),
                Work.Intend intend => await IntendAsync(key, intend, brief, cancellationToken),
                Work.Begin begin => await BeginAsync(key, begin, brief, cancellationToken),
                Work.Observe observe => await ObserveAsync(key, observe, brief, cancellationToken),
                Work.Validate => await ValidateAsync(key, brief, cancellationToken),
                Work.Review => new WritePostMortem(key),
                _ => throw new InvalidOperationException($"Nobody knows how to do {work.GetType().Name}."),
            };
        }
        catch (Exception fault)
        {
            activity?.SetStatus(ActivityStatusCode.Error, fault.Message);
            throw;
        }
        finally
        {
            instruments.Worked(work, time.GetElapsedTime(began));
        }
    }

    private static StepExecution ExecutionOf(WorkBrief brief, PlanStep step, int attempt, IdempotencyKey key) => new(
        brief.State.Id,
        brief.Service,
        step,
        attempt,
        key,
        [.. brief.State.Ending?.Approvers ?? brief.State.Approvals.Select(approval => approval.By)],
        brief.MayHaveActed);

    /// <summary>The longest pause before the work is done again, as the action of its step says; null where it is no look at a step.</summary>
    public TimeSpan? LongestPause(Work work, BackoutState state) =>
        work is Work.Observe { Step: var id } && state.FindStep(id) is { } step && actions.TryGetValue(step.Action, out var action) ? action.PaceOf(step).LookEvery : null;

    private async Task<Report> PrepareAsync(CommandKey key, ItemId item, WorkBrief brief, CancellationToken cancellationToken)
    {
        var result = await CheckAsync(item, brief, cancellationToken);
        return result.MayPass && !brief.IsLastTry ? new NotSeenYet(key, result.Summary) : new ReportCheck(key, result);
    }

    private async Task<CheckResult> CheckAsync(ItemId item, WorkBrief brief, CancellationToken cancellationToken)
    {
        var state = brief.State;
        var alarms = state.Signals.Where(signal => signal.Kind is SignalKind.AlarmRaised && !state.UnderOurPage.Contains(signal.Id)).Select(signal => signal.Resource).Distinct();
        try
        {
            var context = new CheckContext(state.Id, brief.Service, state.RestorePoint, [.. alarms])
            {
                ProvesSince = state.Phase is BackoutPhase.Validating or BackoutPhase.Unproven ? state.MeasuredSince : null,
            };
            var found = await Task.WhenAll(checks[item].Select(check => check.RunAsync(context, cancellationToken)));
            return CheckResults.Worst(item, [.. found.OfType<CheckResult>()])
                ?? (item == Checklist.Access.Id ? new CheckResult(item, CheckStatus.NotApplicable, "The plan file names no role.", null, []) : null)
                ?? new CheckResult(
                    item,
                    CheckStatus.Unknown,
                    checks[item].Any() ? "The plan file names nothing that the bot could check here." : "This bot can't check it by itself.",
                    $"Look at it yourself, then vouch for it: /backout attest {brief.Service.Id} {item} <what you saw>",
                    [])
                {
                    HasNoCheck = true,
                };
        }
        catch (Exception fault) when (brief.IsLastTry && !cancellationToken.IsCancellationRequested)
        {
            LogCheckFailed(logger, fault, item, state.Id);
            var fix = state.Phase is BackoutPhase.Preparing ? $"Mend that, then have it checked again: /backout prepare {brief.Service.Id}" : "Look at it yourself.";
            return new CheckResult(item, CheckStatus.Unknown, $"The check failed: {fault.Message} The bot's log has the details.", fix, []);
        }
    }

    private async Task<IntendStep> IntendAsync(CommandKey key, Work.Intend intend, WorkBrief brief, CancellationToken cancellationToken)
    {
        var due = BackoutAgenda.BasisDue(brief.State, intend.Step, time.GetUtcNow()).Where(step => actions.ContainsKey(step.Action));
        return new IntendStep(key, intend.Step)
        {
            Basis = await Task.WhenAll(due.Select(step => actions[step.Action].ReadBasisAsync(brief.Context, step, cancellationToken))),
            Verified = await VerifyAsync(BackoutAgenda.VerifiedBefore(brief.State, intend.Step), brief, cancellationToken),
        };
    }

    /// <summary>Looks at each step once more. Where the last try can't read it, that is said, and is not well.</summary>
    private async Task<IReadOnlyList<StepVerification>> VerifyAsync(IEnumerable<PlanStep> steps, WorkBrief brief, CancellationToken cancellationToken) =>
        await Task.WhenAll(steps.Select(async step =>
        {
            if (!actions.TryGetValue(step.Action, out var action))
            {
                return new StepVerification(step.Id, $"This bot has no action «{step.Action}» to look with.") { IsUnread = true };
            }

            try
            {
                return await action.VerifyAsync(brief.Context, step, cancellationToken);
            }
            catch (Exception fault) when (brief.IsLastTry && !cancellationToken.IsCancellationRequested)
            {
                return new StepVerification(step.Id, $"It can't be read whether that is still so. {fault.Message}") { IsUnread = true };
            }
        }));

    private async Task<ReportStart> BeginAsync(CommandKey key, Work.Begin begin, WorkBrief brief, CancellationToken cancellationToken)
    {
        var (step, action) = Approved(brief.State, begin.Step);

        // What may have had its effect already is looked at all the same; there the action itself asks before it writes.
        var banned = brief.MayHaveActed ? null : await ban.ReasonAsync(cancellationToken);
        var outcome = action is null ? Missing(step)
            : banned is not null ? new StartOutcome.NotYet(banned)
            : await action.StartAsync(ExecutionOf(brief, step, begin.Attempt, begin.Key), cancellationToken);
        return new ReportStart(key, begin.Step, begin.Attempt, outcome);
    }

    private async Task<Report> ObserveAsync(CommandKey key, Work.Observe observe, WorkBrief brief, CancellationToken cancellationToken)
    {
        var (step, action) = Approved(brief.State, observe.Step);
        var seen = action is null
            ? new Observation.Unseen($"This bot has no action «{step.Action}» to look with.")
            : await action.ObserveAsync(ExecutionOf(brief, step, observe.Attempt, observe.Key), observe.Handle, cancellationToken);
        return seen is Observation.Unseen { MayPass: true, Reason: var reason } && !brief.IsUnseenForLong
            ? new NotSeenYet(key, reason)
            : new ReportObservation(key, observe.Step, observe.Attempt, seen);
    }

    private async Task<Report> ValidateAsync(CommandKey key, WorkBrief brief, CancellationToken cancellationToken)
    {
        var items = BackoutAgenda.ValidationItems.Where(item => !brief.Service.NotApplicable.ContainsKey(item));
        var checking = Task.WhenAll(items.Select(item => CheckAsync(item, brief, cancellationToken)));

        // Plans of earlier versions don't say which of their steps only support others.
        var lasting = BackoutAgenda.VerifiedAtTheEnd(brief.State).Concat(BackoutAgenda.SkippedHalfDone(brief.State)).Where(step => actions.GetValueOrDefault(step.Action)?.IsSupporting(step) != true);
        var verifying = VerifyAsync(lasting, brief, cancellationToken);
        await Task.WhenAll(checking, verifying);
        var results = await checking;
        return !brief.IsUnseenForLong && !Array.Exists(results, result => result.Status is CheckStatus.Fail) && Array.Find(results, result => result.MayPass) is { } unseen
            ? new NotSeenYet(key, unseen.Summary)
            : new ReportValidation(key, results, brief.LookedSince) { Verified = await verifying };
    }

    private (PlanStep Step, IRollbackAction? Action) Approved(BackoutState state, StepId id)
    {
        var step = state.FindStep(id) ?? throw new InvalidOperationException($"{state.Id} has no step {id}.");
        return (step, actions.GetValueOrDefault(step.Action));
    }

    private static StartOutcome.Failed Missing(PlanStep step) =>
        new($"This bot has no action «{step.Action}» any more.", "Run the version of the bot that made the plan, then try the step again.");
}
