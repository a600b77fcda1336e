using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;

namespace BackoutBot.Core.Backouts;

/// <summary>Decides what a command leads to. Pure: the same state, command and context always give the same answer.</summary>
public static partial class BackoutDecider
{
    /// <summary>The decision. A person's command or a signal that was dealt with before leads to nothing.</summary>
    public static Decision Decide(BackoutState state, BackoutCommand command, DecisionContext context)
    {
        if (command is PersonCommand or JoinSignal && state.Handled.Contains(command.Key))
        {
            return Decision.Nothing;
        }

        var draft = new Draft(state, command, context);
        Refusal? refusal = command switch
        {
            PersonCommand asked => Person(draft, asked),
            Report report => Reported(draft, report),
            _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
        };

        if (refusal is not null && command is PersonCommand refused)
        {
            draft.Add(new CommandRefused(Verb(refused), refused.Person, refusal.Code, refusal.Explanation));
        }

        if (draft.State.Version > 0)
        {
            Settle(draft);
        }

        return draft.Done(refusal);
    }

    private static string Verb(PersonCommand command) => command switch
    {
        Prepare => "prepare",
        Start => "start",
        Dismiss => "dismiss",
        Approve => "approve",
        Deny => "deny",
        Replan => "replan",
        Include => "include",
        Pause => "pause",
        Resume => "resume",
        Retry => "retry",
        Skip => "skip",
        Accept => "accept",
        Abort => "abort",
        Leave => "leave",
        TakeOver => "takeover",
        ClearRelease => "clear",
        Note => "note",
        Attest => "attest",
        Announce => "announce",
        _ => command.GetType().Name,
    };
}
