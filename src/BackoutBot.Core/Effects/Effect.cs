using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Services;

namespace BackoutBot.Core.Effects;

/// <summary>
/// What a step, once its first call was intended, has changed or may have changed. It belongs to the backout and not to a plan: a new plan
/// does not forget what was done by an earlier one.
/// </summary>
/// <param name="Step">The step, as it was approved.</param>
/// <param name="Standing">Whether it was seen to be there, may be there, or was seen to be gone.</param>
/// <param name="Since">When the first call was intended, UTC.</param>
public sealed record Effect(PlanStep Step, EffectStanding Standing, DateTimeOffset Since)
{
    // A call that is answered within this time is as good as made when it was intended.
    private static readonly TimeSpan Answered = TimeSpan.FromSeconds(5);

    /// <summary>The step of the same plan that takes it away again; null where it is meant to last.</summary>
    public PlanStep? Closing { get; init; }

    /// <summary>What is the case while it stands, for people.</summary>
    public string Stands { get; init; } = Step.Target;

    /// <summary>Whether only some of what its step puts up was seen to be there.</summary>
    public bool IsInPart => !StoodBefore && Stands != Step.Target;

    /// <summary>The same, as far as it is known.</summary>
    public string InWords => Standing is EffectStanding.Seen ? Stands : $"not known whether this is so: {Stands}";

    /// <summary>What was the case while it stood, for people: for when it is gone.</summary>
    public string Stood => PastWords.Of(Stands);

    /// <summary>Who approved the plan that made it, and with it its closing.</summary>
    public ImmutableList<PersonId> Approvers { get; init; } = [];

    /// <summary>When it was seen to be gone, UTC; null before that.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    /// <summary>Whether it is a bracket that a step of this backout took away.</summary>
    public bool IsTakenAway { get; init; }

    /// <summary>The later backout that took it away; null where none did.</summary>
    public Taker? TakenBy { get; init; }

    /// <summary>Who hears from a later backout that it is gone.</summary>
    public ImmutableList<AudienceKind> ToldElsewhere { get; init; } = [];

    /// <summary>What customers were shown by it last and when, as far as it was seen, for people; null where it is no bracket or was never seen to be there.</summary>
    public string? Window => (Closing, Standing, GoneAt) switch
    {
        (null, _, _) or (_, EffectStanding.Possible, _) or (_, EffectStanding.Undone, null) => null,
        (_, EffectStanding.Undone, { } gone) => Shown is null ? null : $"{PastWords.Of(Shown)}, {From}until it was seen to be gone at {gone:HH:mm:ss} UTC",
        _ => $"{Stands}{SinceInWords()}",
    };

    /// <summary>The same of all that customers were shown by it, one after the other.</summary>
    public IEnumerable<string> Windows => Closing is null ? [] : [.. ShownBefore, .. new[] { Window }.OfType<string>()];

    /// <summary>What customers were shown by it before that changed without being gone, and when, for people, the oldest first.</summary>
    public ImmutableList<string> ShownBefore { get; init; } = [];

    /// <summary>When what stands was seen to have changed last, UTC; null where it is as it came.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>When the call that made it was answered, or it was seen first, UTC; null before that.</summary>
    public DateTimeOffset? ThereBy { get; init; }

    /// <summary>Since when it is so, for people: a clause such as <c>, since 03:12:04 UTC</c>; empty where it stood before, for nobody saw it come.</summary>
    /// <param name="format">How the time is written.</param>
    public string SinceInWords([StringSyntax(StringSyntaxAttribute.DateTimeFormat)] string format = "HH:mm:ss") => StoodBefore && ChangedAt is null ? "" : $", since {Began.ToString(format, CultureInfo.InvariantCulture)} UTC{(IsBeganLate ? " at the latest" : "")}";

    private string From => StoodBefore && ChangedAt is null ? "" : $"from {Began:HH:mm:ss} {(IsBeganLate ? "at the latest " : "")}";

    private DateTimeOffset Began => ChangedAt ?? (IsBeganLate ? ThereBy!.Value : Since);

    /// <summary>Whether its first call was not answered, so that it came at some time between.</summary>
    private bool IsBeganLate => ChangedAt is null && ThereBy - Since > Answered;

    /// <summary>The round of the plan that made it; 0 where it stood before.</summary>
    public int Round { get; init; }

    /// <summary>The latest attempt at its step in that round; 0 where it stood before.</summary>
    public int Attempt { get; init; }

    /// <summary>The key of that attempt; null where it stood before.</summary>
    public IdempotencyKey? Key { get; init; }

    /// <summary>Whether it was stopped on its way by a later step of this backout, so that what was last heard of it is what that step saw.</summary>
    public bool WasStopped { get; init; }

    /// <summary>What the same step had changed before that was over when it was done anew, by a plan or an attempt each, the oldest first.</summary>
    public ImmutableList<Effect> Earlier { get; init; } = [];

    /// <summary>It, and what was before it.</summary>
    public IEnumerable<Effect> Everytime => Earlier.Add(this);

    /// <summary>The same with one more before it.</summary>
    /// <param name="before">What the step had changed until now.</param>
    internal Effect After(Effect before) => this with { Earlier = before.Earlier.Add(before with { Earlier = [] }) };

    /// <summary>What was seen last to be the case while it stood, for people; null where it was never seen.</summary>
    public string? Shown { get; init; }

    /// <summary>Whether it was there at some time, or may have been; not where the only attempt at it was seen to have come to nothing.</summary>
    public bool HasStood { get; init; }

    /// <summary>Whether it is a bracket that was open, or may have been, at that time.</summary>
    /// <param name="time">UTC.</param>
    public bool WasOpenAt(DateTimeOffset time) =>
        Earlier.Exists(one => one.WasOpenAt(time)) || (Closing is not null && Since <= time && (GoneAt is { } gone ? time <= gone : IsOpenBracket));

    /// <summary>Whether it stood before this backout, which only takes it away.</summary>
    public bool StoodBefore { get; init; }

    /// <summary>What was last heard of it, for people.</summary>
    public string Note { get; init; } = "";

    /// <summary>What was seen to be otherwise since, or could not be seen; null where it was last seen as the step left it.</summary>
    public StepVerification? Amiss { get; init; }

    /// <summary>Whether it is meant to last and was seen.</summary>
    public bool IsSeenToLast => Closing is null && Standing is EffectStanding.Seen;

    /// <summary>Whether it is meant to last, and nobody has seen what came of it.</summary>
    public bool IsHalfDone => Closing is null && Standing is EffectStanding.Possible;

    /// <summary>Whether it is a bracket that was not seen to be closed.</summary>
    public bool IsOpenBracket => Closing is not null && Standing is not EffectStanding.Undone;

    /// <summary>The same, as it was read at that time.</summary>
    internal Effect As(SeenEffect seen, DateTimeOffset at)
    {
        bool hasStood = HasStood || seen.Standing is not EffectStanding.Undone;
        string stands = seen.Stands is not { } read ? Stands : StoodBefore ? BeforeThis(read) : read;
        bool isSeen = seen.Standing is EffectStanding.Seen;
        bool hasChanged = isSeen && Shown is not null && Shown != stands;
        return this with
        {
            Standing = seen.Standing,
            Stands = stands,
            Shown = isSeen ? stands : Shown,
            ShownBefore = hasChanged ? ShownBefore.Add($"{PastWords.Of(Shown!)}, {From}until {at:HH:mm:ss} UTC") : ShownBefore,
            ChangedAt = hasChanged ? at : ChangedAt,
            ThereBy = ThereBy ?? (isSeen ? at : null),
            HasStood = hasStood,
            GoneAt = seen.Standing is not EffectStanding.Undone || !hasStood ? null : GoneAt ?? at,
        };
    }

    /// <summary>That part of it which one of several steps of a later plan closes.</summary>
    internal Effect PartClosedBy(PlanStep closing, IEnumerable<PersonId> approvers) =>
        this with { Step = Step with { Id = closing.Closes!.Value }, Closing = closing, Approvers = [.. Approvers.Union(approvers)] };

    /// <summary>What stood before the plan that closes it: from its approval on it is this backout's own to take away.</summary>
    internal static Effect TakenOn(PlanStep closing, ImmutableList<PersonId> approvers, DateTimeOffset at) =>
        new(closing with { Id = closing.Closes!.Value, Closes = null }, EffectStanding.Seen, at)
        {
            Closing = closing,
            StoodBefore = true,
            HasStood = true,
            Stands = BeforeThis(closing.Before),
            Shown = BeforeThis(closing.Before),
            Approvers = approvers,
        };

    private static string BeforeThis(string stands) => $"{stands} (it stood before this backout)";
}

/// <summary>Whether an effect is there.</summary>
public enum EffectStanding
{
    /// <summary>A call was intended or made, and nobody has seen yet what came of it.</summary>
    Possible,

    /// <summary>It was seen.</summary>
    Seen,

    /// <summary>It was there or may have been, and was seen to be gone.</summary>
    Undone,
}
