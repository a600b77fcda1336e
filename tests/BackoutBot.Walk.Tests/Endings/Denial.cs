using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Walk.Tests.Bots;
using BackoutBot.Walk.Tests.Cases;

namespace BackoutBot.Walk.Tests.Endings;

/// <summary>The plan is denied; where something was done before, it then is given up.</summary>
internal sealed class Denial() : WayToEnd("deny")
{
    public override bool IsPossible(BackoutState state) => state.Phase is BackoutPhase.AwaitingApproval;

    public override async Task<Expectation> GoAsync(WalkedBackout walk)
    {
        await walk.SayAsync(new Deny(walk.NextKey(), WalkPeople.Bob, null, "not now"));
        await Expiry.GiveUpWhereBlockedAsync(walk);
        return Expectation.NoPage;
    }
}
