using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Core.Signals;
using BackoutBot.Runtime.Backouts;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Residues;
using BackoutBot.Runtime.RestorePoints;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Plans;

/// <summary>Plans the steps of a backout, by the actions that the plan file names.</summary>
internal sealed partial class PlanMaker(
    IEnumerable<IRollbackAction> actions,
    IEnumerable<IReleaseSource> releases,
    IEnumerable<IAlarmReader> alarms,
    StateCapture capture,
    UsabilityInquiry inquiry,
    Leftovers leftovers,
    IStore store,
    BackoutStates states,
    LeftOpen leftOpen,
    ILogger<PlanMaker> logger)
{
    private readonly Dictionary<string, IRollbackAction> actions = actions.ToDictionary(action => action.Name, StringComparer.Ordinal);

    /// <summary>Plans each step of the plan file, or of what is to be put back.</summary>
    public async Task<ReportPlanning> MakeAsync(CommandKey key, WorkBrief brief, CancellationToken cancellationToken)
    {
        List<string> unread = [];
        var alarmsRead = RaisedAsync(brief, cancellationToken);
        var deploying = IsDeployingAsync(brief, cancellationToken);
        var leaving = await LeavingAsync(brief, unread, cancellationToken);
        var history = await store.Journal.ListRestorePointsAsync(brief.State.Service, cancellationToken);
        var ended = await leftovers.EndedAsync(brief.State.Service, cancellationToken);
        var present = new Lazy<Task<RestorePoint>>(() => capture.CaptureAsync(brief.Context, faultsAreStates: brief.IsLastTry, cancellationToken));
        var moved = await MovedAsync(brief, leaving, history, ended, present, unread, cancellationToken);
        var context = brief.Context with { Moved = moved, Included = brief.State.Included, Undone = brief.State.Undoing?.Steps ?? [] };
        var outcomes = await Task.WhenAll(StepsToPlan(brief).Select(async step => new PlannedStep(step.Id, await PlanAsync(step, brief, context, cancellationToken))));
        if (!brief.IsLastTry && outcomes.Select(one => one.Outcome).OfType<PlanningOutcome.Unreadable>().FirstOrDefault() is { } unreadable)
        {
            throw new InvalidOperationException(unreadable.Reason);
        }

        var writes = outcomes.Select(one => one.Outcome).OfType<PlanningOutcome.Planned>().SelectMany(made => made.Step.Writes ?? []).ToArray();
        var holder = await store.Journal.FindHolderAsync(brief.State.Id, writes, cancellationToken);
        var (raised, alarmsUnread) = await alarmsRead;
        return new ReportPlanning(key, brief.State.PlanRound, outcomes)
        {
            Holder = holder,
            Raised = raised,
            Left = await LeftAsync(brief.State, cancellationToken),
            Besides = await BesidesAsync(brief, outcomes, cancellationToken),
            Leaving = leaving,
            For = brief.State.Target,
            Moved = moved,
            LeftStates = await LeftStatesAsync(brief, moved, outcomes, present),
            WhileDeploying = await deploying,
            Others = TakesBack(outcomes) ? [] : await OthersAsync(brief, leaving, history, cancellationToken),
            Open = await OpenAsync(brief, unread, cancellationToken),
            Unread = alarmsUnread is null ? unread : [.. unread, alarmsUnread],
        };
    }

    /// <summary>What stands of what the backout's steps put up, as the steps that close it see it. Where the last try can't read it, the plan says so.</summary>
    private async Task<IReadOnlyList<StepVerification>> OpenAsync(WorkBrief brief, List<string> unread, CancellationToken cancellationToken)
    {
        List<StepVerification> seen = [];
        foreach (var open in brief.State.OpenBrackets.Where(open => actions.ContainsKey(open.Closing!.Action)))
        {
            try
            {
                seen.Add(await actions[open.Closing!.Action].VerifyAsync(brief.Context, open.Closing, cancellationToken));
            }
            catch (Exception fault) when (brief.IsLastTry && !cancellationToken.IsCancellationRequested)
            {
                unread.Add($"It could not be read whether this still stands: {open.Stands}. {fault.Message}");
            }
        }

        return seen;
    }

    /// <summary>The service's alarms that are raised. Where the last try can't read them, the plan says so.</summary>
    private async Task<(IReadOnlyList<RaisedAlarm>? Raised, string? Unread)> RaisedAsync(WorkBrief brief, CancellationToken cancellationToken)
    {
        try
        {
            return ([.. (await Task.WhenAll(alarms.Select(reader => reader.RaisedAsync(brief.State.Id, brief.State.Service, brief.Service.SignalKeys, cancellationToken)))).SelectMany(read => read)], null);
        }
        catch (Exception fault) when (brief.IsLastTry && !cancellationToken.IsCancellationRequested)
        {
            return (null, $"It could not be read which alarms are raised. {fault.Message}");
        }
    }

    /// <summary>What earlier backouts of the service left, without what is seen to be gone at this moment.</summary>
    private async Task<IReadOnlyList<string>> LeftAsync(BackoutState state, CancellationToken cancellationToken)
    {
        List<string> left = [];
        foreach (var ended in (await states.UnsettledAsync(cancellationToken)).Where(ended => ended.Service == state.Service))
        {
            var stands = await leftOpen.AsItStandsAsync(ended, cancellationToken);
            left.AddRange(Residue.Of(stands).Select(one => $"Left by {ended.Id} when it ended at {ended.ClosedAt:yyyy-MM-dd HH:mm} UTC, and not seen since to be otherwise: {one.Text}"));
        }

        return left;
    }

    /// <summary>What the ended backout that is to be put back did besides, or may have done, as far as it still is so and no step of the plan takes it away; null where none is to be put back.</summary>
    private async Task<IReadOnlyList<string>?> BesidesAsync(WorkBrief brief, IReadOnlyList<PlannedStep> outcomes, CancellationToken cancellationToken)
    {
        if (brief.State.Undoing is not { Of: { } id, Besides: not null } || await states.KnownByNowAsync(id, cancellationToken) is not { } ended)
        {
            return null;
        }

        StepDefinition[] closing = [.. StepsToPlan(brief).Where(step => step.Closes is not null && outcomes.Any(one => one.Step == step.Id && one.Outcome is PlanningOutcome.Planned))];
        var stands = await leftOpen.AsItStandsAsync(ended, cancellationToken);
        return Undoing.BesidesOf(stands with { Effects = stands.Effects.RemoveAll(effect => effect.IsOpenBracket && Array.Exists(closing, step => step.Closes == effect.Step.Id || step.Id == effect.Closing!.Id)) });
    }

    private static IEnumerable<StepDefinition> StepsToPlan(WorkBrief brief) => brief.State.Undoing switch
    {
        null => brief.Service.Steps,
        { IsOfOwn: true } own => own.Steps.Select(step => new StepDefinition(step.Id, step.Action, [])),
        var all => UndoOrder.Of(all, brief.Service),
    };

    private static bool TakesBack(IReadOnlyList<PlannedStep> outcomes) =>
        outcomes.Any(one => one.Outcome is PlanningOutcome.Planned { Step.Supporting: false }) && !outcomes.Any(one => one.Outcome is PlanningOutcome.Unreadable);

    /// <summary>What else could be gone back to, and is of use at this moment: said where no plan leads to the point that was taken.</summary>
    private async Task<IReadOnlyList<OfferedPoint>> OthersAsync(WorkBrief brief, Release leaving, IReadOnlyList<KeptRestorePoint> history, CancellationToken cancellationToken)
    {
        var others = history
            .Where(kept => kept.LeftBy is null && kept.Release.Components.Count > 0 && !leaving.IsSameAs(kept.Release) && !kept.Release.IsSameAs(brief.State.RestorePoint?.Release))
            .Take(RestorePointChoice.ProvenKept);
        var asked = await Task.WhenAll(others.Select(async kept => (Kept: kept, (await inquiry.AskAsync(brief.Context, kept.Point, cancellationToken)).WhyUnusable)));
        return [.. asked.Where(one => one.WhyUnusable is null).Select(one => new OfferedPoint(RestorePointWords.Handle(one.Kept, history), RestorePointWords.Standing(one.Kept)))];
    }

    /// <summary>What somebody changed since the release that is left was out. Where the last try can't read it, the plan says so.</summary>
    private async Task<IReadOnlyList<MovedResource>> MovedAsync(WorkBrief brief, Release leaving, IReadOnlyList<KeptRestorePoint> history, IReadOnlyList<BackoutState> ended, Lazy<Task<RestorePoint>> present, List<string> unread, CancellationToken cancellationToken)
    {
        if (brief.State.RestorePoint is not { } to || brief.State.Undoing is { IsOfOwn: true })
        {
            return [];
        }

        try
        {
            IReadOnlyList<MovedResource> meanwhile = [.. await MovedMeanwhileAsync(brief, leaving, cancellationToken), .. await MovedAfterAsync(brief, cancellationToken)];
            if (!MovedResource.CanFind(history, leaving, to) && ended.All(one => one.LeftStates.IsEmpty))
            {
                return [.. meanwhile.DistinctBy(moved => (moved.Action, moved.Resource))];
            }

            var asked = new CheckContext(brief.State.Id, brief.Service, to, []);
            var since = (await Task.WhenAll(releases.Select(source => source.ReleasedAtAsync(asked, cancellationToken)))).Min();
            var now = await present.Value;
            var left = MovedResource.Find(history, leaving, since, to, now).Concat(MovedResource.LeftBefore(ended, history, to, now)).Where(moved => !brief.State.Included.Contains(moved.Resource)).ToArray();
            var ours = await NotReachedAsync(brief, left, cancellationToken);
            return [.. left.Where(moved => !ours.Contains((moved.Action, moved.Resource))).Concat(meanwhile).DistinctBy(moved => (moved.Action, moved.Resource))];
        }
        catch (Exception fault) when (brief.IsLastTry && !cancellationToken.IsCancellationRequested)
        {
            unread.Add($"It could not be read whether somebody changed anything since the release: what the plan puts back may be such a change. {fault.Message}");
            return [];
        }
    }

    /// <summary>What stands as an ended backout found it, which was to put it back and did not: that is no change of somebody else's.</summary>
    private async Task<IReadOnlySet<(string Action, string Resource)>> NotReachedAsync(WorkBrief brief, MovedResource[] left, CancellationToken cancellationToken)
    {
        var steps = left.Length == 0 ? [] : (await leftovers.NotReachedAsync(brief.State.Service, cancellationToken)).Where(step => actions.ContainsKey(step.Action));
        var read = await Task.WhenAll(steps.Select(async step => (Step: step, Now: await actions[step.Action].ReadBasisAsync(brief.Context, step, cancellationToken))));
        return (from one in read
                from planned in one.Step.Basis!
                where planned.Resource is not null && one.Now.Facts.Any(fact => fact.Name == planned.Name && fact.Value == planned.Value)
                select (one.Step.Action, planned.Resource!)).ToHashSet();
    }

    /// <summary>How that stands which the plan leaves as it is, for somebody changed it: by itself, or with the step of this backout that had put it back.</summary>
    private static async Task<IReadOnlyList<CapturedState>> LeftStatesAsync(WorkBrief brief, IReadOnlyList<MovedResource> moved, IReadOnlyList<PlannedStep> outcomes, Lazy<Task<RestorePoint>> present)
    {
        var changed = brief.State.Effects.Where(effect => outcomes.Any(one => one.Step == effect.Step.Id && one.Outcome is PlanningOutcome.Impossible { Resource: { } left } && left == one.Step.Value)).Select(effect => effect.Step).ToArray();
        if (moved.Count == 0 && changed.Length == 0)
        {
            return [];
        }

        return
        [
            .. from state in (await present.Value).Readable
               where state.Release is null
               where moved.Any(one => one.IsOf(state))
                   || (changed.Any(step => step.Action == state.Action && step.Basis?.Any(fact => fact.Resource == state.Resource) is true)
                       && !brief.State.RestorePoint!.Readable.Any(state.IsSameAs))
               select state,
        ];
    }

    /// <summary>What is neither as it was when an earlier plan of this backout was made, nor as that plan was to leave it, and came with no release that went out since.</summary>
    private async Task<IReadOnlyList<MovedResource>> MovedMeanwhileAsync(WorkBrief brief, Release leaving, CancellationToken cancellationToken)
    {
        var last = brief.State.MovedMeanwhile.GroupBy(moved => (moved.Step.Action, moved.Fact.Resource)).Select(same => same.Last());
        var read = await Task.WhenAll(last.Where(moved => actions.ContainsKey(moved.Step.Action) && !brief.State.Included.Contains(moved.Fact.Resource!)).Select(async moved =>
        {
            var planned = moved.Step.Basis!.First(fact => fact.Name == moved.Fact.Name);
            var present = (await actions[moved.Step.Action].ReadBasisAsync(brief.Context, moved.Step, cancellationToken)).Facts.FirstOrDefault(fact => fact.Name == planned.Name)?.Value;
            return present is null || present == planned.Value || present == planned.Done || !brief.State.IsLeftAsMoved(moved, present, leaving)
                ? null
                : new MovedResource(moved.Step.Action, moved.Fact.Resource!, planned.Value, moved.ReadAt, present) { When = MovedWhen.SincePlanned };
        }));
        return [.. read.OfType<MovedResource>()];
    }

    /// <summary>What a step of this backout was to change and did not end well with, and is neither as that found it nor as that was to leave it.</summary>
    private async Task<IReadOnlyList<MovedResource>> MovedAfterAsync(WorkBrief brief, CancellationToken cancellationToken)
    {
        var begun = brief.State.Undoing is null ? brief.State.Effects.Where(effect => effect.IsHalfDone && actions.ContainsKey(effect.Step.Action)) : [];
        var read = await Task.WhenAll(begun.Select(async effect => (Effect: effect, Now: await actions[effect.Step.Action].ReadBasisAsync(brief.Context, effect.Step, cancellationToken))));
        return
        [
            .. from one in read
               from fact in MovedFact.Find(one.Effect.Step, one.Now)
               where fact.Resource is not null && !brief.State.Included.Contains(fact.Resource)
               select new MovedResource(one.Effect.Step.Action, fact.Resource!, fact.Was, one.Effect.Since, fact.Is) { When = MovedWhen.SinceStep },
        ];
    }

    /// <summary>Whether a release is being deployed. Where the last try can't read it, it may be.</summary>
    private async Task<bool> IsDeployingAsync(WorkBrief brief, CancellationToken cancellationToken)
    {
        try
        {
            return await capture.IsDeployingAsync(brief.Context, cancellationToken);
        }
        catch (Exception) when (brief.IsLastTry && !cancellationToken.IsCancellationRequested)
        {
            return true;
        }
    }

    /// <summary>What is to be left. Where the last try can't read it, the plan says so.</summary>
    private async Task<Release> LeavingAsync(WorkBrief brief, List<string> unread, CancellationToken cancellationToken)
    {
        try
        {
            // Of a roll-back one leaves what that took back; what an ended backout brought is left as it runs, wherever it goes from there.
            // An undo that goes another way now leaves what it, or somebody meanwhile, has deployed: that need not have ended well.
            if (brief.State.BeganAsUndo && (brief.State.Undoing is not null || await capture.IsSettledAsync(brief.Context, cancellationToken)))
            {
                return (await capture.CaptureAsync(brief.Context with { IsRequested = false, SuspectSince = null }, faultsAreStates: brief.IsLastTry, cancellationToken)).Release;
            }

            // Who goes on with what an ended backout did not reach leaves what that left.
            var runs = await capture.RunningAsync(brief.Context, cancellationToken);
            return runs.IsSameAs(brief.State.RestorePoint?.Release) && await leftovers.UnfinishedAsync(brief.State.Service, runs, cancellationToken) is { Leaving: { } left } ? left : runs;
        }
        catch (Exception fault) when (brief.IsLastTry && !cancellationToken.IsCancellationRequested)
        {
            unread.Add($"It could not be read what runs, so not whether somebody changed anything since either: what the plan puts back may be such a change, and what it leaves is not remembered as bad. {fault.Message}");
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
            if (await ChangedSinceAsync(action, step, brief, cancellationToken) is { } left)
            {
                return left;
            }

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
        catch (Exception fault) when (brief.IsLastTry && !cancellationToken.IsCancellationRequested)
        {
            LogNotPlanned(logger, fault, step.Id, brief.State.Id);
            return new PlanningOutcome.Unreadable($"Step {step.Id} could not be planned: {fault.Message}", "Mend that, then have it planned again; the bot's log has the details.");
        }
    }

    /// <summary>
    /// What an earlier plan of this backout did and somebody changed afterwards, as an on-call's fail-over may have, is left as it is until a person
    /// wants it done again. Which release is out is another matter: of that the plan itself says from what it goes back. Null where nothing is left.
    /// </summary>
    private static async Task<PlanningOutcome?> ChangedSinceAsync(IRollbackAction action, StepDefinition step, WorkBrief brief, CancellationToken cancellationToken)
    {
        if (brief.State.Undoing is not null
            || brief.State.Included.Contains(step.Id.Value)
            || brief.State.Effects.Find(effect => effect.Step.Id == step.Id && effect.IsSeenToLast) is not { } done
            || brief.State.RestorePoint?.Of(action.Name).Any(state => state.Release is null) is not true
            || brief.State.RestorePoint.Of(action.Name).Any(state => state.Release is not null))
        {
            return null;
        }

        return await action.VerifyAsync(brief.Context, done.Step, cancellationToken) switch
        {
            { Amiss: null } => null,
            { IsUnread: true, Amiss: var why } when brief.IsLastTry => new PlanningOutcome.Unreadable($"It can't be read whether «{done.Step.Title}» is still as this backout left it. {why}", "Mend that, then have it planned again."),
            { IsUnread: true, Amiss: var why } => throw new InvalidOperationException(why),
            { Amiss: var why } => new PlanningOutcome.Impossible(
                $"«{done.Step.Title}» was done by this backout. {why} Somebody changed it since, so it is left as it is.",
                $"To have it done again: include {step.Id}")
            {
                Resource = step.Id.Value,
            },
        };
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
}
