using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Signals;

namespace BackoutBot.Core.Backouts;

/// <summary>Decides what a command leads to. Pure: the same state, command and context always give the same answer.</summary>
public static partial class BackoutDecider
{
    /// <summary>The decision. A person's command or a signal that was dealt with before leads to nothing.</summary>
    public static Decision Decide(BackoutState state, BackoutCommand command, DecisionContext context)
    {
        if (BrokenJournal.InWords(state) is { } broken)
        {
            return Decision.Nothing with { Refusal = new Refusal(RefusalCode.BrokenJournal, broken) };
        }

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

            // What was gone before is no news now, where nobody told of it then.
            if (!state.IsClosed || draft.Holds<EffectGone>())
            {
                draft.AnnouncePage();
            }
        }

        return draft.Done(refusal);
    }

    /// <summary>Whether a command opens a backout of a service that has none open; any other then has nothing to do.</summary>
    public static bool IsReasonToOpen(BackoutCommand command) =>
        command is Start or Stop or Prepare or JoinSignal { Signal: { IsBad: true } or { Kind: SignalKind.DeploymentStarted } };

    /// <summary>Whether the command asks who of those who approved still may: before another approval is counted, and before what can't be had back.</summary>
    public static bool CountsAnew(BackoutState state, BackoutCommand command) => !state.Approvals.IsEmpty && command switch
    {
        Approve => state.Phase is BackoutPhase.AwaitingApproval,
        IntendStep intend => state.Ending is null && state.FindStep(intend.Step) is { IsGrave: true },
        _ => false,
    };

    private static void DropLapsed(Draft draft)
    {
        foreach (PersonId gone in draft.Context.Lapsed.Where(gone => draft.State.Approvals.Exists(approval => approval.By == gone)))
        {
            draft.Add(new ApprovalLapsed(draft.State.Plan!.Hash, gone));
        }
    }

    private static string Verb(PersonCommand command) => command switch
    {
        Prepare => "prepare",
        Start => "start",
        Stop => "stop",
        Dismiss => "dismiss",
        Approve => "approve",
        Deny => "deny",
        Replan => "replan",
        Include => "include",
        Undo => "undo",
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
