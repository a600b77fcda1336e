using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts;
using BackoutBot.Walk.Tests.Bots;
using BackoutBot.Walk.Tests.Endings;

namespace BackoutBot.Walk.Tests.Cases;

/// <summary>How a backout came to its present plan: at once, or after another one that was replaced somewhere.</summary>
/// <param name="ReplannedAt">Where the first plan was paused and made anew; null where the first is the present one.</param>
internal sealed record Rounds(Boundary? ReplannedAt)
{
    /// <summary>There is one plan only.</summary>
    public static Rounds One { get; } = new((Boundary?)null);

    /// <summary>Whether the first plan can be replaced there.</summary>
    public static bool CanReplan(BackoutState state) => state.Phase is BackoutPhase.AwaitingApproval or BackoutPhase.Running or BackoutPhase.Validating;

    /// <summary>From the alarm to where the present plan is asked for.</summary>
    /// <returns>Whether it came there.</returns>
    public async Task<bool> BeginAsync(WalkedBackout walk)
    {
        await walk.AlarmAsync();
        if (ReplannedAt is null)
        {
            return true;
        }

        if (!await walk.GoToAsync(ReplannedAt))
        {
            return false;
        }

        await AbortClose.StillAsync(walk);
        await walk.SayAsync(new Replan(walk.NextKey(), WalkPeople.Bob));
        return walk.State.Phase is BackoutPhase.Planning;
    }

    public override string ToString() => ReplannedAt is null ? "" : $"[replanned at {ReplannedAt}] ";
}
