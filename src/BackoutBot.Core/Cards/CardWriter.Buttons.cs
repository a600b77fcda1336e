using BackoutBot.Core.Backouts;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Cards;

public static partial class CardWriter
{
    private static IEnumerable<CardButton> Buttons(BackoutState state) => state.Phase switch
    {
        BackoutPhase.Ready or BackoutPhase.NotReady =>
        [
            new CardButton(CardVerb.Start, "Start backout", ButtonStyle.Plain, Confirm: $"Request a backout of {state.Service}?"),
            new CardButton(CardVerb.Dismiss, "Close", ButtonStyle.Plain),
        ],
        BackoutPhase.Watching =>
        [
            new CardButton(CardVerb.Start, "Start backout", ButtonStyle.Primary),
            new CardButton(CardVerb.Dismiss, "Not needed", ButtonStyle.Plain, Confirm: "Close this without a backout?"),
        ],
        BackoutPhase.Unplannable =>
        [
            new CardButton(CardVerb.Replan, "Plan again", ButtonStyle.Primary),
            Abort(),
        ],
        BackoutPhase.AwaitingApproval =>
        [
            new CardButton(CardVerb.Approve, "Approve", ButtonStyle.Primary, state.Plan!.Hash, Confirm: $"Approve plan {state.Plan.Hash.Value[..8]}? Its steps will run."),
            new CardButton(CardVerb.Deny, "Deny", ButtonStyle.Danger, state.Plan.Hash, Prompt: "Why is the plan denied?"),
            new CardButton(CardVerb.Replan, "Plan again", ButtonStyle.Plain),
        ],
        BackoutPhase.Running => [new CardButton(CardVerb.Pause, "Pause", ButtonStyle.Plain)],
        BackoutPhase.Paused =>
        [
            new CardButton(CardVerb.Resume, "Resume", ButtonStyle.Primary),
            .. StepButtons(state),
            .. Free(state, Abort()),
        ],
        BackoutPhase.Blocked =>
        [
            .. StepButtons(state),
            .. Free(state, new CardButton(CardVerb.Replan, "Plan again", ButtonStyle.Plain), Abort()),
        ],
        BackoutPhase.Validating =>
        [
            new CardButton(CardVerb.Accept, "Accept now", ButtonStyle.Plain, Prompt: "Why is it accepted before it is proved?"),
        ],
        BackoutPhase.Unproven =>
        [
            new CardButton(CardVerb.Retry, "Watch again", ButtonStyle.Primary),
            new CardButton(CardVerb.Accept, "Accept", ButtonStyle.Plain, Prompt: "Why is it accepted without proof?"),
            new CardButton(CardVerb.Replan, "Plan again", ButtonStyle.Plain),
            Abort(),
        ],
        _ => [],
    };

    private static IEnumerable<CardButton> StepButtons(BackoutState state)
    {
        foreach (StepState step in state.Plan!.Steps.Select(step => state.Steps[step.Id]))
        {
            if (step.Phase is StepPhase.Failed or StepPhase.Uncertain)
            {
                yield return step.Phase is StepPhase.Uncertain
                    ? new CardButton(CardVerb.Retry, $"Retry {step.Id}", ButtonStyle.Primary, Step: step.Id, Confirm: $"Have you seen that {step.Id} had no effect? Trying again may do it twice otherwise.")
                    : new CardButton(CardVerb.Retry, $"Retry {step.Id}", ButtonStyle.Primary, Step: step.Id);
                yield return new CardButton(CardVerb.Skip, $"Skip {step.Id}", ButtonStyle.Plain, Step: step.Id, Prompt: $"Why go on without {step.Id}?");
            }
        }
    }

    private static CardButton[] Free(BackoutState state, params CardButton[] buttons) => state.HasStepInFlight ? [] : buttons;

    private static CardButton Abort() => new(CardVerb.Abort, "Abort", ButtonStyle.Danger, Prompt: "Why is the backout given up?");
}
