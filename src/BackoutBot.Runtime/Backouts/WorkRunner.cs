using System.Diagnostics;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Core.Signals;
using BackoutBot.Runtime.Diagnostics;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.RestorePoints;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.Backouts;

/// <summary>Does one piece of work by the ports, and says what came of it as a report. Knows nothing of grains; changes no state.</summary>
internal sealed class WorkRunner(
    IEnumerable<ICheck> checks,
    IEnumerable<IRollbackAction> actions,
    IEnumerable<IReleaseSource> releases,
    StateCapture capture,
    IStore store,
    BackoutStates states,
    IWriteBan ban,
    IOptions<RuntimeOptions> options,
    BackoutInstruments instruments,
    TimeProvider time)
{
    // Deployments' events tell their time in whole seconds, rounded down.
    private static readonly TimeSpan EventPrecision = TimeSpan.FromSeconds(1);

    private readonly ILookup<ItemId, ICheck> checks = checks.ToLookup(check => check.Item);
    private readonly Dictionary<string, IRollbackAction> actions = actions.ToDictionary(action => action.Name, StringComparer.Ordinal);

    /// <summary>Runs the work once. Throws for what the ports could not foresee.</summary>
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
                Work.Capture => await CaptureAsync(key, brief, cancellationToken),
                Work.Check check => new ReportCheck(key, await CheckAsync(check.Item, brief, cancellationToken)),
                Work.MakePlan => await PlanAsync(key, brief, cancellationToken),
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

    private static ActionContext ContextOf(WorkBrief brief) => new(brief.State.Id, brief.Service, brief.State.SuspectSince)
    {
        IsRequested = brief.State.RequestedBy is not null && brief.State.FirstBadSignal is null,
    };

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

    private bool IsLastTry(WorkBrief brief) => brief.Failures + 1 >= options.Value.FailuresBeforeTelling;

    private async Task<ReportRestorePoint> CaptureAsync(CommandKey key, WorkBrief brief, CancellationToken cancellationToken)
    {
        var state = brief.State;
        var history = await store.Journal.ListRestorePointsAsync(state.Service, cancellationToken);

        // What runs once something bad was heard, or a person wants to go back, is not what to go back to.
        return state.FirstBadSignal is null && state.RequestedBy is null ? await CaptureNowAsync(key, brief, history, cancellationToken)
            : state.Target is { } target ? Chosen(key, target, history)
            : state.Undoing is { Of: { } ended } ? NothingToGoBackTo(key, time.GetUtcNow(), $"No restore point of what ran before {ended} is kept. What it changed is put back as it found it.")
            : await ChooseAsync(key, brief, history, cancellationToken);
    }

    /// <summary>
    /// What runs before a deployment. By the time that its first event is here it may have changed something: what bears no release and was not
    /// read before is then as it is now, and no state to go back to.
    /// </summary>
    private async Task<ReportRestorePoint> CaptureNowAsync(CommandKey key, WorkBrief brief, IReadOnlyList<KeptRestorePoint> history, CancellationToken cancellationToken)
    {
        var state = brief.State;
        var now = time.GetUtcNow();
        var deploying = state.Signals.Any(signal => signal.Kind is SignalKind.DeploymentStarted);
        if (deploying && history is [{ LeftBy: null, Point: var latest }, ..] && latest.TakenAt < state.SuspectSince + EventPrecision && now - latest.TakenAt <= options.Value.RestorePointInterval * 2)
        {
            return new ReportRestorePoint(key, latest, $"kept from {latest.TakenAt:yyyy-MM-dd HH:mm:ss} UTC, before the deployment began");
        }

        var point = await capture.CaptureAsync(ContextOf(brief), IsLastTry(brief), cancellationToken);
        if (deploying || !await IsSettledAsync(brief, cancellationToken))
        {
            point = point.ReleaseOnly("read only once a deployment ran, so that it may have changed it");
        }

        var kept = history.FirstOrDefault(one => one.Release.Identity == point.Release.Identity);
        return new ReportRestorePoint(key, kept?.Point.RenewedBy(point) ?? point, "captured now");
    }

    private async Task<bool> IsSettledAsync(WorkBrief brief, CancellationToken cancellationToken)
    {
        try
        {
            return await capture.IsSettledAsync(ContextOf(brief), cancellationToken);
        }
        catch (Exception) when (IsLastTry(brief) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static ReportRestorePoint Chosen(CommandKey key, PointTarget target, IReadOnlyList<KeptRestorePoint> history)
    {
        if (history.FirstOrDefault(one => one.Release.Identity == target.Release) is not { } kept)
        {
            return NothingToGoBackTo(key, target.TakenAt, $"{target.Name} is not kept any more. What is kept is listed by: points") with { For = target };
        }

        var point = kept.Dated.FirstOrDefault(dated => dated.TakenAt == target.TakenAt) ?? kept.Point;
        return new ReportRestorePoint(key, point, $"{target.Name}, as a person chose ({RestorePointWords.Standing(kept)}), read at {RestorePointWords.Minute(point.TakenAt)}")
        {
            Choice = new PointChoice(RestorePointWords.Standing(kept), Other: null),
            For = target,
        };
    }

    private async Task<ReportRestorePoint> ChooseAsync(CommandKey key, WorkBrief brief, IReadOnlyList<KeptRestorePoint> history, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        Release leaving;
        try
        {
            leaving = await capture.RunningAsync(ContextOf(brief), cancellationToken);
        }
        catch (Exception fault) when (IsLastTry(brief) && !cancellationToken.IsCancellationRequested)
        {
            // Without knowing what to leave, the newest point may be of the very release that is broken.
            return NothingToGoBackTo(key, now, $"What runs can't be read, so none of the kept restore points can be chosen: {fault.Message}");
        }

        if (RestorePointChoice.ToLeave(history, leaving, now, options.Value.RestorePointMaxAge) is not { Chosen: var kept, Other: var other })
        {
            return NothingToGoBackTo(key, now, history.Count == 0
                ? "Nothing was captured before the trouble began, so the plan rests on the providers' own history: that is not proven."
                : $"Nothing that was captured is fit to go back to from {leaving.Version}: what is kept is of that release, was left by an earlier backout, or is too old. So the plan rests on the providers' own history: that is not proven.");
        }

        // Where nothing bears a release, it is the records that were changed.
        var point = leaving.Components.Count == 0 && kept.Revisions.Count > 0
            ? await BeforeLastChangeAsync(kept, brief, cancellationToken)
            : kept.Point;
        return new ReportRestorePoint(key, point, $"{RestorePointWords.Name(point)} ({RestorePointWords.Standing(kept)}), read at {RestorePointWords.Minute(point.TakenAt)}")
        {
            Choice = new PointChoice(
                RestorePointWords.Standing(kept),
                other is null ? null : new OfferedPoint(RestorePointWords.Handle(other, history), RestorePointWords.Standing(other))),
        };
    }

    private async Task<RestorePoint> BeforeLastChangeAsync(KeptRestorePoint kept, WorkBrief brief, CancellationToken cancellationToken)
    {
        var present = await capture.CaptureAsync(ContextOf(brief), IsLastTry(brief), cancellationToken);
        return kept.Dated.FirstOrDefault(point => !point.HoldsTheSameAs(present)) ?? kept.Point;
    }

    private static ReportRestorePoint NothingToGoBackTo(CommandKey key, DateTimeOffset at, string why) => new(key, new RestorePoint(at, [], [why]), "none to go back to");

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
        catch (Exception fault) when (IsLastTry(brief) && !cancellationToken.IsCancellationRequested)
        {
            return new CheckResult(item, CheckStatus.Unknown, $"The check failed: {fault.Message}", "Look at it yourself; the bot's log has the details.", []);
        }
    }

    private async Task<ReportPlanning> PlanAsync(CommandKey key, WorkBrief brief, CancellationToken cancellationToken)
    {
        var leaving = await LeavingAsync(brief, cancellationToken);
        var history = await store.Journal.ListRestorePointsAsync(brief.State.Service, cancellationToken);
        var moved = await MovedAsync(brief, leaving, history, cancellationToken);
        var context = ContextOf(brief) with { Moved = moved, Included = brief.State.Included, Undone = brief.State.Undoing?.Steps ?? [] };
        var outcomes = await Task.WhenAll(StepsToPlan(brief).Select(async step => new PlannedStep(step.Id, await PlanAsync(step, brief, context, cancellationToken))));
        if (!IsLastTry(brief) && outcomes.Select(one => one.Outcome).OfType<PlanningOutcome.Unreadable>().FirstOrDefault() is { } unreadable)
        {
            throw new InvalidOperationException(unreadable.Reason);
        }

        var writes = outcomes.Select(one => one.Outcome).OfType<PlanningOutcome.Planned>().SelectMany(made => made.Step.Writes ?? []).ToArray();
        var holder = await store.Journal.FindHolderAsync(brief.State.Id, writes, cancellationToken);
        return new ReportPlanning(key, outcomes) { Holder = holder, Left = await LeftAsync(brief.State, cancellationToken), Leaving = leaving, For = brief.State.Target, Moved = moved, Others = Others(brief, leaving, history) };
    }

    private async Task<IReadOnlyList<string>> LeftAsync(BackoutState state, CancellationToken cancellationToken) =>
        [.. (await states.UnsettledAsync(cancellationToken)).Where(ended => ended.Service == state.Service).SelectMany(ended => Residue.Of(ended).Select(left => $"{ended.Id}: {left.Text}"))];

    private static IEnumerable<StepDefinition> StepsToPlan(WorkBrief brief) => brief.State.Undoing switch
    {
        null => brief.Service.Steps,
        { IsOfOwn: true } own => own.Steps.Select(step => new StepDefinition(step.Id, step.Action, [])),
        var all => UndoOrder.Of(all, brief.Service),
    };

    /// <summary>What else could be gone back to: said where no plan leads to the point that was taken.</summary>
    private static IReadOnlyList<OfferedPoint> Others(WorkBrief brief, Release leaving, IReadOnlyList<KeptRestorePoint> history) =>
    [
        .. history
            .Where(kept => kept.LeftBy is null && kept.Release.Components.Count > 0 && !leaving.IsSameAs(kept.Release) && !kept.Release.IsSameAs(brief.State.RestorePoint?.Release))
            .Take(RestorePointChoice.ProvenKept)
            .Select(kept => new OfferedPoint(RestorePointWords.Handle(kept, history), RestorePointWords.Standing(kept))),
    ];

    /// <summary>What somebody changed since the release that is left was out. Where that can't be read, nothing is said to have been.</summary>
    private async Task<IReadOnlyList<MovedResource>> MovedAsync(WorkBrief brief, Release leaving, IReadOnlyList<KeptRestorePoint> history, CancellationToken cancellationToken)
    {
        if (brief.State.RestorePoint is not { } to || history.FirstOrDefault(kept => leaving.IsSameAs(kept.Release)) is not { } kept)
        {
            return [];
        }

        DateTimeOffset? releasedAt;
        try
        {
            var asked = new CheckContext(brief.State.Id, brief.Service, to, []);
            releasedAt = (await Task.WhenAll(releases.Select(source => source.ReleasedAtAsync(asked, cancellationToken)))).Min();
        }
        catch (Exception) when (IsLastTry(brief) && !cancellationToken.IsCancellationRequested)
        {
            return [];
        }

        if (releasedAt is not { } since)
        {
            return [];
        }

        var now = await capture.CaptureAsync(ContextOf(brief), faultsAreStates: IsLastTry(brief), cancellationToken);
        return [.. MovedResource.Find(kept.Dated, since, to, now).Where(moved => !brief.State.Included.Contains(moved.Resource))];
    }

    /// <summary>What is to be left. Where it can't be read, the steps say what is wrong, and the plan does not wait for its name.</summary>
    private async Task<Release> LeavingAsync(WorkBrief brief, CancellationToken cancellationToken)
    {
        try
        {
            // Of a roll-back one leaves what that took back; what an ended backout brought is left as it runs.
            return brief.State.Undoing is { IsOfOwn: false }
                ? (await capture.CaptureAsync(ContextOf(brief) with { IsRequested = false, SuspectSince = null }, faultsAreStates: true, cancellationToken)).Release
                : await capture.RunningAsync(ContextOf(brief), cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Release.Unknown;
        }
    }

    private async Task<PlanningOutcome> PlanAsync(StepDefinition step, WorkBrief brief, ActionContext context, CancellationToken cancellationToken)
    {
        if (!actions.TryGetValue(step.Action, out var action))
        {
            return new PlanningOutcome.Impossible($"Step {step.Id} wants the action «{step.Action}», which this bot does not have.", $"Name one of: {string.Join(", ", actions.Keys.Order(StringComparer.Ordinal))}.");
        }

        try
        {
            var done = context.Undone.FirstOrDefault(one => one.Id == step.Id);
            var outcome = done is null ? await action.PlanAsync(context, step, brief.State.RestorePoint, cancellationToken) : await PlanUndoAsync(action, context, done, cancellationToken);
            if (outcome is not PlanningOutcome.Planned planned)
            {
                return outcome;
            }

            // What puts something back may be the work of another action than the one that did it.
            var performs = actions[planned.Step.Action];
            var made = done is null ? planned.Step : AsUndo(planned.Step, done, brief.State.Undoing!);
            return planned with { Step = made with { Supporting = performs.IsSupporting(made), Runbook = performs.Runbook(context, made), Deadline = performs.PaceOf(made).Deadline, Writes = performs.WritesOf(made, brief.Service) } };
        }
        catch (Exception fault) when (IsLastTry(brief) && !cancellationToken.IsCancellationRequested)
        {
            return new PlanningOutcome.Unreadable($"Step {step.Id} could not be planned: {fault.Message}", "Mend that, then have it planned again; the bot's log has the details.");
        }
    }

    private static async Task<PlanningOutcome> PlanUndoAsync(IRollbackAction action, ActionContext context, PlanStep done, CancellationToken cancellationToken) =>
        action is IUndoable undoable
            ? await undoable.PlanUndoAsync(context, done, cancellationToken)
            : new PlanningOutcome.Impossible($"{action.Name} has no way back.", "Put it back by hand.");

    /// <summary>It needs as many approvers as what it puts back. Beside the step itself it has a name of its own.</summary>
    private static PlanStep AsUndo(PlanStep step, PlanStep done, Undoing undoing) => step with
    {
        Id = undoing.IsOfOwn ? new StepId($"undo-{done.Id}") : done.Id,
        Undoes = undoing.IsOfOwn ? done.Id : null,
        ApprovalsNeeded = Math.Max(step.ApprovalsNeeded, done.ApprovalsNeeded),
    };

    private async Task<IntendStep> IntendAsync(CommandKey key, Work.Intend intend, WorkBrief brief, CancellationToken cancellationToken)
    {
        var due = BackoutAgenda.BasisDue(brief.State, intend.Step, time.GetUtcNow()).Where(step => actions.ContainsKey(step.Action));
        return new IntendStep(key, intend.Step)
        {
            Basis = await Task.WhenAll(due.Select(step => actions[step.Action].ReadBasisAsync(ContextOf(brief), step, cancellationToken))),
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
                return await action.VerifyAsync(ContextOf(brief), step, cancellationToken);
            }
            catch (Exception fault) when (IsLastTry(brief) && !cancellationToken.IsCancellationRequested)
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

    private async Task<ReportObservation> ObserveAsync(CommandKey key, Work.Observe observe, WorkBrief brief, CancellationToken cancellationToken)
    {
        var (step, action) = Approved(brief.State, observe.Step);
        var seen = action is null
            ? new Observation.Unseen($"This bot has no action «{step.Action}» to look with.")
            : await action.ObserveAsync(ExecutionOf(brief, step, observe.Attempt, observe.Key), observe.Handle, cancellationToken);
        return new ReportObservation(key, observe.Step, observe.Attempt, seen);
    }

    private async Task<ReportValidation> ValidateAsync(CommandKey key, WorkBrief brief, CancellationToken cancellationToken)
    {
        var items = BackoutAgenda.ValidationItems.Where(item => !brief.Service.NotApplicable.ContainsKey(item));
        var results = Task.WhenAll(items.Select(item => CheckAsync(item, brief, cancellationToken)));

        // Plans of earlier versions don't say which of their steps only support others.
        var lasting = BackoutAgenda.VerifiedAtTheEnd(brief.State).Where(step => actions.GetValueOrDefault(step.Action)?.IsSupporting(step) != true);
        var verified = VerifyAsync(lasting, brief, cancellationToken);
        return new ReportValidation(key, await results) { Verified = await verified };
    }

    private (PlanStep Step, IRollbackAction? Action) Approved(BackoutState state, StepId id)
    {
        var step = state.FindStep(id) ?? throw new InvalidOperationException($"{state.Id} has no step {id}.");
        return (step, actions.GetValueOrDefault(step.Action));
    }

    private static StartOutcome.Failed Missing(PlanStep step) =>
        new($"This bot has no action «{step.Action}» any more.", "Run the version of the bot that made the plan, then try the step again.");
}
