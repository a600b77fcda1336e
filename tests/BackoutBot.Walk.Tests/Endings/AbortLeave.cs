using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Walk.Tests.Bots;
using BackoutBot.Walk.Tests.Cases;

namespace BackoutBot.Walk.Tests.Endings;

/// <summary>Somebody gives it up, and lets stand what is open; where nothing is, giving it up is all that there is to do.</summary>
internal sealed class AbortLeave() : WayToEnd("abort leave")
{
    public override bool IsPossible(BackoutState state) => CanBeGivenUp(state);

    public override async Task<Expectation> GoAsync(WalkedBackout walk)
    {
        await AbortClose.StillAsync(walk);
        if (walk.State.OpenBrackets.Any())
        {
            await walk.SayAsync(new Leave(walk.NextKey(), WalkPeople.Bob, "the page stays until the morning"));
        }
        else
        {
            await AbortClose.GiveUpAsync(walk);
        }

        await walk.ToTheEndAsync();
        return Expectation.Named;
    }
}
