using BackoutBot.Core.Announcements;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Backouts;

public static partial class BackoutDecider
{
    private static Refusal? Person(Draft draft, PersonCommand command)
    {
        if (!draft.Context.Authority.IsKnown)
        {
            return new Refusal(RefusalCode.UnknownPerson, "I don't know you. Ask an administrator to add you to the bot's directory.");
        }

        return command switch
        {
            Prepare prepare => PrepareRelease(draft, prepare),
            Start start => StartBackout(draft, start),
            Stop stop => StopDeployment(draft, stop),
            Dismiss dismiss => Decided(draft, dismiss, BackoutTrigger.Dismiss, dismiss.Reason, needsApprover: false, needsReason: false),
            Approve approve => ApprovePlan(draft, approve),
            Deny deny => DenyPlan(draft, deny),
            Replan replan => draft.Ask(BackoutTrigger.Replan) ?? WouldVoid(draft, replan.Person) ?? Decided(draft, replan, BackoutTrigger.Replan, reason: null, needsApprover: false, needsReason: false),
            Include include => IncludeResource(draft, include),
            Undo undo => UndoStep(draft, undo),
            Pause pause => Decided(draft, pause, BackoutTrigger.Pause, reason: null, needsApprover: false, needsReason: false),
            Resume resume => Decided(draft, resume, BackoutTrigger.Resume, reason: null, needsApprover: true, needsReason: false),
            Accept accept => Decided(draft, accept, BackoutTrigger.Accept, accept.Reason, needsApprover: true, needsReason: true),
            Abort abort => Decided(draft, abort, BackoutTrigger.Abort, abort.Reason, needsApprover: true, needsReason: true),
            Leave leave => Decided(draft, leave, BackoutTrigger.Leave, leave.Reason, needsApprover: true, needsReason: true),
            Retry retry => RetryStep(draft, retry),
            Skip skip => SkipStep(draft, skip),
            TakeOver takeOver => TakeOverResidue(draft, takeOver),
            ClearRelease clear => ClearLeftRelease(draft, clear),
            Note note => TakeNote(draft, note),
            Attest attest => AttestItem(draft, attest),
            Announce announce => Tell(draft, announce),
            _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
        };
    }

    private static Refusal? PrepareRelease(Draft draft, Prepare prepare)
    {
        if (draft.State.Version == 0)
        {
            Open(draft, prepare.Version, BackoutPhase.Preparing, BackoutTrigger.Prepare);
            draft.Add(new DecisionRecorded("prepare", prepare.Person, null, prepare.Version));
            return null;
        }

        if (Decided(draft, prepare, BackoutTrigger.Prepare, prepare.Version, needsApprover: false, needsReason: false) is { } refusal)
        {
            return refusal;
        }

        AddNotApplicable(draft);
        return null;
    }

    private static Refusal? StartBackout(Draft draft, Start start)
    {
        if (start.Undoes is { } asked && CannotUndo(asked) is { } impossible)
        {
            return impossible;
        }

        if (draft.State.Version == 0)
        {
            Open(draft, version: null, BackoutPhase.Watching, BackoutTrigger.Signal);
        }

        if (draft.Ask(BackoutTrigger.Start) is { } refusal)
        {
            if (draft.State is { Stopping: not null, RequestedBy: null })
            {
                return new Refusal(RefusalCode.WrongPhase, "A stop of the deployment is in hand: see the card. The plan to roll back follows by itself; to have it made without the stop, say: replan");
            }

            if (draft.State is { IsClosed: false, RequestedBy: not null, Undoing: { IsOfOwn: false } undoing } && start is { To: null, Undoes: null })
            {
                return new Refusal(RefusalCode.WrongPhase, $"{draft.State.Id} is open, and {undoing.InWords}. To go back to the last version that worked instead: abort it, then say start {draft.State.Service} again.");
            }

            return start is { To: { } other, Undoes: null } && !draft.State.IsClosed && draft.State.RequestedBy is not null ? GoElsewhere(draft, start, other) : refusal;
        }

        draft.Add(new BackoutRequested(start.Person, start.Reason));
        if (start.To is { } target)
        {
            draft.Add(new TargetChosen(start.Person, target));
        }

        if (start.Undoes is { } undoes)
        {
            draft.Add(new UndoRequested(undoes));
        }

        draft.Fire(BackoutTrigger.Start);
        return null;
    }

    /// <summary>Has an open backout planned anew towards another point.</summary>
    private static Refusal? GoElsewhere(Draft draft, Start start, PointTarget target)
    {
        if (draft.State.Phase is BackoutPhase.Planning)
        {
            return new Refusal(RefusalCode.WrongPhase, "The plan is being made. Choose another point once it is there.");
        }

        if (draft.Ask(BackoutTrigger.Replan) is { } refusal)
        {
            return draft.State.Phase is BackoutPhase.Running ? new Refusal(RefusalCode.WrongPhase, "The plan is approved and runs: pause it first.") : refusal;
        }

        if (WouldVoid(draft, start.Person) is { } mayNot)
        {
            return mayNot;
        }

        draft.Add(new TargetChosen(start.Person, target));
        draft.Fire(BackoutTrigger.Replan);
        return null;
    }

    private static Refusal? IncludeResource(Draft draft, Include include)
    {
        string[] left = [.. draft.State.Moved.Select(moved => moved.Resource), .. draft.State.Includable];
        if ((draft.State.Moved.Find(moved => moved.IsNamed(include.Resource))?.Resource ?? draft.State.Includable.Find(one => one == include.Resource)) is not { } found)
        {
            return new Refusal(RefusalCode.UnknownResource, left.Length == 0
                ? "The plan leaves nothing as it is that somebody else put up, or changed since the release."
                : $"The plan leaves no «{include.Resource}» as it is. There is: {string.Join(", ", left)}.");
        }

        if (draft.Ask(BackoutTrigger.Replan) is { } refusal)
        {
            return refusal;
        }

        if (WouldVoid(draft, include.Person) is { } mayNot)
        {
            return mayNot;
        }

        draft.Add(new ResourceIncluded(include.Person, found));
        draft.Fire(BackoutTrigger.Replan);
        return null;
    }

    private static Refusal? ClearLeftRelease(Draft draft, ClearRelease clear)
    {
        if (!draft.State.IsClosed || !draft.State.HasLeftRelease)
        {
            return new Refusal(RefusalCode.WrongPhase, draft.State.IsClosed ? $"{draft.State.Id} left no release that is known, so none is kept from being gone back to by it." : "The backout goes on: which release it leaves is known when it ends.");
        }

        if (!draft.Context.Authority.IsApprover)
        {
            return NotAnApprover(draft.Context.Authority);
        }

        if (string.IsNullOrWhiteSpace(clear.Reason))
        {
            return ReasonMissing();
        }

        draft.Add(new ReleaseCleared(clear.Person, clear.Reason));
        return null;
    }

    private static Refusal? TakeNote(Draft draft, Note note)
    {
        if (string.IsNullOrWhiteSpace(note.Text))
        {
            return new Refusal(RefusalCode.ReasonMissing, "The note is empty.");
        }

        draft.Add(new NoteAdded(note.Person, note.Text));
        return null;
    }

    private static Refusal? TakeOverResidue(Draft draft, TakeOver takeOver)
    {
        if (!draft.State.HasStandingResidue)
        {
            return new Refusal(RefusalCode.WrongPhase, draft.State switch
            {
                { IsClosed: false } => "The backout goes on: what it leaves is known when it ends.",
                { ResidueTakenBy: { } taken } => $"{taken.By} answers already for what {draft.State.Id} left: {taken.Reason}",
                { Settled: { } settled } => $"What {draft.State.Id} left is {settled.InWords}: nobody has to answer for it any more.",
                _ => $"{draft.State.Id} left nothing that somebody would have to take over.",
            });
        }

        if (!draft.Context.Authority.IsApprover)
        {
            return NotAnApprover(draft.Context.Authority);
        }

        if (string.IsNullOrWhiteSpace(takeOver.Reason))
        {
            return new Refusal(RefusalCode.ReasonMissing, "Say what becomes of it: that goes into the journal.");
        }

        draft.Add(new ResidueTakenOver(takeOver.Person, takeOver.Reason));
        return null;
    }

    private static Refusal? AttestItem(Draft draft, Attest attest)
    {
        if (draft.State.IsClosed)
        {
            return new Refusal(RefusalCode.WrongPhase, "The backout is closed, and so is its checklist.");
        }

        if (Checklist.Find(attest.Item) is not { } item || !draft.State.CanAttest(item))
        {
            string[] attestable = [.. Checklist.Items.Where(draft.State.CanAttest).Select(one => one.Id.Value)];
            return new Refusal(RefusalCode.NotAttestable, $"No person can attest «{attest.Item}». These can be attested: {string.Join(", ", attestable)}.");
        }

        if (item.Phase == Checklist.ValidationPhase && draft.State.Phase is not (BackoutPhase.Validating or BackoutPhase.Unproven))
        {
            return new Refusal(RefusalCode.NotAttestable, $"«{item.Title}» is about what the plan's steps have brought: vouch for it once they are done.");
        }

        // What proves a rollback closes the backout, as accepting it does.
        if (item.Phase >= Checklist.ValidationPhase && !draft.Context.Authority.IsApprover)
        {
            return NotAnApprover(draft.Context.Authority);
        }

        if (string.IsNullOrWhiteSpace(attest.Statement))
        {
            return new Refusal(RefusalCode.ReasonMissing, "Say what you have seen, or give a link to it: it is the evidence.");
        }

        draft.Add(new ItemAttested(item.Id, attest.Person, attest.Statement));
        return null;
    }

    private static Refusal? Tell(Draft draft, Announce announce)
    {
        if (string.IsNullOrWhiteSpace(announce.Text))
        {
            return new Refusal(RefusalCode.ReasonMissing, "The announcement is empty.");
        }

        foreach (AnnouncementMade made in AnnouncementWriter.InOwnWords(draft.State, draft.Context.Service, announce.Key, announce.Text))
        {
            draft.Add(made);
        }

        return null;
    }

    /// <summary>The commands that are a decision and a move, and nothing more.</summary>
    private static Refusal? Decided(Draft draft, PersonCommand command, BackoutTrigger trigger, string? reason, bool needsApprover, bool needsReason)
    {
        if (draft.Ask(trigger) is { } refusal)
        {
            return refusal;
        }

        if (needsApprover && !draft.Context.Authority.IsApprover)
        {
            return NotAnApprover(draft.Context.Authority);
        }

        if (needsReason && string.IsNullOrWhiteSpace(reason))
        {
            return ReasonMissing();
        }

        draft.Add(new DecisionRecorded(Verb(command), command.Person, null, reason));
        if (command is Abort)
        {
            WaitNoLonger(draft, command.Person);
        }

        draft.Fire(trigger);
        return null;
    }

    /// <summary>Who gives up does not wait for what lies with others: the step's change is made, and nothing is to be seen of it that counts.</summary>
    private static void WaitNoLonger(Draft draft, PersonId by)
    {
        foreach (StepState settling in draft.State.Steps.Values.Where(step => step is { IsInFlight: true, IsSettling: true }).OrderBy(step => step.Id.Value, StringComparer.Ordinal))
        {
            draft.Add(new StepSkipped(settling.Id, by, "the backout was given up"));
        }
    }

    private static void Open(Draft draft, string? version, BackoutPhase phase, BackoutTrigger trigger)
    {
        draft.Add(new BackoutOpened(draft.Context.Service.Id, draft.Context.Service.Environment, draft.Context.Service.Channel, version));
        if (draft.State.Phase != phase)
        {
            draft.Add(new PhaseEntered(draft.State.Phase, phase, trigger));
        }

        AddNotApplicable(draft);
    }

    private static void AddNotApplicable(Draft draft)
    {
        foreach ((ItemId item, string reason) in draft.Context.Service.NotApplicable)
        {
            draft.Add(new ItemChecked(new CheckResult(item, CheckStatus.NotApplicable, reason, null, [])));
        }
    }

    private static Refusal NotAnApprover(Authority authority) =>
        new(RefusalCode.NotAnApprover, $"Only an approver of this service can do that ({authority.Basis}).");

    private static Refusal ReasonMissing() =>
        new(RefusalCode.ReasonMissing, "Say why: the reason goes into the journal.");
}
