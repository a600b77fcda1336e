using System.Collections.Immutable;
using BackoutBot.Core.Announcements;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Core.Signals;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Backouts;

/// <summary>A backout as it stands: the fold of its events, and nothing else.</summary>
public sealed partial record BackoutState
{
    /// <summary>The backout.</summary>
    public required BackoutId Id { get; init; }

    /// <summary>The service.</summary>
    public ServiceId Service { get; init; }

    /// <summary>The environment, as the plan file names it.</summary>
    public string Environment { get; init; } = "";

    /// <summary>The channel where its thread lives.</summary>
    public string Channel { get; init; } = "";

    /// <summary>How many events it is the fold of; 0 before the first.</summary>
    public long Version { get; init; }

    /// <summary>
    /// The first entry of its journal that is not as the bot wrote it: the state tells what stood before, and nothing more comes of it. Whoever reads the
    /// journal finds that; it stands in none. Null where all fits.
    /// </summary>
    public long? BrokenAt { get; init; }

    /// <summary>The innermost phase.</summary>
    public BackoutPhase Phase { get; init; } = BackoutPhase.Watching;

    /// <summary>When the phase was entered, UTC.</summary>
    public DateTimeOffset PhaseSince { get; init; }

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it was closed, UTC; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How it will close, or has closed; null until that is known.</summary>
    public BackoutPhase? Outcome { get; init; }

    /// <summary>The version for which it was opened: that a person prepares, or that the first event named; null where unknown. It need not have gone out.</summary>
    public string? OpenedFor { get; init; }

    /// <summary>Every signal, in order of arrival.</summary>
    public ImmutableList<Signal> Signals { get; init; } = [];

    /// <summary>The alarms that went off while something stood open that the backout had put up. They tell nothing of the release; that they are quiet again is part of the proof.</summary>
    public ImmutableHashSet<SignalId> UnderOurPage { get; init; } = [];

    /// <summary>The signals that told of what was over already when they were heard.</summary>
    public ImmutableHashSet<SignalId> Outdated { get; init; } = [];

    /// <summary>The latest result for each checklist item.</summary>
    public ImmutableDictionary<ItemId, CheckResult> Checks { get; init; } = ImmutableDictionary<ItemId, CheckResult>.Empty;

    /// <summary>The items that a person vouched for.</summary>
    public ImmutableHashSet<ItemId> Attested { get; init; } = [];

    /// <summary>Whether a person may vouch for the item: the checklist says so, or this bot has no check for it.</summary>
    public bool CanAttest(ChecklistItem item) =>
        // What was measured and is not well is not made well by a word.
        Checks.GetValueOrDefault(item.Id) is not { Status: CheckStatus.Fail } && (item.Kinds.HasFlag(ItemKinds.Attested) || (Checks.TryGetValue(item.Id, out CheckResult? result) && (result.HasNoCheck || Attested.Contains(item.Id))));

    /// <summary>The state to go back to; null until it is captured.</summary>
    public RestorePoint? RestorePoint { get; init; }

    /// <summary>Why that point was taken from what was kept; null where it was captured for this backout.</summary>
    public PointChoice? Choice { get; init; }

    /// <summary>Where a person chose to go back to; null where nobody did.</summary>
    public PointTarget? Target { get; init; }

    /// <summary>What somebody changed since the release that is left was out, and the plan leaves as it is.</summary>
    public ImmutableList<MovedResource> Moved { get; init; } = [];

    /// <summary>What somebody changed, and the latest planning of the way back left as it is.</summary>
    public ImmutableList<MovedResource> LeftToOthers { get; init; } = [];

    /// <summary>How that stood then, and what a step was left out for since somebody had changed it.</summary>
    public ImmutableList<CapturedState> LeftStates { get; init; } = [];

    /// <summary>What somebody moved after it was read for one of the plans, the newest last.</summary>
    public ImmutableList<MovedMeanwhile> MovedMeanwhile { get; init; } = [];

    /// <summary>When the plan that is up was made, UTC, where nothing was being deployed then; null where something was, or there is no plan.</summary>
    public DateTimeOffset? ReadQuietlyAt { get; init; }

    /// <summary>What of others stands in the way of the present plan, or of having one, and a person may have it deal with.</summary>
    public ImmutableList<string> Includable { get; init; } = [];

    /// <summary>The resources that a person wants put back although somebody changed them.</summary>
    public ImmutableHashSet<string> Included { get; init; } = [];

    /// <summary>Whether the point was chosen to go back to, and not only captured while nothing was amiss yet.</summary>
    public bool IsPointChosen { get; init; }

    /// <summary>Whether none could be chosen because what is to be left could not be read.</summary>
    public bool IsPointForWantOfRead { get; init; }

    /// <summary>The plan round in which it was captured or chosen.</summary>
    public int PointRound { get; init; }

    /// <summary>Whether it was sought once more in the present plan round.</summary>
    public bool HasSoughtPointAnew { get; init; }

    /// <summary>Whether it has changed something to go back from a release that is known, so that it leaves that as one that is not gone back to.</summary>
    public bool HasLeftRelease => Undoing is not { IsOfOwn: false } && Effects.Exists(effect => effect.IsSeenToLast) && Leaving is { } left && !left.IsSameAs(RestorePoint?.Release);

    /// <summary>Who answers for going back again to the release that was left; null where nobody does.</summary>
    public TakenOver? ClearedBy { get; init; }

    /// <summary>Who asked for the backout; null until somebody does.</summary>
    public PersonId? RequestedBy { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>The plan that is up for approval or runs; null while there is none.</summary>
    public Plan? Plan { get; init; }

    /// <summary>What ran when the first plan was made, and is to be left; null where that was not known.</summary>
    public Release? Leaving { get; init; }

    /// <summary>The releases that it was to go to, the present one and those before another was chosen: its own steps may have brought any of them.</summary>
    public ImmutableList<Release> AimedAt { get; init; } = [];

    /// <summary>Whether it began as one that puts back what an ended backout did, wherever it goes now: it leaves what that brought.</summary>
    public bool BeganAsUndo { get; init; }

    /// <summary>What ran when the present plan was made; null where that was not read, or no plan was made.</summary>
    public Release? FoundRunning { get; init; }

    /// <summary>Whether the release that the present plan goes back to was there already when it was made, or on its way, and no step of this backout had brought it.</summary>
    public bool IsThereAlready { get; init; }

    /// <summary>How many plans were made; names a plan's round.</summary>
    public int PlanRound { get; init; }

    /// <summary>The round in which the plan that is up was made: not the last where another one was asked for and came to nothing.</summary>
    public int MadeInRound { get; init; }

    /// <summary>How many of them only were to stop what was being deployed.</summary>
    public int StopRounds { get; init; }

    /// <summary>The stop of what is being deployed that the present plan is for; null where the plan is to roll back.</summary>
    public Stopping? Stopping { get; init; }

    /// <summary>What is to be put back by the present plan, or the one that is being made, instead of going back from a release; null where nothing is.</summary>
    public Undoing? Undoing { get; init; }

    /// <summary>What was up before one step was to be put back, and is again where that comes to nothing; null where none is.</summary>
    public SetAside? BeforeUndo { get; init; }

    /// <summary>The ended backout that this one puts back, whatever its present plan is for; null where it goes back from a release.</summary>
    public Undoing? UndoingAll { get; init; }

    /// <summary>What the plan before was to put back, once it is over and until another is made; null where it was for something else.</summary>
    public Undoing? Undone { get; init; }

    /// <summary>The stop that is over and after which a person decides, until another plan is made; null where none is.</summary>
    public Stopped? Stopped { get; init; }

    /// <summary>Whether the present plan stops something in the midst of putting back an ended backout: the next plan would deploy again what was stopped.</summary>
    public bool IsStopOfUndo => Stopping is not null && UndoingAll is not null;

    /// <summary>Whether a release was captured, so that it is known which steps bring one.</summary>
    public bool KnowsReleaseSteps => RestorePoint?.States.Any(captured => captured.Release is not null) is true;

    /// <summary>Whether a step changes what release runs, as far as its action captured one.</summary>
    public bool BearsRelease(PlanStep step) => BringsRelease(step.Action);

    /// <summary>The same, for whatever step has that action.</summary>
    public bool BringsRelease(string action) => RestorePoint?.States.Any(captured => captured.Release is not null && captured.Action == action) is true;

    /// <summary>Who chose where the backout goes back to; null where nobody did.</summary>
    public PersonId? TargetChosenBy { get; init; }

    /// <summary>Who asked for what the present plan does, and so can't approve it; nobody before anybody did.</summary>
    public IReadOnlyList<PersonId> PlanAskedForBy =>
        Stopping is { } stopping ? [stopping.By]
        : Undoing is { IsOfOwn: true } own ? [own.By]
        : [.. new[] { RequestedBy, TargetChosenBy }.OfType<PersonId>().Distinct()];

    /// <summary>Why no plan could be made.</summary>
    public ImmutableList<string> PlanningProblems { get; init; } = [];

    /// <summary>Whether no plan could be made because everything was as it is to be already.</summary>
    public bool IsNothingLeft { get; init; }

    /// <summary>How many distinct approvers the plan needs.</summary>
    public int Quorum { get; init; }

    /// <summary>The approvals of the present plan.</summary>
    public ImmutableList<Approval> Approvals { get; init; } = [];

    /// <summary>When the wait for approvals ends, UTC.</summary>
    public DateTimeOffset? ApprovalsExpireAt { get; init; }

    /// <summary>The denial of the latest plan; null where it was not denied.</summary>
    public Denial? Denial { get; init; }

    /// <summary>How each step of the plan stands.</summary>
    public ImmutableDictionary<StepId, StepState> Steps { get; init; } = ImmutableDictionary<StepId, StepState>.Empty;

    /// <summary>Whether the present plan was approved.</summary>
    public bool HasApprovedPlan { get; init; }

    /// <summary>Who is waited for before a step of the plan begins; null where nobody is known to be.</summary>
    public ResourceHolder? WaitsFor { get; init; }

    /// <summary>The resources that the steps change which run or are to run, of the plan or of its ending.</summary>
    public IReadOnlyList<string> Claims => [.. StepsAtHand.SelectMany(step => step.Writes ?? []).Distinct()];

    /// <summary>Whether it is done with what it claimed: its steps are over, nothing that they put up stands, and of each it is known what came of it.</summary>
    public bool IsDoneWithClaims => Phase is BackoutPhase.Validating or BackoutPhase.Unproven or BackoutPhase.Reviewing && !OpenBrackets.Any() && !Effects.Exists(effect => effect.IsHalfDone);

    /// <summary>The steps after which the present plan waited, or waits, for a person's look; empty before that.</summary>
    public ImmutableList<StepId> HeldAfter { get; init; } = [];

    /// <summary>Whether a step of the present plan was ever attempted.</summary>
    public bool HasBegunPlan => Steps.Values.Any(step => step.Attempt > 0);

    /// <summary>What changed under the plan before the present one, so that its approvals are void.</summary>
    public ImmutableList<MovedFact> Drifted { get; init; } = [];

    /// <summary>What the steps of all plans have changed, or may have, in the order in which they began.</summary>
    public ImmutableList<Effect> Effects { get; init; } = [];

    /// <summary>The keys of all attempts that were intended, of whichever plan.</summary>
    public ImmutableHashSet<IdempotencyKey> Keys { get; init; } = [];

    /// <summary>What stands because a step put it up, and was not seen to be gone.</summary>
    public IEnumerable<Effect> OpenBrackets => Effects.Where(effect => effect.IsOpenBracket);

    /// <summary>What customers were shown and when, as far as it was seen, by all plans, for people.</summary>
    public IEnumerable<string> Windows => Effects.SelectMany(effect => effect.Everytime).OrderBy(effect => effect.Since).SelectMany(effect => effect.Windows).Distinct(StringComparer.Ordinal);

    /// <summary>What still runs since it was given up; null where nothing had to.</summary>
    public Ending? Ending { get; init; }

    /// <summary>The steps that run or are to run: of the plan, or of its ending.</summary>
    public IReadOnlyList<PlanStep> StepsAtHand => Ending is { } ending ? ending.Steps : Plan?.Steps ?? [];

    /// <summary>Who let stand what is open; null where nobody did.</summary>
    public TakenOver? LeftOpen { get; init; }

    /// <summary>Who gave it up; null where nobody did.</summary>
    public TakenOver? GivenUp { get; init; }

    /// <summary>Who accepted it without proof; null where nobody did.</summary>
    public TakenOver? AcceptedBy { get; init; }

    /// <summary>Who answers for what it left; null where nobody does.</summary>
    public TakenOver? ResidueTakenBy { get; init; }

    /// <summary>The later backout that settled what it left; null where none did, or nobody has looked.</summary>
    public Settled? Settled { get; init; }

    /// <summary>
    /// The same, as far as it is still so by what later backouts of the service saw and did: what one of them took away is gone, what one changed again
    /// does not stay as it was left, and what was not reached is measured by the latest plan that was approved.
    /// </summary>
    public BackoutState KnowingOf(IReadOnlyList<BackoutState> later)
    {
        ImmutableHashSet<StepId> gone = [.. later.SelectMany(state => state.Effects).Where(effect => effect.Closing is not null && effect.Standing is EffectStanding.Undone).Select(effect => effect.Step.Id)];
        BackoutState known = this with { Effects = Effects.RemoveAll(effect => (effect.IsOpenBracket && gone.Contains(effect.Step.Id)) || (effect.IsSeenToLast && later.Any(state => state.HasChanged(effect.Step)))) };
        BackoutState[] measuring = [.. later.Where(state => !state.ApprovedSteps.IsEmpty && state.Outcome is not BackoutPhase.StoodDown && (state.Undoing?.Of is not { } undone || undone == Id))];
        return measuring.Length == 0
            ? known
            : known with
            {
                Effects = known.Effects.RemoveAll(effect => !effect.IsOpenBracket && measuring.Any(state => state.Measures(effect.Step))),
                Unreached = known.Unreached.RemoveAll(step => measuring.Any(state => state.Undoing?.Of is not null || state.Measures(step))),
                LeftOut = known.LeftOut.RemoveAll(left => measuring.Any(state => state.Undoing?.Of is not null || state.Moved.IsEmpty || state.Names(left.Step))),
                LeftToOthers = [],
                FoundRunning = null,
                Checks = known.Checks.RemoveRange(Agenda.BackoutAgenda.ValidationItems),
                AcceptedBy = null,
                GivenUp = null,
            };
    }

    /// <summary>
    /// Whether its plan tells what became of that step: it was done again, was not needed, or is named by its own residue. What it took for moved by
    /// others it left as it was, and an undo looks at nothing but what it puts back.
    /// </summary>
    private bool Measures(PlanStep step) => Names(step.Id) || (step.Entry is { } entry && Names(entry)) || (Undoing?.Of is null && !Moved.Exists(moved => moved.Action == step.Action));

    /// <summary>Whether a step of its own changed, or may have changed, what that step of an earlier one had: it need not be any more as that had left it.</summary>
    private bool HasChanged(PlanStep step) => Effects.Exists(effect => effect is { Closing: null, Standing: not EffectStanding.Undone }
        && (effect.Step.Id == step.Id || (effect.Step.Writes ?? []).Intersect(step.Writes ?? [], StringComparer.Ordinal).Any()));

    private bool Names(StepId id) => ApprovedSteps.Exists(own => own.Id == id || own.Entry == id) || LeftOut.Exists(left => left.Step == id);

    /// <summary>Whether it has ended and left something for which nobody answers yet.</summary>
    public bool HasStandingResidue => IsClosed && ResidueTakenBy is null && Settled is null && Residue.Of(this).Count > 0;

    /// <summary>What ended it; null while it goes on.</summary>
    public BackoutTrigger? EndedBy { get; init; }

    /// <summary>The step of that name, of the ending or of the plan, or null.</summary>
    public PlanStep? FindStep(StepId id) => Ending?.Steps.Find(step => step.Id == id) ?? Plan?.Find(id);

    /// <summary>Since when everything has been well without a break, UTC; null while it is not.</summary>
    public DateTimeOffset? WellSince { get; init; }

    /// <summary>
    /// From when on what is measured tells of the service: the last thing that the backout had put up was seen to be gone, or, where there was none,
    /// the steps were over. UTC.
    /// </summary>
    public DateTimeOffset MeasuredSince => Effects.Select(effect => effect.GoneAt).Append(null).Max() ?? PhaseSince;

    /// <summary>How long the slowest of the validating checks needs to see a change.</summary>
    public TimeSpan ProofSettles => Agenda.BackoutAgenda.ValidationItems.Select(item => Checks.TryGetValue(item, out CheckResult? result) ? result.Settles ?? TimeSpan.Zero : TimeSpan.Zero).Max();

    /// <summary>What of the proof was last seen to fail because the service is not as it should be; that another release is there is no such thing.</summary>
    public IEnumerable<CheckResult> SeenToFail => FailedProof.Where(result => !result.IsOfRelease);

    /// <summary>What of the proof was last seen to fail only because another release is there than was gone back to.</summary>
    public CheckResult? SeenOfOtherRelease => FailedProof.FirstOrDefault(result => result.IsOfRelease);

    private IEnumerable<CheckResult> FailedProof => Agenda.BackoutAgenda.ValidationItems.Select(item => Checks.GetValueOrDefault(item)).OfType<CheckResult>().Where(result => result.Status is CheckStatus.Fail);

    /// <summary>Why no machine saw the service as its customers do, for people; null where one did, or nobody looked yet.</summary>
    public string? NotSeenFromOutside { get; init; }

    /// <summary>What validation last said.</summary>
    public string? WellnessNote { get; init; }

    /// <summary>What was announced, in order, so that nothing is twice and no last word stays that is not so any more.</summary>
    public ImmutableList<Told> Announced { get; init; } = [];

    /// <summary>What the audience was told last, a person's own words apart; null where it was nothing.</summary>
    public Told? LastTold(AudienceKind audience) => Announced.FindLast(told => told.Audience == audience && !told.IsOwnWords);

    /// <summary>The halt in force, as far as this backout was told; null where there is none. What counts at a write is <see cref="IWriteBan"/>.</summary>
    public Halt? Halt { get; init; }

    /// <summary>What people decided, and what became of it, in order.</summary>
    public ImmutableList<Decided> Decisions { get; init; } = [];

    /// <summary>How the attempts at steps ended and what people did about them, over all plan rounds, in order.</summary>
    public ImmutableList<StepTurn> Turns { get; init; } = [];

    /// <summary>Whether the post-mortem was written.</summary>
    public bool HasPostMortem { get; init; }

    /// <summary>The commands that were dealt with, so that none is twice.</summary>
    public ImmutableHashSet<CommandKey> Handled { get; init; } = [];

    /// <summary>Whether there is nothing more to come.</summary>
    public bool IsClosed => ClosedAt is not null;

    /// <summary>Whether it has reached the chat: a quiet watch has no thread until something bad is heard or somebody asks.</summary>
    public bool HasThread { get; init; }

    /// <summary>What was heard, without what was over when it was: the end of that may have come before this backout began, and is not among its signals.</summary>
    public IEnumerable<Signal> Fresh => Signals.Where(signal => !Outdated.Contains(signal.Id));

    /// <summary>The alarms that have been raised and not cleared since, by their latest signal.</summary>
    public IEnumerable<Signal> ActiveAlarms => Raised(Fresh.Where(signal => !UnderOurPage.Contains(signal.Id)));

    /// <summary>The same, with those that went off while a page of this backout was up.</summary>
    public IEnumerable<Signal> RaisedAlarms => Raised(Fresh);

    /// <summary>The alarms that were read to be raised when it was planned last and were not heard of since they went off. Of all others that are raised it was heard.</summary>
    public IEnumerable<RaisedAlarm> UnheardAlarms => ReadRaised.Where(alarm => !Fresh.Any(signal => signal.Resource == alarm.Resource && signal.Kind is SignalKind.AlarmRaised or SignalKind.AlarmCleared && signal.OccurredAt >= (alarm.Since ?? AlarmsReadAt)));

    /// <summary>The alarms that were read to be raised when it was planned last, and had not been heard to go off.</summary>
    public ImmutableList<RaisedAlarm> ReadRaised { get; init; } = [];

    /// <summary>When that was, UTC; null where none were read to be.</summary>
    public DateTimeOffset? AlarmsReadAt { get; init; }

    private static IEnumerable<Signal> Raised(IEnumerable<Signal> signals) => signals
        .Where(signal => signal.Kind is SignalKind.AlarmCleared or SignalKind.AlarmRaised)
        .GroupBy(signal => signal.Resource)
        .Select(group => group.MaxBy(signal => signal.OccurredAt)!)
        .Where(signal => signal.Kind is SignalKind.AlarmRaised);

    /// <summary>The bad news after which no good news of the same came, by the latest.</summary>
    public IEnumerable<Signal> StandingNews => Fresh
        .Where(signal => signal.Kind is SignalKind.BadNews or SignalKind.GoodNews)
        .GroupBy(signal => (signal.Resource, signal.Subject))
        .Select(group => group.MaxBy(signal => signal.OccurredAt)!)
        .Where(signal => signal.Kind is SignalKind.BadNews);

    /// <summary>The deployments that were heard to begin and not to end, whatever the order in which that was heard.</summary>
    public IEnumerable<string> GoingOut => Signals
        .Where(signal => signal.IsOfDeployment)
        .GroupBy(signal => signal.Subject)
        .Where(deployment => deployment.All(signal => signal.Kind is SignalKind.DeploymentStarted && !Outdated.Contains(signal.Id)))
        .Select(deployment => deployment.Key);

    /// <summary>The deployment by which the provider itself took back one that had failed; null where none did, or another has failed that it did not take back.</summary>
    public Signal? TookBack => Fresh
        .Where(signal => signal.Kind is SignalKind.DeploymentFailed)
        .Select(failed => Signals.Find(signal => signal.Kind is SignalKind.DeploymentSucceeded && signal.TakesBack == failed.Subject))
        .ToArray() is { Length: > 0 } back && !back.Contains(null) ? back.MaxBy(signal => signal!.OccurredAt) : null;

    /// <summary>The version that was heard to be deployed, by the first event that named one; null where none did.</summary>
    public string? DeployedVersion => Signals.Where(signal => signal.TakesBack is null).Select(signal => signal.Details.GetValueOrDefault("version")).FirstOrDefault(version => version is not null);

    /// <summary>The first bad signal, which led to all this; null where a person began it. What is heard of the steps' own doing is none.</summary>
    public Signal? FirstBadSignal => Fresh
        .Where(signal => signal.IsBad && !UnderOurPage.Contains(signal.Id) && (RequestedAt is not { } requested || signal.OccurredAt <= requested))
        .MinBy(signal => signal.OccurredAt);

    /// <summary>When the trouble began, for people: the first bad signal, UTC; null where a person began it.</summary>
    public DateTimeOffset? TroubleSince => FirstBadSignal?.OccurredAt;

    /// <summary>From when on what is read may be what is to be left: the deployment's start or the first bad signal, UTC; null where unknown.</summary>
    public DateTimeOffset? SuspectSince =>
        Signals.Where(signal => signal.Kind is SignalKind.DeploymentStarted || signal.IsBad).MinBy(signal => signal.OccurredAt)?.OccurredAt;
}
