using BackoutBot.Core.Effects;

namespace BackoutBot.Core.Actions;

/// <summary>What came of starting a step.</summary>
public abstract record StartOutcome
{
    private StartOutcome()
    {
    }

    /// <summary>It runs; <see cref="Handle"/> finds it again.</summary>
    /// <param name="Handle">What <see cref="IRollbackAction.ObserveAsync"/> needs, opaque to all others.</param>
    /// <param name="Note">What was done, for people.</param>
    public sealed record Started(string Handle, string Note) : StartOutcome;

    /// <summary>The provider refused or could not; nothing was changed, but for what <see cref="Stands"/> says.</summary>
    /// <param name="Reason">What is wrong and where, for people.</param>
    /// <param name="Fix">What to do about it.</param>
    public sealed record Failed(string Reason, string Fix) : StartOutcome
    {
        /// <summary>What stands now of what the step puts up or takes away, by what the attempt did and what was read after it; null where that was not read.</summary>
        public SeenEffect? Stands { get; init; }
    }

    /// <summary>Nothing was changed and the same call may go through soon: throttled, or another change is in flight.</summary>
    /// <param name="Reason">What stands in the way, for people.</param>
    public sealed record NotYet(string Reason) : StartOutcome;

    /// <summary>It can't be known whether the call had its effect.</summary>
    /// <param name="Reason">What happened, for people.</param>
    /// <param name="HowToTell">Where a person can see whether it did.</param>
    public sealed record Uncertain(string Reason, string HowToTell) : StartOutcome;
}
