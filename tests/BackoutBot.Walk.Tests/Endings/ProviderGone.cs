using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Steps;
using BackoutBot.Walk.Tests.Bots;
using BackoutBot.Walk.Tests.Cases;

namespace BackoutBot.Walk.Tests.Endings;

/// <summary>The provider answers nothing for an hour; then people who persist bring it to its end.</summary>
internal sealed class ProviderGone() : WayToEnd("provider gone for an hour")
{
    public override bool IsPossible(BackoutState state) => CanBeGivenUp(state) || state.Phase is BackoutPhase.Watching;

    public override async Task<Expectation> GoAsync(WalkedBackout walk)
    {
        var back = walk.Account.Clock.GetUtcNow() + TimeSpan.FromHours(1);
        await walk.Account.GoAwayAsync();
        await walk.GoUntilAsync(_ => walk.Account.Clock.GetUtcNow() >= back);
        await walk.Account.MendAsync();
        walk.People = state => Persistent(walk, state);
        await walk.ToTheEndAsync();
        return Expectation.RolledBack;
    }

    /// <summary>What people do who want it rolled back, whatever comes.</summary>
    public static PersonCommand? Persistent(WalkedBackout walk, BackoutState state) => state.Phase switch
    {
        BackoutPhase.Blocked when state.StepsAtHand.Select(step => state.Steps[step.Id]).FirstOrDefault(step => step.Phase is StepPhase.Failed or StepPhase.Uncertain) is { } stuck =>
            new Retry(walk.NextKey(), WalkPeople.Bob, stuck.Id),
        BackoutPhase.Blocked or BackoutPhase.Unplannable => new Replan(walk.NextKey(), WalkPeople.Bob),
        BackoutPhase.Paused => new Resume(walk.NextKey(), WalkPeople.Bob),
        BackoutPhase.Unproven => new Retry(walk.NextKey(), WalkPeople.Bob, null),
        _ => walk.AsUsual(state),
    };
}
