using BackoutBot.Core.StateMachines;
using Stateless.Reflection;
using static BackoutBot.Core.Steps.StepPhase;
using static BackoutBot.Core.Steps.StepTrigger;

namespace BackoutBot.Core.Steps;

/// <summary>The state machine of one step.</summary>
public static class StepMachine
{
    private const string BeingStarted = "The step is being started. Wait a moment, then look again.";

    /// <summary>The machine's shape, for the diagram in the docs.</summary>
    public static StateMachineInfo Info => Build(Pending, isOverdue: false).Info;

    /// <summary>What a trigger does in a phase. Every pair is decided.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="trigger">What happens.</param>
    /// <param name="isOverdue">Whether the attempt takes longer than it may.</param>
    public static Ruling<StepPhase> Fire(StepPhase phase, StepTrigger trigger, bool isOverdue = false) => Build(phase, isOverdue).Fire(trigger);

    private static DecidedMachine<StepPhase, StepTrigger> Build(StepPhase phase, bool isOverdue)
    {
        var step = new DecidedMachine<StepPhase, StepTrigger>(phase);

        step.In(Pending)
            .Go(Intend, Starting)
            .Go(Drift, Failed)
            .Go(Skip, Skipped)
            .Ignore(Start, Progress, Succeed, Fail, LoseTrack)
            .Refuse("The step has not failed: it waits for its turn.", Retry);

        step.In(Starting)
            .Go(Start, Running)
            .Go(Fail, Failed)
            .Go(LoseTrack, Uncertain)
            .GoIf(Skip, Skipped, () => isOverdue, BeingStarted)
            .Ignore(Intend, Progress, Succeed, Drift)
            .Refuse(BeingStarted, Retry);

        step.In(Running)
            .Go(Succeed, Succeeded)
            .Go(Fail, Failed)
            .Go(LoseTrack, Uncertain)
            .Go(Skip, Skipped)
            .Ignore(Intend, Start, Progress, Drift)
            .Refuse("The step is running. It can be tried again when it has failed.", Retry);

        step.In(Succeeded)
            .Ignore(Intend, Start, Progress, Succeed, Fail, LoseTrack, Drift)
            .Refuse("The step is done.", Retry, Skip);

        step.In(Failed)
            .Go(Retry, Pending)
            .Go(Skip, Skipped)
            .Ignore(Intend, Start, Progress, Succeed, Fail, LoseTrack, Drift);

        step.In(Uncertain)
            .Go(Retry, Pending)
            .Go(Skip, Skipped)
            .Ignore(Intend, Start, Progress, Succeed, Fail, LoseTrack, Drift);

        step.In(Skipped)
            .Ignore(Intend, Start, Progress, Succeed, Fail, LoseTrack, Drift)
            .Refuse("Somebody decided to go on without this step.", Retry, Skip);

        return step;
    }
}
