using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Backouts;

/// <summary>One turn that a step took: an attempt that ended, or what a person did about it. All of them are kept, for a later attempt says nothing of the earlier ones.</summary>
/// <param name="Step">The step.</param>
/// <param name="Title">What the step does to what.</param>
/// <param name="Round">The plan round in which it was.</param>
/// <param name="Phase">Where the step was then.</param>
/// <param name="InWords">What happened and when, in few words.</param>
public sealed record StepTurn(StepId Step, string Title, int Round, StepPhase Phase, string InWords)
{
    /// <summary>Whether it did not end well.</summary>
    public bool IsTrouble => Phase is StepPhase.Failed or StepPhase.Uncertain;

    /// <summary>The turn that an event is; null where it is none.</summary>
    /// <param name="before">The state before the event.</param>
    /// <param name="happened">The event.</param>
    /// <param name="at">When it happened, UTC.</param>
    internal static StepTurn? Of(BackoutState before, BackoutEvent happened, DateTimeOffset at)
    {
        return happened switch
        {
            StepFailed e => Turn(e.Step, StepPhase.Failed, $"failed at {at:HH:mm:ss} UTC: {Short(e.Reason)}"),
            StepBecameUncertain e => Turn(e.Step, StepPhase.Uncertain, $"uncertain at {at:HH:mm:ss} UTC: {Short(e.Reason)}"),
            StepWithheld e => Turn(e.Step, StepPhase.Failed, $"not begun at {at:HH:mm:ss} UTC: {Short(e.Reason)}"),
            StepDrifted e => Turn(e.Step, StepPhase.Failed, $"not begun at {at:HH:mm:ss} UTC: {string.Join("; ", e.Moved.Select(fact => fact.InWords))}"),
            DecisionRecorded { Verb: "retry", Step: { } step } e => Turn(step, StepPhase.Pending, $"retried by {e.By} at {at:HH:mm:ss} UTC"),
            StepSkipped e => Turn(e.Step, StepPhase.Skipped, $"skipped by {e.By} at {at:HH:mm:ss} UTC"),
            StepSucceeded e => Turn(e.Step, StepPhase.Succeeded, $"done at {at:HH:mm:ss} UTC"),
            _ => null,
        };

        StepTurn Turn(StepId step, StepPhase phase, string inWords) => new(step, before.FindStep(step)?.Title ?? step.Value, before.MadeInRound, phase, inWords);
    }

    private static string Short(string reason) => reason.TrimEnd('.', ' ');
}
