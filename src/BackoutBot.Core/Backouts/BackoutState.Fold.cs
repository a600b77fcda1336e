using System.Collections.Immutable;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Announcements;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;
using BackoutBot.Core.Steps;
using static BackoutBot.Core.Backouts.BackoutPhase;

namespace BackoutBot.Core.Backouts;

public sealed partial record BackoutState
{
    /// <summary>A backout of which nothing is written yet.</summary>
    public static BackoutState New(BackoutId id) => new() { Id = id };

    /// <summary>The state after one more journal entry.</summary>
    public BackoutState Apply(JournalEntry entry) => Apply(entry.Event, entry.At, entry.Cause);

    /// <summary>The state after one more event.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="at">When it was decided, UTC.</param>
    /// <param name="cause">The command that it came from.</param>
    public BackoutState Apply(BackoutEvent happened, DateTimeOffset at, CommandKey cause)
    {
        BackoutState next = Fold(happened, at);
        return next with
        {
            Version = Version + 1,
            Handled = Handled.Add(cause),
            Decisions = DecisionWords.Of(this, happened, next, at) is { } decided ? Decisions.Add(decided) : Decisions,
            Turns = StepTurn.Of(this, happened, at) is { } turn ? Turns.Add(turn) : Turns,
        };
    }

    /// <summary>Whether a step is being started or runs.</summary>
    public bool HasStepInFlight => Steps.Values.Any(step => step.IsInFlight);

    /// <summary>Whether such a step does more than to wait for what lies with others: its change is then not known to be made.</summary>
    public bool HasStepAtWork => Steps.Values.Any(step => step is { IsInFlight: true, IsSettling: false });

    /// <summary>Whether any step of any plan of this backout was ever attempted.</summary>
    public bool HasActed { get; init; }

    private BackoutState Fold(BackoutEvent happened, DateTimeOffset at) => happened switch
    {
        BackoutOpened e => this with
        {
            Service = e.Service,
            Environment = e.Environment,
            Channel = e.Channel,
            OpenedFor = e.Version,
            OpenedAt = at,
            PhaseSince = at,
        },
        PhaseEntered e => Enter(e, at),
        SignalJoined e => this with { Signals = Signals.Add(e.Signal), UnderOurPage = e.UnderOurPage ? UnderOurPage.Add(e.Signal.Id) : UnderOurPage, Outdated = e.IsOutdated ? Outdated.Add(e.Signal.Id) : Outdated, HasThread = HasThread || (e.Signal.IsBad && !e.IsOutdated) },
        RestorePointTaken e => this with { RestorePoint = e.Point, Choice = e.Choice, IsPointChosen = RequestedBy is not null || FirstBadSignal is not null, IsPointForWantOfRead = e.IsForWantOfRead, PointRound = PlanRound, AimedAt = AimingAt(e.Point.Release) },
        RestorePointSoughtAnew => this with { RestorePoint = null, Choice = null, HasSoughtPointAnew = true },
        TargetChosen e => this with { Target = e.Target, TargetChosenBy = e.By, IsPointChosen = false, Undoing = null, UndoingAll = null, Leaving = UndoingAll is null ? Leaving : null },
        UndoRequested e => this with { Undoing = e.Undoing, UndoingAll = e.Undoing.IsOfOwn ? UndoingAll : e.Undoing, BeganAsUndo = BeganAsUndo || !e.Undoing.IsOfOwn, AimedAt = AimingAt(e.Undoing.To), BeforeUndo = e.Undoing.IsOfOwn ? new SetAside(this, at) : null },
        ResourceIncluded e => this with { Included = Included.Add(e.Resource), Undoing = WithoutOwnUndo },
        ReleaseCleared e => this with { ClearedBy = new TakenOver(e.By, e.Reason) },
        ItemChecked e => this with
        {
            Checks = Checks.SetItem(e.Result.Item, e.Result with { FoundAt = at }),
            NotSeenFromOutside = e.Result.Item == Agenda.BackoutAgenda.WorksItem ? e.Result.NotSeenFromOutside : NotSeenFromOutside,
        },
        ItemAttested e => this with { Attested = Attested.Add(e.Item), Checks = Checks.SetItem(e.Item, new CheckResult(e.Item, CheckStatus.Pass, $"{e.By} attests: {e.Statement}", null, []) { FoundAt = at }) },
        BackoutRequested e => this with { RequestedBy = e.By, RequestedAt = at, HasThread = true },
        StopRequested e => this with
        {
            Stopping = new Stopping(e.By, e.Reason, new SetAside(this, at)),
            Undoing = WithoutOwnUndo,
            HasThread = true,
            PlanRound = PlanRound + 1,
            StopRounds = StopRounds + 1,
            HasApprovedPlan = false,
            Drifted = [],
        },
        StopCalledOff => Stopping!.SetAside.TakenUp(this, at),
        UndoCalledOff => BeforeUndo!.TakenUp(this, at),
        PlanProposed e => this with
        {
            Plan = e.Plan,
            MadeInRound = PlanRound,
            ReadQuietlyAt = e.WhileDeploying ? null : at,
            Denial = null,
            Leaving = Leaving ?? e.Leaving,
            FoundRunning = e.Leaving,
            IsThereAlready = Stopping is null && Undoing is not { IsOfOwn: true } ? e.IsThereAlready : IsThereAlready,
            Moved = [.. e.Moved ?? []],
            MovedMeanwhile = WithLeft(e.Moved ?? []),
            Includable = [.. (e.Plan.LeftOut ?? []).Select(left => left.Resource).OfType<string>()],
            Quorum = e.Quorum,
            ApprovalsExpireAt = e.ExpiresAt,
            Approvals = [],
            PlanningProblems = [],
            HeldAfter = [],
            Steps = e.Plan.Steps.ToImmutableDictionary(step => step.Id, step => StepState.Pending(step.Id)),
        },
        LeftToOthers e => this with { Moved = [.. e.Moved], LeftToOthers = [.. e.Moved], LeftStates = [.. e.States] },
        AlarmsRead e => this with { ReadRaised = [.. e.Unheard], AlarmsReadAt = at },
        PlanningFailed e => this with { Plan = null, Leaving = Leaving ?? e.Leaving, FoundRunning = e.Leaving ?? FoundRunning, PlanningProblems = [.. e.Problems], IsNothingLeft = e.IsNothingLeft, Includable = [.. e.Includable ?? []] },
        NothingLeft e => this with { Unneeded = [.. e.Unneeded] },
        PlanApproved e => this with { Approvals = Approvals.Add(new Approval(e.By, at, e.Authority)) },
        ApprovalLapsed e => this with { Approvals = Approvals.RemoveAll(approval => approval.By == e.By) },
        PlanDenied e => this with { Denial = new Denial(e.By, at, e.Reason) },
        PlanDrifted e => WithMoved(e.Moved) with { Drifted = [.. e.Moved] },
        StepDrifted e => WithMoved(e.Moved).Move(e.Step, StepTrigger.Drift, step => step with
        {
            Note = $"Not begun. {string.Join("; ", e.Moved.Select(fact => fact.InWords))}.",
            Fix = "See who changed it and why. Then have it planned again, put it back and retry, or skip the step.",
            IsWithheld = true,
            EndedAt = at,
        }),
        StepWithheld e => (this with { Effects = e.Amiss is null ? Effects : WithAmiss(e.Amiss) }).Move(e.Step, StepTrigger.Drift, step => step with { Note = $"Not begun. {e.Reason}", Fix = e.Fix, IsWithheld = true, EndedAt = at }),
        StepIntended e => (SeenAsLeft(e.Step) with { HasActed = true, WaitsFor = null, Effects = SeenAsLeft(e.Step).WithIntended(e, at), Keys = Keys.Add(e.Key) }).Move(e.Step, StepTrigger.Intend, step => step with
        {
            Attempt = e.Attempt,
            Key = e.Key,
            Handle = null,
            Percent = 0,
            Note = "being started",
            IsWithheld = false,
            IsSettling = false,
            Fix = null,
            StartedAt = step.StartedAt ?? at,
            IntendedAt = at,
            IsOverdue = false,
            EndedAt = null,
        }),
        PlanWaits e => this with { WaitsFor = e.For },
        StepHeldUp e when Steps.TryGetValue(e.Step, out StepState? held) => this with { Steps = Steps.SetItem(e.Step, held with { HeldUp = new HeldUp(held.HeldUp?.Since ?? at, e.Reason) }) },
        StepHeldUp => this,
        PlanHeld e => this with { HeldAfter = [.. e.After] },
        StepOverdue e when Steps.TryGetValue(e.Step, out StepState? late) => this with { Steps = Steps.SetItem(e.Step, late with { IsOverdue = true }) },
        StepOverdue => this,
        StepStarted e => (this with { Effects = [.. Effects.Select(effect => effect.Step.Id == e.Step && effect.Closing is not null ? effect with { ThereBy = effect.ThereBy ?? at } : effect)] }).Move(e.Step, StepTrigger.Start, step => step with { Handle = e.Handle, Note = e.Note }),
        StepProgressed e => Move(e.Step, StepTrigger.Progress, step => step with { Percent = e.Percent, Note = e.Note, IsSettling = e.IsSettling ?? step.IsSettling, IsUnseen = e.IsUnseen ?? step.IsUnseen }),
        StepSucceeded e => (this with { Effects = WithSeen(e.Step, e.Note, at), Unreached = Unreached.RemoveAll(step => step.Id == e.Step), LeftOut = e.IsWhole ? LeftOut.RemoveAll(left => left.Step == e.Step) : LeftOut }).WithStopped(e, at).WithPutBack(e.Step).Move(e.Step, StepTrigger.Succeed, step => step with { Percent = 100, Note = e.Note, Fix = null, EndedAt = at }).TellOpener(e),
        StepFailed e => (this with { Effects = WithNote(e.Step, e.Reason) }).WithHalfUndone(e.Step).WithStanding(e, at).Move(e.Step, StepTrigger.Fail, step => step with { Note = e.Reason, Fix = e.Fix, EndedAt = at }),
        StepBecameUncertain e => (this with { Effects = WithNote(e.Step, e.Reason) }).WithUnseen(e.Step).Move(e.Step, StepTrigger.LoseTrack, step => step with { Note = e.Reason, Fix = e.HowToTell, EndedAt = at }),
        StepSkipped e => WithSkipped(e, at).Move(e.Step, StepTrigger.Skip, step => step with { Note = $"skipped by {e.By}: {e.Reason}{(step.IsInFlight ? $" (last seen of it: {step.Note})" : "")}", Fix = null, EndedAt = at }),
        WellnessChanged e => this with { WellSince = e.Well ? at : null, WellnessNote = e.Note, Effects = WithAmiss(e.Amiss ?? []) },
        DecisionRecorded { Verb: "retry", Step: { } retried } => Move(retried, StepTrigger.Retry, step => step with { Note = "to be tried again", Fix = null }),
        DecisionRecorded { Verb: "replan" } => this with { Undoing = WithoutOwnUndo },
        // What a closing step at work does from here on is not looked at any more.
        DecisionRecorded { Verb: "leave" } e => Steps.Values.Where(step => step.IsInFlight).Aggregate(this, (state, step) => state.WithUnseen(step.Id)) with { LeftOpen = new TakenOver(e.By, e.Reason ?? "") },
        DecisionRecorded { Verb: "abort" } e => this with { GivenUp = new TakenOver(e.By, e.Reason ?? "") },
        DecisionRecorded { Verb: "accept" } e => this with { AcceptedBy = new TakenOver(e.By, e.Reason ?? "") },
        EndingBegun e => this with
        {
            Ending = new Ending([.. e.Steps], [.. e.Approvers]),
            Steps = Steps.SetItems(e.Steps.Select(step => KeyValuePair.Create(step.Id, StepState.Pending(step.Id) with { Attempt = Steps.GetValueOrDefault(step.Id)?.Attempt ?? 0 }))),
        },
        DecisionRecorded { Verb: "prepare" } => this with { HasThread = true },
        EffectGone e => this with { Effects = [.. Effects.Select(effect => effect.Step.Id == e.Step && effect.IsOpenBracket ? effect with { Standing = EffectStanding.Undone, HasStood = true, GoneAt = e.By?.At ?? at, TakenBy = e.By, ToldElsewhere = [.. e.ToldElsewhere ?? []], Note = e.By is { } taker ? $"Taken away by {taker.InWords}." : "Seen to be gone." } : effect)] },
        EffectSeen e when Effects.Exists(effect => effect.Step.Id == e.Step && effect.IsHalfDone) => this with
        {
            Effects = WithSeen(e.Step, $"Seen to be done at {at:HH:mm:ss} UTC.", at),
            Unreached = Unreached.RemoveAll(step => step.Id == e.Step),
        },
        EffectSeen e => this with { Effects = [.. Effects.Select(effect => effect.Step.Id == e.Step && effect.IsOpenBracket ? effect.As(e.Seen, at) : effect)] },
        ResidueTakenOver e => this with { ResidueTakenBy = new TakenOver(e.By, e.Reason) },
        ResidueSettled e => this with { Settled = e.Settled },
        AnnouncementMade e => this with { Announced = Announced.Add(new Told(e.Occasion, e.Audience, PlanRound, ClientWords.Shown(this))) },
        WritesHalted e => this with { Halt = e.Halt, WaitsFor = null, Steps = WithoutHeldUp },
        WritesResumed => this with { Halt = null },
        PostMortemWritten => this with { HasPostMortem = true },
        ApprovalsExpired or DecisionRecorded or CommandRefused or NoteAdded => this,
        UnreadableEvent e => throw new InvalidOperationException($"A newer version wrote entry {Version + 1} of the journal of {Id}. {e.Reason}"),
        _ => throw new InvalidOperationException($"The fold does not know {happened.GetType().Name}: a newer version wrote this journal."),
    };

    private ImmutableList<Release> AimingAt(Release? release) => release is { Components.Count: > 0 } ? AimedAt.Add(release) : AimedAt;

    /// <summary>What is to be put back of an ended backout; one's own step is put back by one plan and no other.</summary>
    private Undoing? WithoutOwnUndo => Undoing is { IsOfOwn: true } ? UndoingAll : Undoing;

    private BackoutState Enter(PhaseEntered entered, DateTimeOffset at)
    {
        BackoutState next = this with { Phase = entered.To, PhaseSince = at, WaitsFor = null, Steps = WithoutHeldUp, Stopping = entered.To is Planning or BackoutPhase.Ending or Reviewing || entered.Trigger is BackoutTrigger.StopDone or BackoutTrigger.Drift ? null : Stopping };
        BackoutState there = entered.To switch
        {
            Preparing => next with { Checks = Checks.Clear(), RestorePoint = null },
            // A person's word on what earlier steps brought says nothing of what the next ones bring.
            Planning => next.WithoutPlan() with { Attested = [.. Attested.Where(item => Checklist.Find(item)?.Phase != Checklist.ValidationPhase)], Undone = null, Stopped = null, PlanRound = PlanRound + 1, HasSoughtPointAnew = false, PlanningProblems = [], WellSince = null, WellnessNote = null },
            Running when entered.From is AwaitingApproval => next.WithTakenOn(at).WithApproved() with { Drifted = [] },
            Blocked when entered.Trigger is BackoutTrigger.Deny or BackoutTrigger.Expire => next.WithoutPlan() with { Undoing = WithoutOwnUndo },
            Blocked when entered.Trigger is BackoutTrigger.UndoDone => next.WithoutPlan() with { Undoing = WithoutOwnUndo, Undone = Undoing },
            Blocked when entered.Trigger is BackoutTrigger.StopDone or BackoutTrigger.Drift => next.WithoutPlan() with { Stopped = Backouts.Stopped.Of(this, Stopping!), Drifted = [] },
            Validating or Unproven when entered.Trigger is BackoutTrigger.UndoOff => next with { WellSince = null, WellnessNote = null },
            Validating when entered.From is AwaitingApproval => next.WithoutPlan() with { Undoing = WithoutOwnUndo, WellSince = null, WellnessNote = null },
            Validating => next with
            {
                WellSince = null,
                WellnessNote = null,

                // Where no step was needed any more, all was read to be done.
                Unreached = entered.From is Planning ? [] : Unreached,
                LeftOut = entered.From is Planning ? [] : LeftOut,
            },
            Reviewing => (next with { Undoing = WithoutOwnUndo }).WithOutcome(entered.Trigger),
            RolledBack or RolledBackInPart or StoodDown or NotNeeded or Abandoned => next with { ClosedAt = at, Outcome = entered.To },
            _ => next,
        };
        return there.Undoing is { IsOfOwn: true } ? there : there with { BeforeUndo = null };
    }

    /// <summary>The steps, of none of which it is told any more that it can't begin.</summary>
    private ImmutableDictionary<StepId, StepState> WithoutHeldUp => Steps.SetItems(Steps.Values.Where(step => step.HeldUp is not null).Select(step => KeyValuePair.Create(step.Id, step with { HeldUp = null })));

    private BackoutState WithoutPlan() => this with { Plan = null, HasApprovedPlan = false, Approvals = [], ApprovalsExpireAt = null, Steps = ImmutableDictionary<StepId, StepState>.Empty };

    /// <summary>What the approved plan takes away and no step of this backout put up.</summary>
    private BackoutState WithTakenOn(DateTimeOffset at)
    {
        PlanStep[] closing = [.. Plan!.Steps.Where(step => step.Closes is { } opened && Plan.Find(opened) is null && !Effects.Exists(effect => effect.Step.Id == opened && effect.IsOpenBracket))];
        ImmutableList<PersonId> approvers = [.. Approvals.Select(approval => approval.By)];
        return this with
        {
            Effects =
            [
                .. Effects.Where(effect => !closing.Any(step => step.Closes == effect.Step.Id || ClosesPartOf(effect, step))),
                .. closing.Select(step => Effects.Find(effect => ClosesPartOf(effect, step)) is { } whole ? whole.PartClosedBy(step, approvers)
                    : Effects.Find(effect => effect.Step.Id == step.Closes) is { } gone ? Effect.TakenOn(step, approvers, at).After(gone)
                    : Effect.TakenOn(step, approvers, at)),
            ],
        };
    }

    /// <summary>Whether the step is one of several that close what one step of an earlier plan put up: the plan file's entry stands for more steps than it did.</summary>
    private static bool ClosesPartOf(Effect effect, PlanStep step) => effect.IsOpenBracket && effect.Closing!.Id == step.Entry;

    private bool ClosesWhatThisBackoutOpens(PlanStep step) =>
        step.Closes is { } opened && (Plan!.Find(opened) is not null || Effects.Exists(effect => effect.Step.Id == opened));

    private BackoutState WithOutcome(BackoutTrigger trigger)
    {
        BackoutState ended = this with { EndedBy = trigger };
        if (trigger is BackoutTrigger.Prove && ended.WithoutUnneeded() is var whole && Residue.Of(whole).Count == 0)
        {
            return whole with { Outcome = RolledBack };
        }

        return ended with
        {
            Outcome = trigger switch
            {
                BackoutTrigger.Prove or BackoutTrigger.Accept when Effects.Exists(effect => effect.IsSeenToLast || effect is { StoodBefore: true, Standing: EffectStanding.Undone }) => RolledBackInPart,
                BackoutTrigger.Abort or BackoutTrigger.StepsEnd when !ApprovedSteps.IsEmpty && Unreached.IsEmpty && LeftOut.IsEmpty && Effects.Exists(effect => effect.IsSeenToLast) && !Effects.Exists(effect => effect.IsHalfDone || effect.IsOpenBracket) => RolledBackInPart,
                _ => Effects.All(effect => effect.Standing is EffectStanding.Undone) ? StoodDown : Abandoned,
            },
        };
    }

    /// <summary>Without what an earlier plan left half done, and the one that was carried out since did not need.</summary>
    private BackoutState WithoutUnneeded() => this with { Effects = Effects.RemoveAll(effect => effect.IsHalfDone && Plan?.Find(effect.Step.Id) is null) };

    /// <summary>A step that closes another, or puts back what it did, leaves no effect of its own.</summary>
    private ImmutableList<Effect> WithIntended(StepIntended happened, DateTimeOffset at)
    {
        StepId id = happened.Step;
        if (FindStep(id) is not { Undoes: null } step || (step.Closes is { } opened && Effects.Exists(effect => effect.Step.Id == opened)))
        {
            return Effects;
        }

        Effect? known = Effects.Find(effect => effect.Step.Id == id);
        Effect intended = new(step, known is { IsOpenBracket: true } ? known.Standing : EffectStanding.Possible, known is { IsOpenBracket: true } ? known.Since : at)
        {
            Closing = Plan?.Steps.FirstOrDefault(closing => closing.Closes == id) ?? known?.Closing,
            Stands = known is { IsOpenBracket: true } ? known.Stands : step.Target,
            Shown = known is { IsOpenBracket: true } ? known.Shown : null,
            ShownBefore = known is { IsOpenBracket: true } ? known.ShownBefore : [],
            ChangedAt = known is { IsOpenBracket: true } ? known.ChangedAt : null,
            ThereBy = known is { IsOpenBracket: true } ? known.ThereBy : null,
            HasStood = known is { HasStood: true } or { IsOpenBracket: true },
            Approvers = [.. Approvals.Select(approval => approval.By)],
            Round = MadeInRound,
            Attempt = happened.Attempt,
            Key = happened.Key,
            Earlier = known?.Earlier ?? [],
        };
        return known is null ? Effects.Add(intended) : Effects.Replace(known, IsOverBefore(known) ? intended.After(known) : intended);
    }

    /// <summary>Whether what is done now is done anew: an earlier plan did it, or it had stood and was gone. What stands open goes on.</summary>
    private bool IsOverBefore(Effect known) =>
        !known.IsOpenBracket && (known.Round != MadeInRound || known is { Standing: EffectStanding.Undone, HasStood: true });

    private ImmutableList<Effect> WithSeen(StepId id, string note, DateTimeOffset at) => [.. Effects.Select(effect =>
        effect.Step.Id == id ? effect.As(new SeenEffect(EffectStanding.Seen, effect.Step.Target), at) with { IsTakenAway = false, Note = note, Amiss = null }
        : FindStep(id)?.TakesBack == effect.Step.Id ? effect with { Standing = EffectStanding.Undone, HasStood = true, IsTakenAway = effect.Closing is not null, Note = note, GoneAt = at }
        : effect)];

    /// <summary>What an earlier step had begun, and this one stopped on its way, stays as this one saw it.</summary>
    private BackoutState WithStopped(StepSucceeded stop, DateTimeOffset at) => stop.Stopped is not { } key ? this : this with
    {
        Effects = [.. Effects.Select(effect => effect.Key == key && effect.IsHalfDone ? effect with { WasStopped = true, Note = $"stopped by {stop.Step} at {at:HH:mm:ss} UTC. {stop.Note}" } : effect)],
    };

    /// <summary>What stands inside was looked at before the step that takes away what stands around it.</summary>
    private BackoutState SeenAsLeft(StepId next) => Ending is null && FindStep(next)?.Closes is not null ? this with { Effects = WithAmiss([]) } : this;

    /// <summary>What was done and is otherwise now, and nothing else is.</summary>
    private ImmutableList<Effect> WithAmiss(IReadOnlyList<StepVerification> amiss) =>
        [.. Effects.Select(effect => effect with { Amiss = amiss.FirstOrDefault(seen => seen.Step == effect.Step.Id) })];

    /// <summary>What a step has changed by the time a person goes on without it: all, where only what lies with others was waited for.</summary>
    private BackoutState WithSkipped(StepSkipped skipped, DateTimeOffset at)
    {
        StepState? step = Steps.GetValueOrDefault(skipped.Step);
        string known = step is { IsInFlight: true } ? $"Still at work when last seen: {step.Note.TrimEnd('.')}." : Effects.Find(effect => effect.Step.Id == skipped.Step)?.Note ?? "";
        string note = $"{known} Skipped by {skipped.By}: {skipped.Reason}".TrimStart();
        return step is { Phase: StepPhase.Running, IsSettling: true }
            ? (this with { Effects = WithSeen(skipped.Step, note, at), Unreached = Unreached.RemoveAll(one => one.Id == skipped.Step) }).WithPutBack(skipped.Step)
            : (this with { Effects = WithNote(skipped.Step, note) }).WithUnseen(skipped.Step);
    }

    /// <summary>A step that takes something back, was begun and is not followed any more may have taken it back.</summary>
    private BackoutState WithUnseen(StepId id) => Steps.TryGetValue(id, out StepState? step) && step.Phase is StepPhase.Starting or StepPhase.Running && FindStep(id)?.TakesBack is { } taken
        ? this with { Effects = [.. Effects.Select(effect => effect.Step.Id == taken && (effect.IsOpenBracket || effect.IsSeenToLast) ? effect with { Standing = EffectStanding.Possible, Note = effect.IsSeenToLast ? $"It was being put back: {step.Note}" : effect.Note } : effect)] }
        : this;

    /// <summary>What was put back is not reached any more.</summary>
    private BackoutState WithPutBack(StepId id) => FindStep(id)?.Undoes is { } undone && Effects.Find(effect => effect.Step.Id == undone) is { } effect
        ? this with { Unreached = [.. Unreached.RemoveAll(step => step.Id == undone), effect.Step] }
        : this;

    /// <summary>What stands of a bracket when a step that opens or closes it has failed.</summary>
    private BackoutState WithStanding(StepFailed failed, DateTimeOffset at)
    {
        if (failed.Stands is not { } seen)
        {
            return this;
        }

        StepId? closed = FindStep(failed.Step)?.Closes;
        return this with
        {
            Effects =
            [
                .. Effects.Select(effect => effect.Closing is null ? effect
                    : effect.Step.Id == failed.Step ? effect.As(seen, at)
                    : effect.Step.Id == closed ? (effect with { HasStood = true }).As(seen, at)
                    : effect),
            ],
        };
    }

    /// <summary>What fails while it puts something back may have done so in part.</summary>
    private BackoutState WithHalfUndone(StepId id) => FindStep(id)?.Undoes is not null && Steps[id].Phase is StepPhase.Running ? WithUnseen(id) : this;

    /// <summary>What the opening step last said is not so any more.</summary>
    private BackoutState TellOpener(StepSucceeded closed) =>
        FindStep(closed.Step)?.Closes is { } opened && Steps.TryGetValue(opened, out StepState? opener) && opener.Phase is StepPhase.Succeeded
            ? this with { Steps = Steps.SetItem(opened, opener with { Note = $"Taken away again. {closed.Note}" }) }
            : this;

    private ImmutableList<Effect> WithNote(StepId id, string note) =>
        [.. Effects.Select(effect => effect.Step.Id == id ? effect with { Note = note } : effect)];

    private BackoutState Move(StepId id, StepTrigger trigger, Func<StepState, StepState> change)
    {
        if (!Steps.TryGetValue(id, out StepState? step))
        {
            return this;
        }

        StepPhase phase = StepMachine.Fire(step.Phase, trigger, step.IsOverdue).State;
        StepState changed = change(step);
        return this with { Steps = Steps.SetItem(id, changed with { Phase = phase, HeldUp = null, IsUnseen = phase is StepPhase.Running && changed.IsUnseen }) };
    }
}
