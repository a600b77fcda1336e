using System.Collections.Immutable;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;

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
    /// <summary>The step of the same plan that takes it away again; null where it is meant to last.</summary>
    public PlanStep? Closing { get; init; }

    /// <summary>Who approved the plan that made it, and with it its closing.</summary>
    public ImmutableList<PersonId> Approvers { get; init; } = [];

    /// <summary>What was last heard of it, for people.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether it is a bracket that was not seen to be closed.</summary>
    public bool IsOpenBracket => Closing is not null && Standing is not EffectStanding.Undone;
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
