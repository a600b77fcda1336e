using BackoutBot.Core.Backouts;
using BackoutBot.Walk.Tests.Cases;

namespace BackoutBot.Walk.Tests.Endings;

/// <summary>A step's call has its effect, and the answer is lost; it goes on by itself.</summary>
/// <param name="last">Whether it is the last of the step's calls.</param>
internal sealed class LostAnswer(bool last) : StepFault($"lost answer{(last ? " to the last call" : "")}")
{
    public override bool IsPossible(BackoutState state) => base.IsPossible(state) && (!last || CallCount(Intended(state)!) > 1);

    public override async Task<Expectation> GoAsync(WalkedBackout walk)
    {
        await FaultAsync(walk, "lose-response", after: last ? CallCount(Intended(walk.State)!) - 1 : 0);
        await walk.ToTheEndAsync();
        return Expectation.RolledBack;
    }
}
