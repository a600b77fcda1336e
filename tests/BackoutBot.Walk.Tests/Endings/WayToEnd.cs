using BackoutBot.Core.Backouts;
using BackoutBot.Walk.Tests.Cases;

namespace BackoutBot.Walk.Tests.Endings;

/// <summary>A way in which a backout comes to an end, from wherever it is.</summary>
/// <param name="name">How cases call it.</param>
internal abstract class WayToEnd(string name)
{
    public string Name => name;

    /// <summary>Whether it can be gone where a backout is in that state.</summary>
    public abstract bool IsPossible(BackoutState state);

    /// <summary>Goes it, from the boundary that the walk stands at.</summary>
    /// <returns>What must hold of the account beside what holds always.</returns>
    public abstract Task<Expectation> GoAsync(WalkedBackout walk);

    public override string ToString() => name;

    /// <summary>Whether people can give it up: it was asked for, and is not over.</summary>
    protected static bool CanBeGivenUp(BackoutState state) => state.Phase is
        BackoutPhase.Planning or BackoutPhase.Unplannable or BackoutPhase.AwaitingApproval
        or BackoutPhase.Running or BackoutPhase.Paused or BackoutPhase.Blocked or BackoutPhase.Validating or BackoutPhase.Unproven;
}
