namespace BackoutBot.Core.Backouts;

/// <summary>What a backout's machine asks beside the phase.</summary>
public readonly record struct BackoutFacts
{
    /// <summary>Whether a step is being started or runs.</summary>
    public bool StepInFlight { get; init; }

    /// <summary>Whether such a step does more than to wait for what lies with others.</summary>
    public bool StepAtWork { get; init; }

    /// <summary>Whether the present plan was approved.</summary>
    public bool HasApprovedPlan { get; init; }

    /// <summary>Whether any step of any plan was ever attempted.</summary>
    public bool HasActed { get; init; }

    /// <summary>Whether something stands that a step put up and that no step was seen to take away.</summary>
    public bool HasOpenBrackets { get; init; }

    /// <summary>Whether the present plan stops something in the midst of putting back an ended backout.</summary>
    public bool IsStopOfUndo { get; init; }

    /// <summary>The phase that the backout goes back to where the stop that is up for approval comes to nothing.</summary>
    public BackoutPhase BeforeStop { get; init; }

    /// <summary>The phase that the backout goes back to where one step that was to be put back is not.</summary>
    public BackoutPhase BeforeUndo { get; init; }

    /// <summary>How the backout closes once its post-mortem is written.</summary>
    public BackoutPhase Outcome { get; init; }

    /// <summary>The answers of a backout as it stands.</summary>
    public static BackoutFacts Of(BackoutState state) => new()
    {
        StepInFlight = state.HasStepInFlight,
        StepAtWork = state.HasStepAtWork,
        HasApprovedPlan = state.HasApprovedPlan,
        HasActed = state.HasActed,
        HasOpenBrackets = state.OpenBrackets.Any(),
        IsStopOfUndo = state.IsStopOfUndo,
        BeforeStop = state.Stopping?.SetAside.Returns ?? BackoutPhase.Watching,
        BeforeUndo = state.BeforeUndo?.Returns ?? BackoutPhase.Blocked,
        Outcome = state.Outcome ?? BackoutPhase.StoodDown,
    };
}
