using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Steps;
using BackoutBot.Walk.Tests.Bots;
using BackoutBot.Walk.Tests.Cases;

namespace BackoutBot.Walk.Tests.Endings;

/// <summary>Somebody has a step left out that has not failed; it goes on without it.</summary>
/// <param name="phase">Where the step is: waiting for its turn, or running.</param>
internal sealed class SkipOne(StepPhase phase) : WayToEnd($"skip the step that is {phase}")
{
    public override bool IsPossible(BackoutState state) => state.Phase is BackoutPhase.Running && Candidate(state) is not null;

    public override async Task<Expectation> GoAsync(WalkedBackout walk)
    {
        await walk.SayAsync(new Skip(walk.NextKey(), WalkPeople.Bob, Candidate(walk.State)!.Id, "we do without"));
        walk.People = state => FailForGood.Without(walk, state);
        await walk.ToTheEndAsync();
        return Expectation.Named;
    }

    private PlanStep? Candidate(BackoutState state) => state.StepsAtHand.FirstOrDefault(step => state.Steps[step.Id].Phase == phase);
}
