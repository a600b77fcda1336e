using BackoutBot.Core.Backouts;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Cards;

public static partial class CardWriter
{
    private static IEnumerable<CardButton> Buttons(BackoutState state)
    {
        if (state.IsClosed || state.BrokenAt is not null)
        {
            return [];
        }

        CardItem[] attestable = [.. Attestable(state).Select(item => new CardItem(item.Id, item.Title))];
        return
        [
            .. Moves(state),
            .. attestable.Length == 0
                ? Array.Empty<CardButton>()
                : [new CardButton(CardVerb.Attest, "Attest", ButtonStyle.Plain, Prompt: "What have you seen? A note or a link is the evidence.", Items: attestable, ForApprovers: state.Phase is not BackoutPhase.NotReady)],
            new CardButton(CardVerb.Note, "Note", ButtonStyle.Plain, Prompt: "What goes on the timeline?"),
        ];
    }

    /// <summary>The items that matter now, that a person may vouch for, and for which nothing vouches yet.</summary>
    private static IEnumerable<ChecklistItem> Attestable(BackoutState state) => Checklist.Items
        .Where(state.CanAttest)
        .Where(item => state.Phase switch
        {
            BackoutPhase.NotReady => item.Phase <= 10,
            BackoutPhase.Validating or BackoutPhase.Unproven => item.Phase == Checklist.ValidationPhase,
            _ => false,
        })
        .Where(item => state.Checks.GetValueOrDefault(item.Id)?.Status is not (CheckStatus.Pass or CheckStatus.NotApplicable));

    private static IEnumerable<CardButton> Moves(BackoutState state) => state.Phase switch
    {
        BackoutPhase.Ready or BackoutPhase.NotReady =>
        [
            new CardButton(CardVerb.Start, "Start backout", ButtonStyle.Plain, Confirm: $"Request a backout of {state.Service}?"),
            new CardButton(CardVerb.Dismiss, "Close", ButtonStyle.Plain),
        ],
        BackoutPhase.Watching =>
        [
            new CardButton(CardVerb.Start, "Start backout", ButtonStyle.Primary),
            .. Stop(state),
            new CardButton(CardVerb.Dismiss, "Not needed", ButtonStyle.Plain, Confirm: "Close this without a backout?"),
        ],
        BackoutPhase.Planning => [.. Stop(state)],
        BackoutPhase.Unplannable =>
        [
            new CardButton(CardVerb.Replan, "Plan again", ButtonStyle.Primary),
            .. Stop(state),
            .. GiveUp(state),
        ],
        BackoutPhase.AwaitingApproval when state.Stopping is not null =>
        [
            new CardButton(CardVerb.Approve, "Approve the stop", ButtonStyle.Primary, state.Plan!.Hash, Confirm: $"{string.Join("; ", state.Plan.Steps.Select(step => step.Title))}?", ForApprovers: true),
            new CardButton(CardVerb.Deny, "Deny", ButtonStyle.Danger, state.Plan.Hash, Prompt: "Why is it not to be stopped?", ForApprovers: true),
            new CardButton(CardVerb.Replan, state.UndoingAll is null ? "Plan the rollback instead" : "Plan the undo instead", ButtonStyle.Plain),
            .. state.HasActed ? GiveUp(state) : [],
        ],
        BackoutPhase.AwaitingApproval =>
        [
            new CardButton(CardVerb.Approve, "Approve", ButtonStyle.Primary, state.Plan!.Hash, Confirm: $"Approve plan {state.Plan.Hash.Value[..8]}? Its steps will run.", ForApprovers: true),
            new CardButton(CardVerb.Deny, "Deny", ButtonStyle.Danger, state.Plan.Hash, Prompt: "Why is the plan denied?", ForApprovers: true),
            new CardButton(CardVerb.Replan, "Plan again", ButtonStyle.Plain),
            .. Stop(state),
            .. state.HasActed ? GiveUp(state) : [],
        ],
        BackoutPhase.Running => [new CardButton(CardVerb.Pause, "Pause", ButtonStyle.Plain), .. StepButtons(state)],
        BackoutPhase.Paused =>
        [
            new CardButton(CardVerb.Resume, "Resume", ButtonStyle.Primary, ForApprovers: true),
            .. StepButtons(state),
            .. GiveUpFrom(state),
        ],
        BackoutPhase.Blocked =>
        [
            .. StepButtons(state),
            .. state.HasStepInFlight ? [] : new[] { new CardButton(CardVerb.Replan, state.Stopped is null ? "Plan again" : "Plan the undo again", ButtonStyle.Plain) },
            .. GiveUpFrom(state),
        ],
        BackoutPhase.Ending =>
        [
            .. StepButtons(state).Where(button => button.Verb is CardVerb.Retry),
            LeaveOpen(state),
        ],
        BackoutPhase.Validating =>
        [
            new CardButton(CardVerb.Accept, "Accept now", ButtonStyle.Plain, Prompt: "Why is it accepted before it is proved?", ForApprovers: true),
            .. IsAmiss(state) ? [new CardButton(CardVerb.Replan, "Plan again", ButtonStyle.Plain)] : Array.Empty<CardButton>(),
            .. state.OpenBrackets.Any() ? GiveUp(state) : [],
        ],
        BackoutPhase.Unproven =>
        [
            new CardButton(CardVerb.Retry, "Watch again", ButtonStyle.Primary, ForApprovers: true),
            new CardButton(CardVerb.Accept, "Accept", ButtonStyle.Plain, Prompt: "Why is it accepted without proof?", ForApprovers: true),
            new CardButton(CardVerb.Replan, "Plan again", ButtonStyle.Plain),
            .. GiveUp(state),
        ],
        _ => [],
    };

    /// <summary>To stop what goes out, as far as it was heard to.</summary>
    private static CardButton[] Stop(BackoutState state) => state.GoingOut.ToArray() is { Length: > 0 } deployments
        ? [new CardButton(CardVerb.Stop, "Stop deployment", ButtonStyle.Danger, Confirm: $"Ask for a stop of {string.Join(" and ", deployments)}? It is stopped when one approver has approved that. {Stopping.Follows(state)}")]
        : [];

    private static IEnumerable<CardButton> StepButtons(BackoutState state)
    {
        foreach (StepState step in state.StepsAtHand.Select(step => state.Steps[step.Id]))
        {
            if (step.Phase is StepPhase.Failed or StepPhase.Uncertain)
            {
                yield return step.Phase is StepPhase.Uncertain
                    ? new CardButton(CardVerb.Retry, $"Retry {step.Id}", ButtonStyle.Primary, Step: step.Id, Confirm: $"Try {step.Id} again? It looks first whether an earlier attempt had its effect.", ForApprovers: true)
                    : new CardButton(CardVerb.Retry, $"Retry {step.Id}", ButtonStyle.Primary, Step: step.Id, ForApprovers: true);
                yield return new CardButton(CardVerb.Skip, $"Skip {step.Id}", ButtonStyle.Plain, Step: step.Id, Prompt: $"Why go on without {step.Id}?", ForApprovers: true);
            }
            else if (step is { IsInFlight: true, IsOverdue: true })
            {
                yield return new CardButton(CardVerb.Skip, $"Skip {step.Id}", ButtonStyle.Plain, Step: step.Id, Prompt: $"Why go on without {step.Id}? What it may have done stays.", ForApprovers: true);
            }
        }
    }

    /// <summary>The ways to give it up while its steps are carried out. To let what stands be is for when nothing more is waited for.</summary>
    private static IEnumerable<CardButton> GiveUpFrom(BackoutState state) => state switch
    {
        { HasStepAtWork: true } => [],
        { HasStepInFlight: true } => GiveUp(state).Where(button => button.Verb is CardVerb.Abort),
        _ => GiveUp(state),
    };

    /// <summary>To close what stands open is the way out that is offered first; to let it stand is one that somebody answers for.</summary>
    private static IEnumerable<CardButton> GiveUp(BackoutState state)
    {
        PlanStep[] closing = [.. state.OpenBrackets.Select(effect => effect.Closing!)];
        if (closing.Length == 0)
        {
            return [new CardButton(CardVerb.Abort, "Abort", ButtonStyle.Danger, Prompt: "Why is the backout given up?", ForApprovers: true)];
        }

        return
        [
            new CardButton(CardVerb.Abort, "Close and abort", ButtonStyle.Danger, Prompt: $"Why is the backout given up? First: {string.Join("; ", closing.Select(step => $"{step.Title} ({step.Target})"))}.{EndWords.Meanwhile(state)}", ForApprovers: true),
            LeaveOpen(state),
        ];
    }

    private static CardButton LeaveOpen(BackoutState state) => new(
        CardVerb.Leave,
        "Abort and leave open",
        ButtonStyle.Plain,
        Prompt: $"Why does it stay, and until when? {string.Join("; ", state.OpenBrackets.Select(effect => effect.InWords))}. You take it over.",
        ForApprovers: true);
}
