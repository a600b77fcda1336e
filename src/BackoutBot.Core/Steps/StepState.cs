using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Steps;

/// <summary>How one step of the plan stands.</summary>
/// <param name="Id">The step.</param>
/// <param name="Phase">Where it is.</param>
/// <param name="Attempt">The latest attempt; 0 before the first.</param>
/// <param name="Handle">Finds the running change again; null until it was started.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="Note">Its latest news.</param>
/// <param name="Fix">What to do about a failure or uncertainty; null where nothing is.</param>
/// <param name="StartedAt">When the first attempt was intended, UTC.</param>
/// <param name="EndedAt">When it ended, UTC.</param>
public sealed record StepState(
    StepId Id,
    StepPhase Phase,
    int Attempt,
    string? Handle,
    int Percent,
    string Note,
    string? Fix,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt)
{
    /// <summary>The key of the latest attempt, as it was written down before the first call; null before that.</summary>
    public IdempotencyKey? Key { get; init; }

    /// <summary>When the latest attempt was intended, UTC; null before the first.</summary>
    public DateTimeOffset? IntendedAt { get; init; }

    /// <summary>Whether the latest attempt was told to take longer than it may.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>Whether an attempt is under way.</summary>
    public bool IsInFlight => Phase is StepPhase.Starting or StepPhase.Running;

    /// <summary>Whether it was not begun, because what it rests on had changed or its approval does not count any more, until it is.</summary>
    public bool IsWithheld { get; init; }

    /// <summary>Whether its change is made and seen, and only what lies with others is waited for.</summary>
    public bool IsSettling { get; init; }

    /// <summary>Whether it could not be looked at when that was tried last.</summary>
    public bool IsUnseen { get; init; }

    /// <summary>What keeps it from beginning, for what it rests on can't be read; null where nothing does.</summary>
    public HeldUp? HeldUp { get; init; }

    /// <summary>A step that waits for its turn.</summary>
    public static StepState Pending(StepId id) => new(id, StepPhase.Pending, 0, null, 0, "", null, null, null);

    /// <summary>Whether those after it may start.</summary>
    public bool IsDone => Phase is StepPhase.Succeeded or StepPhase.Skipped;

    /// <summary>Whether what stands around it may be taken away.</summary>
    public bool IsDoneOrSettling => IsDone || (Phase is StepPhase.Running && IsSettling);
}
