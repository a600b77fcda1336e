using System.Text.Json.Serialization;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Core.Signals;

namespace BackoutBot.Core.Backouts.Events;

/// <summary>Something that happened in a backout. Events are facts: they are only ever added to, in new kinds.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$event")]
[JsonDerivedType(typeof(BackoutOpened), "opened")]
[JsonDerivedType(typeof(PhaseEntered), "phase-entered")]
[JsonDerivedType(typeof(SignalJoined), "signal-joined")]
[JsonDerivedType(typeof(RestorePointTaken), "restore-point-taken")]
[JsonDerivedType(typeof(RestorePointSoughtAnew), "restore-point-sought-anew")]
[JsonDerivedType(typeof(AlarmsRead), "alarms-read")]
[JsonDerivedType(typeof(LeftToOthers), "left-to-others")]
[JsonDerivedType(typeof(TargetChosen), "target-chosen")]
[JsonDerivedType(typeof(ReleaseCleared), "release-cleared")]
[JsonDerivedType(typeof(ResourceIncluded), "resource-included")]
[JsonDerivedType(typeof(UndoRequested), "undo-requested")]
[JsonDerivedType(typeof(PlanWaits), "plan-waits")]
[JsonDerivedType(typeof(EffectGone), "effect-gone")]
[JsonDerivedType(typeof(StepHeldUp), "step-held-up")]
[JsonDerivedType(typeof(EffectSeen), "effect-seen")]
[JsonDerivedType(typeof(ItemChecked), "item-checked")]
[JsonDerivedType(typeof(ItemAttested), "item-attested")]
[JsonDerivedType(typeof(BackoutRequested), "requested")]
[JsonDerivedType(typeof(StopRequested), "stop-requested")]
[JsonDerivedType(typeof(StopCalledOff), "stop-called-off")]
[JsonDerivedType(typeof(UndoCalledOff), "undo-called-off")]
[JsonDerivedType(typeof(PlanProposed), "plan-proposed")]
[JsonDerivedType(typeof(PlanningFailed), "planning-failed")]
[JsonDerivedType(typeof(NothingLeft), "nothing-left")]
[JsonDerivedType(typeof(PlanApproved), "approved")]
[JsonDerivedType(typeof(ApprovalLapsed), "approval-lapsed")]
[JsonDerivedType(typeof(PlanDenied), "denied")]
[JsonDerivedType(typeof(ApprovalsExpired), "approvals-expired")]
[JsonDerivedType(typeof(PlanDrifted), "plan-drifted")]
[JsonDerivedType(typeof(StepIntended), "step-intended")]
[JsonDerivedType(typeof(StepStarted), "step-started")]
[JsonDerivedType(typeof(StepProgressed), "step-progressed")]
[JsonDerivedType(typeof(StepSucceeded), "step-succeeded")]
[JsonDerivedType(typeof(StepFailed), "step-failed")]
[JsonDerivedType(typeof(StepBecameUncertain), "step-uncertain")]
[JsonDerivedType(typeof(StepSkipped), "step-skipped")]
[JsonDerivedType(typeof(StepOverdue), "step-overdue")]
[JsonDerivedType(typeof(PlanHeld), "plan-held")]
[JsonDerivedType(typeof(StepDrifted), "step-drifted")]
[JsonDerivedType(typeof(StepWithheld), "step-withheld")]
[JsonDerivedType(typeof(EndingBegun), "ending-begun")]
[JsonDerivedType(typeof(WellnessChanged), "wellness-changed")]
[JsonDerivedType(typeof(DecisionRecorded), "decision")]
[JsonDerivedType(typeof(CommandRefused), "refused")]
[JsonDerivedType(typeof(NoteAdded), "note")]
[JsonDerivedType(typeof(ResidueTakenOver), "residue-taken-over")]
[JsonDerivedType(typeof(ResidueSettled), "residue-settled")]
[JsonDerivedType(typeof(AnnouncementMade), "announced")]
[JsonDerivedType(typeof(WritesHalted), "writes-halted")]
[JsonDerivedType(typeof(WritesResumed), "writes-resumed")]
[JsonDerivedType(typeof(PostMortemWritten), "post-mortem")]
public abstract record BackoutEvent;

/// <summary>The backout began.</summary>
/// <param name="Service">The service.</param>
/// <param name="Environment">The environment, as the plan file names it.</param>
/// <param name="Channel">The channel where its thread lives.</param>
/// <param name="Version">The version that is to be, or is being, deployed; null where unknown.</param>
public sealed record BackoutOpened(ServiceId Service, string Environment, string Channel, string? Version) : BackoutEvent;

/// <summary>The state machine moved.</summary>
/// <param name="From">The phase before.</param>
/// <param name="To">The phase after.</param>
/// <param name="Trigger">What moved it.</param>
public sealed record PhaseEntered(BackoutPhase From, BackoutPhase To, BackoutTrigger Trigger) : BackoutEvent;

/// <summary>A signal was found to belong to this backout.</summary>
public sealed record SignalJoined(Signal Signal) : BackoutEvent
{
    /// <summary>Whether an alarm went off while something stood open that the backout had put up: it tells of our page, and not of the service.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool UnderOurPage { get; init; }

    /// <summary>Whether what it tells was over already when it was heard.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOutdated { get; init; }
}

/// <summary>The state to go back to was captured.</summary>
/// <param name="Point">What was captured.</param>
/// <param name="Origin">Where it comes from, for people: captured now, or kept from an earlier time.</param>
public sealed record RestorePointTaken(RestorePoint Point, string Origin) : BackoutEvent
{
    /// <summary>Why this one, where it was chosen from what was kept before; null where it was captured at that moment.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PointChoice? Choice { get; init; }

    /// <summary>Whether none was chosen because what is to be left could not be read: the next plan looks again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsForWantOfRead { get; init; }
}

/// <summary>What is to be left could be read by now, so that the point is chosen which could not be chosen for want of that.</summary>
public sealed record RestorePointSoughtAnew : BackoutEvent;

/// <summary>A person chose where to go back to.</summary>
public sealed record TargetChosen(PersonId By, PointTarget Target) : BackoutEvent;

/// <summary>A person wants a resource put back, too, that somebody changed since the release that is left was out.</summary>
public sealed record ResourceIncluded(PersonId By, string Resource) : BackoutEvent;

/// <summary>A person wants put back what steps had changed: one of this backout's, or all of an ended one's.</summary>
/// <param name="Undoing">Which, and why.</param>
public sealed record UndoRequested(Undoing Undoing) : BackoutEvent;

/// <summary>An approver answers for going back again to the release that this backout left.</summary>
public sealed record ReleaseCleared(PersonId By, string Reason) : BackoutEvent;

/// <summary>A checklist item was checked.</summary>
public sealed record ItemChecked(CheckResult Result) : BackoutEvent;

/// <summary>A person vouched for a checklist item, which is worth as much as a check that passed.</summary>
/// <param name="Item">The item.</param>
/// <param name="By">Who vouched.</param>
/// <param name="Statement">What was seen, or a link to it.</param>
public sealed record ItemAttested(ItemId Item, PersonId By, string Statement) : BackoutEvent;

/// <summary>A person asked for the backout. That person's approval does not count.</summary>
/// <param name="By">The requester.</param>
/// <param name="Reason">Why; null where none was given.</param>
public sealed record BackoutRequested(PersonId By, string? Reason) : BackoutEvent;

/// <summary>A person wants what is being deployed stopped, before anything else. That person's approval of it does not count.</summary>
/// <param name="By">Who asked.</param>
/// <param name="Reason">Why; null where none was given.</param>
public sealed record StopRequested(PersonId By, string? Reason) : BackoutEvent;

/// <summary>The stop was denied, or nobody approved it in time: what was up before is up again.</summary>
public sealed record StopCalledOff : BackoutEvent;

/// <summary>The plan to put one step back was denied, could not be made, or nobody approved it in time: what was up before is up again.</summary>
public sealed record UndoCalledOff : BackoutEvent;

/// <summary>The plan was made and is up for approval.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Quorum">How many distinct approvers it needs.</param>
/// <param name="ExpiresAt">When the wait for them ends, UTC.</param>
public sealed record PlanProposed(Plan Plan, int Quorum, DateTimeOffset ExpiresAt) : BackoutEvent
{
    /// <summary>What ran when it was planned, and is to be left; null where that was not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Release? Leaving { get; init; }

    /// <summary>Whether the release that is gone back to is there already, or on its way, and no step of this backout brought it: the plan puts back other things than a release.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsThereAlready { get; init; }

    /// <summary>What somebody changed since that release was out, and the plan leaves as it is; null where nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MovedResource>? Moved { get; init; }

    /// <summary>Whether a release was being deployed when it was planned, which may change more than the deployment group.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WhileDeploying { get; init; }
}

/// <summary>The service's alarms were read when it was planned.</summary>
/// <param name="Unheard">Those that are raised and were not heard to go off; what was read before counts no more.</param>
public sealed record AlarmsRead(IReadOnlyList<RaisedAlarm> Unheard) : BackoutEvent;

/// <summary>What was planned leaves as it is what somebody changed; what an earlier plan of the backout left counts no more.</summary>
/// <param name="Moved">What it is and how that is known.</param>
/// <param name="States">How it stands, by which a later backout knows it again; what a step is left out for is among it, too.</param>
public sealed record LeftToOthers(IReadOnlyList<MovedResource> Moved, IReadOnlyList<CapturedState> States) : BackoutEvent;

/// <summary>No plan could be made.</summary>
/// <param name="Problems">What is wrong and what to do about it, for people.</param>
public sealed record PlanningFailed(IReadOnlyList<string> Problems) : BackoutEvent
{
    /// <summary>What a person may include, so that there is a plan; null where there is no such thing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Includable { get; init; }

    /// <summary>Whether everything was found to be as it is to be already.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsNothingLeft { get; init; }

    /// <summary>What ran when it was to be planned, and is to be left; null where that was not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Release? Leaving { get; init; }
}

/// <summary>A planning after steps of an earlier plan were done found nothing left to be done.</summary>
/// <param name="Unneeded">The steps that are not needed, for what they would bring about was read to be there: it is part of what is proved.</param>
public sealed record NothingLeft(IReadOnlyList<PlanStep> Unneeded) : BackoutEvent;

/// <summary>One approver approved.</summary>
/// <param name="Plan">The plan that was approved.</param>
/// <param name="By">Who.</param>
/// <param name="Authority">By what right, as seen at the moment of the click.</param>
public sealed record PlanApproved(PlanHash Plan, PersonId By, string Authority) : BackoutEvent;

/// <summary>Somebody who approved may approve no longer, so that the approval does not count any more.</summary>
/// <param name="Plan">The plan that was approved.</param>
/// <param name="By">Who.</param>
public sealed record ApprovalLapsed(PlanHash Plan, PersonId By) : BackoutEvent;

/// <summary>One approver denied: the plan is off.</summary>
/// <param name="Plan">The plan that was denied.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record PlanDenied(PlanHash Plan, PersonId By, string Reason) : BackoutEvent;

/// <summary>The quorum did not come together in time: the plan is off.</summary>
public sealed record ApprovalsExpired(PlanHash Plan) : BackoutEvent;

/// <summary>What the approved plan rests on changed before anything was done by it: its approvals are void, and a new plan is made.</summary>
/// <param name="Plan">The plan that is void.</param>
/// <param name="Moved">What changed.</param>
public sealed record PlanDrifted(PlanHash Plan, IReadOnlyList<MovedFact> Moved) : BackoutEvent;

/// <summary>What the step rests on changed after other steps of the plan were done: it does not start, and a person decides.</summary>
/// <param name="Step">The step.</param>
/// <param name="Moved">What changed.</param>
public sealed record StepDrifted(StepId Step, IReadOnlyList<MovedFact> Moved) : BackoutEvent;

/// <summary>The step is not begun, for something that was read just before forbids it: too few of those who approved still may, or what is inside is not as it was left.</summary>
/// <param name="Step">The step.</param>
/// <param name="Reason">What forbids it, for people.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record StepWithheld(StepId Step, string Reason, string Fix) : BackoutEvent
{
    /// <summary>What other steps did and is not so any more; null where that is not why.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<StepVerification>? Amiss { get; init; }
}

/// <summary>An attempt at a step is about to be made: written before the first call.</summary>
public sealed record StepIntended(StepId Step, int Attempt, IdempotencyKey Key) : BackoutEvent;

/// <summary>Another backout works on a resource that the plan changes: no step begins before it is done with that.</summary>
/// <param name="For">Who is waited for.</param>
public sealed record PlanWaits(ResourceHolder For) : BackoutEvent;

/// <summary>What has to be read before the step begins can't be read. It is tried on.</summary>
/// <param name="Step">The step.</param>
/// <param name="Reason">Why not, for people.</param>
public sealed record StepHeldUp(StepId Step, string Reason) : BackoutEvent;

/// <summary>The steps after which the plan file asks for a person's look are over: nothing further starts before somebody resumes.</summary>
/// <param name="After">Those steps.</param>
public sealed record PlanHeld(IReadOnlyList<StepId> After) : BackoutEvent;

/// <summary>The attempt takes longer than its action allows for. It is not failed by that, and goes on being watched.</summary>
/// <param name="Step">The step.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="After">How long it was under way.</param>
public sealed record StepOverdue(StepId Step, int Attempt, TimeSpan After) : BackoutEvent;

/// <summary>The provider took the step on.</summary>
/// <param name="Step">The step.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Handle">Finds the running change again; only the action reads it.</param>
/// <param name="Note">What was done, for people.</param>
public sealed record StepStarted(StepId Step, int Attempt, string Handle, string Note) : BackoutEvent;

/// <summary>A running step moved on.</summary>
public sealed record StepProgressed(StepId Step, int Attempt, int Percent, string Note) : BackoutEvent
{
    /// <summary>Whether its change is made and seen, and only what lies with others is waited for; null where that is as before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsSettling { get; init; }

    /// <summary>Whether it could not be looked at for a while; null where that is as before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsUnseen { get; init; }
}

/// <summary>The step ended well.</summary>
public sealed record StepSucceeded(StepId Step, int Attempt, string Note, IReadOnlyList<Evidence> Evidence) : BackoutEvent
{
    /// <summary>Whether what the plan had left out of the step was seen to be as the step was to leave it, too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsWhole { get; init; }

    /// <summary>The attempt whose change this one stopped on its way, by its key; null where it stopped none that this bot had begun.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IdempotencyKey? Stopped { get; init; }
}

/// <summary>The attempt ended badly.</summary>
public sealed record StepFailed(StepId Step, int Attempt, string Reason, string Fix) : BackoutEvent
{
    /// <summary>What stands of what the step puts up or takes away; null where that was not read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeenEffect? Stands { get; init; }
}

/// <summary>It can't be known whether the attempt had its effect.</summary>
public sealed record StepBecameUncertain(StepId Step, int Attempt, string Reason, string HowToTell) : BackoutEvent;

/// <summary>A person decided to go on without the step.</summary>
public sealed record StepSkipped(StepId Step, PersonId By, string Reason) : BackoutEvent;

/// <summary>The backout was given up, and what its steps put up is taken away before it ends.</summary>
/// <param name="Steps">The closing steps, in the order in which they run.</param>
/// <param name="Approvers">Who approved them, with the plans that opened what they close.</param>
public sealed record EndingBegun(IReadOnlyList<PlanStep> Steps, IReadOnlyList<PersonId> Approvers) : BackoutEvent;

/// <summary>Validation began to see, or ceased to see, everything well.</summary>
/// <param name="Well">Whether all validating checks pass.</param>
/// <param name="Note">What stands in the way, or that nothing does.</param>
public sealed record WellnessChanged(bool Well, string Note) : BackoutEvent
{
    /// <summary>What steps did and is not so any more; null where all is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<StepVerification>? Amiss { get; init; }
}

/// <summary>A person decided something that the phase alone does not tell: pause, resume, retry, accept, abort, dismiss.</summary>
/// <param name="Verb">What was decided.</param>
/// <param name="By">Who.</param>
/// <param name="Step">The step that it was about; null where none.</param>
/// <param name="Reason">Why; null where none was asked for.</param>
public sealed record DecisionRecorded(string Verb, PersonId By, StepId? Step, string? Reason) : BackoutEvent;

/// <summary>Somebody asked for something that was refused. Kept for the auditors.</summary>
/// <param name="Verb">What was asked for.</param>
/// <param name="By">Who asked.</param>
/// <param name="Code">The reason, for machines.</param>
/// <param name="Explanation">The reason, as the person read it.</param>
public sealed record CommandRefused(string Verb, PersonId By, RefusalCode Code, string Explanation) : BackoutEvent;

/// <summary>A person put something on the timeline.</summary>
public sealed record NoteAdded(PersonId By, string Text) : BackoutEvent;

/// <summary>Stakeholders were told.</summary>
/// <param name="Audience">Who.</param>
/// <param name="Channel">Where.</param>
/// <param name="Occasion">On what occasion; once per occasion and audience.</param>
/// <param name="Headline">The first sentence.</param>
/// <param name="Lines">The rest.</param>
public sealed record AnnouncementMade(AudienceKind Audience, string Channel, string Occasion, string Headline, IReadOnlyList<string> Lines) : BackoutEvent;

/// <summary>What stood open was seen to be gone, be it while a plan was made or after the end; no step of this backout took it away.</summary>
/// <param name="Step">The step that had put it up.</param>
public sealed record EffectGone(StepId Step) : BackoutEvent
{
    /// <summary>The later backout that took it away; null where none is known to have.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Taker? By { get; init; }

    /// <summary>Who hears of it from a later backout, which told them that it stands; null where nobody does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AudienceKind>? ToldElsewhere { get; init; }
}

/// <summary>
/// An effect was seen to be otherwise than was known. While a plan was made: only some of what stands open stands, or what may have stood does.
/// While the end was proved: what was skipped is done.
/// </summary>
/// <param name="Step">The step that made it.</param>
/// <param name="Seen">What stands; of what is meant to last, that it was seen and no more.</param>
public sealed record EffectSeen(StepId Step, SeenEffect Seen) : BackoutEvent;

/// <summary>A person answers for what an ended backout left: it is not asked for any more.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">What becomes of it.</param>
public sealed record ResidueTakenOver(PersonId By, string Reason) : BackoutEvent;

/// <summary>A later backout of the service did what this one had left, did not need it, or measured it anew: it is not asked for here any more.</summary>
/// <param name="Settled">Which, and since when.</param>
public sealed record ResidueSettled(Settled Settled) : BackoutEvent;

/// <summary>The halt that is in force reached this backout: no further step begins.</summary>
public sealed record WritesHalted(Halt Halt) : BackoutEvent;

/// <summary>No halt is in force any more: approved steps go on.</summary>
/// <param name="By">Who lifted it.</param>
public sealed record WritesResumed(IReadOnlyList<PersonId> By) : BackoutEvent
{
    /// <summary>What happened, for people.</summary>
    [JsonIgnore]
    public string InWords => By.Count > 0 ? $"The halt is lifted by {string.Join(" and ", By)}" : "The bot was started anew and may write again";
}

/// <summary>The post-mortem was generated.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Markdown">The document, CommonMark.</param>
public sealed record PostMortemWritten(string Title, string Markdown) : BackoutEvent;
