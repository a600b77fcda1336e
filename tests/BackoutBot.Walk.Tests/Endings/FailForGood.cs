using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Steps;
using BackoutBot.Walk.Tests.Bots;
using BackoutBot.Walk.Tests.Cases;

namespace BackoutBot.Walk.Tests.Endings;

/// <summary>The provider refuses a step for good, tried again as well; then people end it.</summary>
/// <param name="halfDone">Whether the first call of several went well.</param>
/// <param name="then">What people do.</param>
internal sealed class FailForGood(bool halfDone, AfterFailure then) : StepFault($"fail for good{(halfDone ? " half done" : "")}, then {Words(then)}")
{
    public override bool IsPossible(BackoutState state) => base.IsPossible(state) && (!halfDone || CallCount(Intended(state)!) > 1);

    public override async Task<Expectation> GoAsync(WalkedBackout walk)
    {
        var step = Intended(walk.State)!;
        await FaultAsync(walk, "deny", Accounts.SimulatedAccount.ForGood, after: halfDone ? 1 : 0);
        walk.People = state => state.Steps.TryGetValue(step.Id, out var stuck) && stuck is { Phase: StepPhase.Failed or StepPhase.Uncertain, Attempt: < 2 }
            ? new Retry(walk.NextKey(), WalkPeople.Bob, step.Id)
            : walk.AsUsual(state);
        await walk.GoUntilAsync(state => state.Steps.GetValueOrDefault(step.Id) is { Phase: StepPhase.Failed or StepPhase.Uncertain, Attempt: 2 });
        switch (then)
        {
            case AfterFailure.AbortClose:
                await AbortClose.GiveUpAsync(walk);
                walk.People = state => state.Phase is BackoutPhase.Ending && !state.HasStepInFlight
                    ? new Leave(walk.NextKey(), WalkPeople.Bob, "the account refuses")
                    : null;
                break;
            case AfterFailure.AbortLeave:
                _ = await new AbortLeave().GoAsync(walk);
                break;
            default:
                await walk.SayAsync(new Skip(walk.NextKey(), WalkPeople.Bob, step.Id, "we do without"));
                walk.People = state => Without(walk, state);
                break;
        }

        await walk.ToTheEndAsync();
        return Expectation.Named;
    }

    /// <summary>What people do who have gone on without a step: what can't be proved is accepted, and what stands is left.</summary>
    internal static PersonCommand? Without(WalkedBackout walk, BackoutState state) => state.Phase switch
    {
        BackoutPhase.Unproven => new Accept(walk.NextKey(), WalkPeople.Bob, "as good as it gets"),
        BackoutPhase.Blocked when !state.HasStepInFlight && state.OpenBrackets.Any() => new Leave(walk.NextKey(), WalkPeople.Bob, "until the morning"),
        BackoutPhase.Blocked when !state.HasStepInFlight => new Abort(walk.NextKey(), WalkPeople.Bob, "it does not go on"),
        _ => walk.AsUsual(state),
    };

    private static string Words(AfterFailure then) => then switch
    {
        AfterFailure.AbortClose => "abort close",
        AfterFailure.AbortLeave => "abort leave",
        _ => "skip",
    };
}

/// <summary>What people do when a step has failed for good.</summary>
internal enum AfterFailure
{
    /// <summary>They give it up, and what stands is taken away.</summary>
    AbortClose,

    /// <summary>They give it up, and what stands is left.</summary>
    AbortLeave,

    /// <summary>They go on without it.</summary>
    Skip,
}
