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

namespace BackoutBot.Core.Backouts.Commands;

/// <summary>What the bot reports to itself.</summary>
public abstract record Report(CommandKey Key) : BackoutCommand(Key, (PersonId?)null);

/// <summary>A signal belongs to this backout; opens it where it does not exist yet.</summary>
public sealed record JoinSignal(CommandKey Key, Signal Signal) : Report(Key)
{
    /// <summary>Whether what it tells was over already, by what was heard before: it opens nothing and calls nobody.</summary>
    public bool IsOutdated { get; init; }
}

/// <summary>The restore point was captured.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Point">What was captured.</param>
/// <param name="Origin">Where it comes from, for people.</param>
public sealed record ReportRestorePoint(CommandKey Key, RestorePoint Point, string Origin) : Report(Key)
{
    /// <summary>Why this one, where it was chosen from what was kept before; null where it was captured at that moment.</summary>
    public PointChoice? Choice { get; init; }

    /// <summary>The person's choice that it answers; null where nobody chose.</summary>
    public PointTarget? For { get; init; }

    /// <summary>Whether none was chosen because what is to be left could not be read.</summary>
    public bool IsForWantOfRead { get; init; }
}

/// <summary>A check has a result.</summary>
public sealed record ReportCheck(CommandKey Key, CheckResult Result) : Report(Key);

/// <summary>Every step of the plan file was planned.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Round">The plan round that it was made in: in a later one, it answers a question that nobody asks any more.</param>
/// <param name="Outcomes">The outcome for each step of the plan file, in its order.</param>
public sealed record ReportPlanning(CommandKey Key, int Round, IReadOnlyList<PlannedStep> Outcomes) : Report(Key)
{
    /// <summary>What could not be read that bears on the plan as a whole, for people.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>The service's alarms that were read to be raised; null where they could not be read.</summary>
    public IReadOnlyList<RaisedAlarm>? Raised { get; init; }

    /// <summary>What earlier backouts of the service left, and nobody answers for: a line each, with the backout.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>What the ended backout that is put back did, or may have done, and this plan does not put back, as it was read now; null where that was not read.</summary>
    public IReadOnlyList<string>? Besides { get; init; }

    /// <summary>Another backout that works on something which the steps change; null where none does.</summary>
    public ResourceHolder? Holder { get; init; }

    /// <summary>What ran when it was planned.</summary>
    public Release Leaving { get; init; } = Release.Unknown;

    /// <summary>The person's choice that it goes to; null where nobody chose.</summary>
    public PointTarget? For { get; init; }

    /// <summary>What somebody changed since the release that is left was out, and the plan leaves as it is.</summary>
    public IReadOnlyList<MovedResource> Moved { get; init; } = [];

    /// <summary>How that stands, and what a step is left out for since somebody changed it.</summary>
    public IReadOnlyList<CapturedState> LeftStates { get; init; } = [];

    /// <summary>Whether a release was being deployed meanwhile.</summary>
    public bool WhileDeploying { get; init; }

    /// <summary>What the steps that close what stands open saw of it; nothing of what could not be read.</summary>
    public IReadOnlyList<StepVerification> Open { get; init; } = [];

    /// <summary>What else could be gone back to, for people.</summary>
    public IReadOnlyList<OfferedPoint> Others { get; init; } = [];
}

/// <summary>The outcome of planning one step of the plan file.</summary>
public sealed record PlannedStep(StepId Step, PlanningOutcome Outcome);

/// <summary>What an ended backout had left open was seen to be gone.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Step">The step that had put it up.</param>
public sealed record ReportGone(CommandKey Key, StepId Step) : Report(Key)
{
    /// <summary>The later backout that took it away; null where none is known to have.</summary>
    public Taker? Taker { get; init; }

    /// <summary>Who hears of it from a later backout, which told them that it stands.</summary>
    public IReadOnlyList<AudienceKind> ToldElsewhere { get; init; } = [];
}

/// <summary>What an ended backout had left is settled by a later one of its service.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Settled">Which, and since when.</param>
public sealed record ReportSettled(CommandKey Key, Effects.Settled Settled) : Report(Key);

/// <summary>Another backout works on a resource that the plan's steps change, so that none of them begins yet.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Holder">Who works on what.</param>
public sealed record MindHolder(CommandKey Key, ResourceHolder Holder) : Report(Key);

/// <summary>What has to be read before the step begins could not be read, more than once.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Step">The step.</param>
/// <param name="Reason">Why not, for people.</param>
public sealed record ReportHeldUp(CommandKey Key, StepId Step, string Reason) : Report(Key);

/// <summary>An attempt at the step is about to be made.</summary>
public sealed record IntendStep(CommandKey Key, StepId Step) : Report(Key)
{
    /// <summary>What the steps rest on whose basis was to be read before.</summary>
    public IReadOnlyList<StepBasis> Basis { get; init; } = [];

    /// <summary>Whether the steps are still so that stand inside what it takes away.</summary>
    public IReadOnlyList<StepVerification> Verified { get; init; } = [];
}

/// <summary>What came of starting the attempt.</summary>
public sealed record ReportStart(CommandKey Key, StepId Step, int Attempt, StartOutcome Outcome) : Report(Key);

/// <summary>How far the attempt is.</summary>
public sealed record ReportObservation(CommandKey Key, StepId Step, int Attempt, Observation Observation) : Report(Key);

/// <summary>What the validating checks see now.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Results">The results.</param>
/// <param name="LookedSince">Since when they have been looked at without a break, UTC: what was well before proves nothing of the time that nobody saw.</param>
public sealed record ReportValidation(CommandKey Key, IReadOnlyList<CheckResult> Results, DateTimeOffset LookedSince) : Report(Key)
{
    /// <summary>Whether what each step brought about is still so.</summary>
    public IReadOnlyList<StepVerification> Verified { get; init; } = [];
}

/// <summary>Time has passed: expiries and soak times are looked at.</summary>
public sealed record Tick(CommandKey Key) : Report(Key);

/// <summary>Whether a halt is in force has changed.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Halt">The halt in force; null where there is none.</param>
/// <param name="LiftedBy">Who lifted the one before.</param>
public sealed record MindHalt(CommandKey Key, Halt? Halt, IReadOnlyList<PersonId> LiftedBy) : Report(Key);

/// <summary>The post-mortem is due.</summary>
public sealed record WritePostMortem(CommandKey Key) : Report(Key);
