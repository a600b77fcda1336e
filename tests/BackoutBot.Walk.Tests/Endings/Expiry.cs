using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Walk.Tests.Bots;
using BackoutBot.Walk.Tests.Cases;

namespace BackoutBot.Walk.Tests.Endings;

/// <summary>Nobody approves in time; where something was done before, it then is given up.</summary>
internal sealed class Expiry() : WayToEnd("expire")
{
    public override bool IsPossible(BackoutState state) => state.Phase is BackoutPhase.AwaitingApproval;

    public override async Task<Expectation> GoAsync(WalkedBackout walk)
    {
        walk.People = _ => null;
        await walk.GoUntilAsync(state => state.Phase is not BackoutPhase.AwaitingApproval);
        await GiveUpWhereBlockedAsync(walk);
        return Expectation.NoPage;
    }

    /// <summary>Ends nothing that was begun by itself: a person does.</summary>
    public static async Task GiveUpWhereBlockedAsync(WalkedBackout walk)
    {
        if (walk.State.Phase is BackoutPhase.Blocked or BackoutPhase.Paused)
        {
            await AbortClose.GiveUpAsync(walk);
        }
        else if (walk.State.Phase is BackoutPhase.Watching)
        {
            // It was a stop that nobody approved: what is watched goes on.
            await walk.SayAsync(new Dismiss(walk.NextKey(), WalkPeople.Bob, "it is let go on"));
        }

        await walk.ToTheEndAsync();
    }
}
