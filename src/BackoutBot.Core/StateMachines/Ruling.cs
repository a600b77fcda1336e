namespace BackoutBot.Core.StateMachines;

/// <summary>What a state machine says of one trigger in one state.</summary>
/// <typeparam name="TState">The machine's states.</typeparam>
/// <param name="Verdict">Whether it moves.</param>
/// <param name="State">The state afterwards; the same one where it does not move.</param>
/// <param name="Reason">Why it was refused, for people; null where it was not.</param>
public readonly record struct Ruling<TState>(Verdict Verdict, TState State, string? Reason);

/// <summary>The three answers to a trigger.</summary>
public enum Verdict
{
    /// <summary>The machine moves.</summary>
    Moved,

    /// <summary>It is of no consequence here: a late report, say.</summary>
    Ignored,

    /// <summary>It makes no sense here, and the person is told why.</summary>
    Refused,
}
