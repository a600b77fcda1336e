using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Walk.Tests.Bots;
using BackoutBot.Walk.Tests.Cases;

namespace BackoutBot.Walk.Tests.Endings;

/// <summary>Somebody gives it up, and what stands open is taken away.</summary>
internal sealed class AbortClose() : WayToEnd("abort close")
{
    public override bool IsPossible(BackoutState state) => CanBeGivenUp(state);

    public override async Task<Expectation> GoAsync(WalkedBackout walk)
    {
        await GiveUpAsync(walk);
        await walk.ToTheEndAsync();
        return Expectation.NoPage;
    }

    /// <summary>As the refusal advises where a step is at work: pause, let it end, ask again.</summary>
    public static async Task GiveUpAsync(WalkedBackout walk)
    {
        await StillAsync(walk);
        await walk.SayAsync(new Abort(walk.NextKey(), WalkPeople.Bob, "it is better to go forward"));
    }

    /// <summary>No further step begins, and those at work end.</summary>
    public static async Task StillAsync(WalkedBackout walk)
    {
        if (walk.State.Phase is BackoutPhase.Running)
        {
            await walk.SayAsync(new Pause(walk.NextKey(), WalkPeople.Bob));
        }

        await walk.GoUntilAsync(state => !state.HasStepInFlight);
    }
}
