using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Services;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Backouts.Agenda;

/// <summary>What a backout has to do now, and when it must be woken at the latest. Derived from the state alone, so a crash loses none of it.</summary>
/// <param name="Work">To do now.</param>
/// <param name="WakeAt">When a <see cref="Commands.Tick"/> is due, UTC; null where none is.</param>
public sealed record BackoutAgenda(IReadOnlyList<Work> Work, DateTimeOffset? WakeAt)
{
    /// <summary>What is checked before a deployment: what the bot may do, and all of phases 1 to 10.</summary>
    public static IReadOnlyList<ItemId> PreparationItems { get; } =
        [.. Checklist.Checkable.Where(item => item.Phase <= 10).Select(item => item.Id)];

    /// <summary>The items that are worth knowing while a deployment is watched: can we go back, and would we see whether it helped?</summary>
    public static IReadOnlyList<ItemId> WatchItems { get; } = [new("1.1"), new("3.1"), new("6.1"), new("7.1")];

    /// <summary>The item that says whether the service is well, by its alarms.</summary>
    public static ItemId MonitoringItem { get; } = new("12.2");

    /// <summary>The item that says whether the service works.</summary>
    public static ItemId WorksItem { get; } = new("12.1");

    /// <summary>The items that prove a rollback.</summary>
    public static IReadOnlyList<ItemId> ValidationItems { get; } = [WorksItem, MonitoringItem];

    // How long what was read before one step is still taken to be so for the next.
    private static readonly TimeSpan BasisHolds = TimeSpan.FromMinutes(1);

    /// <summary>The agenda of a backout.</summary>
    public static BackoutAgenda Of(BackoutState state, ServiceDefinition service, DateTimeOffset now)
    {
        if (state.Version == 0 || state.IsClosed || state.BrokenAt is not null)
        {
            return new BackoutAgenda([], null);
        }

        List<Work> work = [];
        switch (state.Phase)
        {
            case BackoutPhase.Preparing:
                AddCapture(state, work);
                AddChecks(state, PreparationItems, work);
                break;
            case BackoutPhase.Watching:
                AddCapture(state, work);
                AddChecks(state, WatchItems, work);
                break;
            case BackoutPhase.Planning:
                AddCapture(state, work);
                if (!NeedsPoint(state))
                {
                    work.Add(new Work.MakePlan(state.PlanRound));
                }

                break;
            case BackoutPhase.Running or BackoutPhase.Paused or BackoutPhase.Blocked or BackoutPhase.Ending:
                AddSteps(state, work);
                break;
            case BackoutPhase.Validating or BackoutPhase.Unproven:
                work.Add(new Work.Validate());
                break;
            case BackoutPhase.Reviewing:
                work.Add(new Work.Review());
                break;
            default:
                break;
        }

        return new BackoutAgenda(work, WakeTime(state, service, now));
    }

    /// <summary>
    /// Whether the state to go back to is still to be found. What was captured while a deployment was watched is one of those to choose from once
    /// a plan is to be made; what could not be chosen for want of a read is chosen with the next plan.
    /// </summary>
    public static bool NeedsPoint(BackoutState state) => state.RestorePoint is null
        || (state is { Phase: BackoutPhase.Planning, IsPointForWantOfRead: true, Undoing: not { IsOfOwn: true } } && state.PointRound != state.PlanRound)
        || (state is { Phase: BackoutPhase.Planning, IsPointChosen: false } && (state.Target is not null || state.PlanRound - state.StopRounds <= 1));

    /// <summary>The steps whose next attempt may begin. While something blocks, only what a person had tried again does; while all is halted, none.</summary>
    public static IEnumerable<StepState> Startable(BackoutState state)
    {
        if (state.Halt is not null || state.Phase is not (BackoutPhase.Running or BackoutPhase.Blocked or BackoutPhase.Ending))
        {
            yield break;
        }

        foreach (PlanStep step in state.StepsAtHand)
        {
            StepState current = state.Steps[step.Id];
            if (current.Phase is StepPhase.Pending
                && (state.Phase is not BackoutPhase.Blocked || current.Attempt > 0 || current.IsWithheld)
                && step.After.All(earlier => step.Closes is null ? state.Steps[earlier].IsDone : state.Steps[earlier].IsDoneOrSettling))
            {
                yield return current;
            }
        }
    }

    /// <summary>
    /// The steps whose basis is to be read before the next attempt at a step: all of the plan before its first, and as long as none of its steps
    /// has come to anything; afterwards the step's own, unless it follows within a minute on what it waited for. What takes something away is held
    /// up by nothing once the plan has begun.
    /// </summary>
    /// <param name="state">The backout.</param>
    /// <param name="next">The step that may begin.</param>
    /// <param name="now">Now, UTC.</param>
    public static IEnumerable<PlanStep> BasisDue(BackoutState state, StepId next, DateTimeOffset now)
    {
        if (state.Ending is not null || state.Plan?.Find(next) is not { } step)
        {
            return [];
        }

        IEnumerable<PlanStep> due = !state.HasBegunPlan || (step.Closes is null && IsUndone(state.Plan, state)) ? [.. state.Plan.Steps, .. state.Plan.Unneeded ?? []]
            : step.Closes is null && (state.Steps[next].IsWithheld || now - FollowsOn(state, step) > BasisHolds) ? [step]
            : [];
        return due.Where(one => one.Basis is { Count: > 0 });
    }

    /// <summary>
    /// The steps that are looked at once more before a step that takes away what stands around them: what customers then get is what they left. An
    /// ending takes it away whatever they get.
    /// </summary>
    /// <param name="state">The backout.</param>
    /// <param name="next">The step that may begin.</param>
    public static IEnumerable<PlanStep> VerifiedBefore(BackoutState state, StepId next)
    {
        if (state.Ending is not null || state.Plan?.Find(next) is not { Closes: not null } closing)
        {
            return [];
        }

        HashSet<StepId> inside = [];
        AddEarlier(state.Plan, closing, inside);
        return state.Plan.Steps.Where(step => inside.Contains(step.Id) && !step.Supporting && state.Steps[step.Id].Phase is not StepPhase.Skipped);
    }

    /// <summary>
    /// The steps whose effect is part of what is proved: of each, as it was done last, and those that were not needed. What the plan leaves as
    /// somebody made it is named at the end instead.
    /// </summary>
    public static IEnumerable<PlanStep> VerifiedAtTheEnd(BackoutState state)
    {
        PlanStep[] done = [.. state.Effects.Where(effect => effect.IsSeenToLast).Select(effect => effect.Step).GroupBy(step => step.Id).Select(steps => steps.Last())];
        return done.Concat(state.Unneeded.ExceptBy(done.Select(step => step.Id), step => step.Id)).Where(step => !state.LeftOut.Exists(left => left.Step == step.Id));
    }

    /// <summary>The steps that people skipped while nobody had seen what came of them: what they began may have come to its end since.</summary>
    public static IEnumerable<PlanStep> SkippedHalfDone(BackoutState state) =>
        state.Effects.Where(effect => effect.IsHalfDone && state.Steps.GetValueOrDefault(effect.Step.Id) is { Phase: StepPhase.Skipped }).Select(effect => effect.Step);

    private static void AddEarlier(Plan plan, PlanStep step, HashSet<StepId> found)
    {
        foreach (StepId id in step.After.Where(found.Add))
        {
            AddEarlier(plan, plan.Find(id)!, found);
        }
    }

    /// <summary>When the latest of what the step waited for was done, or its own last attempt ended; else when the plan's first step began.</summary>
    /// <summary>Whether every step of the plan is still to be done, be it tried again.</summary>
    private static bool IsUndone(Plan plan, BackoutState state) => plan.Steps.All(step => state.Steps[step.Id].Phase is StepPhase.Pending or StepPhase.Failed);

    private static DateTimeOffset? FollowsOn(BackoutState state, PlanStep step) =>
        step.After.Append(step.Id).Select(id => state.Steps[id]).Where(one => one.Phase is not StepPhase.Skipped).Max(one => one.EndedAt)
        ?? state.Steps.Values.Min(one => one.StartedAt);

    private static void AddCapture(BackoutState state, List<Work> work)
    {
        if (NeedsPoint(state))
        {
            work.Add(new Work.Capture());
        }
    }

    private static void AddChecks(BackoutState state, IReadOnlyList<ItemId> items, List<Work> work)
    {
        // What a check compares with is the restore point, so that comes first.
        if (state.RestorePoint is not null)
        {
            work.AddRange(items.Where(item => !state.Checks.ContainsKey(item)).Select(item => new Work.Check(item)));
        }
    }

    private static void AddSteps(BackoutState state, List<Work> work)
    {
        work.AddRange(Startable(state).Select(step => new Work.Intend(step.Id, step.Attempt + 1)));
        foreach (StepState step in state.Steps.Values.OrderBy(step => step.Id.Value, StringComparer.Ordinal))
        {
            if (step is { Phase: StepPhase.Starting, Key: { } begun })
            {
                work.Add(new Work.Begin(step.Id, step.Attempt, begun));
            }
            else if (step is { Phase: StepPhase.Running, Key: { } key, Handle: { } handle })
            {
                work.Add(new Work.Observe(step.Id, step.Attempt, key, handle));
            }
        }
    }

    /// <summary>When an attempt that is under way is overdue, UTC; null where it is not under way, was told to be, or has no deadline.</summary>
    /// <param name="state">The backout.</param>
    /// <param name="step">The step.</param>
    public static DateTimeOffset? OverdueAt(BackoutState state, PlanStep step) =>
        state.Steps.TryGetValue(step.Id, out StepState? stands) && stands is { IsInFlight: true, IsOverdue: false } ? stands.IntendedAt + step.Deadline : null;

    private static DateTimeOffset? WakeTime(BackoutState state, ServiceDefinition service, DateTimeOffset now)
    {
        DateTimeOffset? at = state.Phase switch
        {
            BackoutPhase.AwaitingApproval => state.ApprovalsExpireAt,
            BackoutPhase.Watching when BackoutDecider.QuietSince(state) is { } quiet => quiet + service.Validation.Soak,
            BackoutPhase.Validating when state.WellSince is { } well => well + service.Validation.Soak,
            BackoutPhase.Validating => state.PhaseSince + service.Validation.TimeoutFor(state.ProofSettles),
            BackoutPhase.Running or BackoutPhase.Paused or BackoutPhase.Blocked or BackoutPhase.Ending => state.StepsAtHand.Min(step => OverdueAt(state, step)),
            _ => null,
        };
        return at < now ? now : at;
    }
}
