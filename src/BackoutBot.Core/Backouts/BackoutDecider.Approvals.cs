using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;

namespace BackoutBot.Core.Backouts;

public static partial class BackoutDecider
{
    private const int ShortestHash = 6;

    private static Refusal? ApprovePlan(Draft draft, Approve approve)
    {
        BackoutState state = draft.State;
        if (state is { EndedBy: BackoutTrigger.Expire, ApprovalsExpireAt: { } until })
        {
            return new Refusal(RefusalCode.Expired, $"The time to approve this plan ended at {until:HH:mm} UTC. Nothing was changed; if it is still needed, begin again: start {state.Service}");
        }

        if (draft.Ask(BackoutTrigger.Approve) is { } refusal)
        {
            return refusal;
        }

        Plan plan = state.Plan!;
        if (approve.Plan.Value is not { Length: >= ShortestHash })
        {
            return new Refusal(RefusalCode.StalePlan, $"Name the plan that you have read, by {ShortestHash} signs of its hash at least. The one up for approval is {Short(plan.Hash)}: approve {Short(plan.Hash)}");
        }

        if (!Means(approve.Plan, plan.Hash))
        {
            return new Refusal(RefusalCode.StalePlan, $"That was another plan. The one up for approval is {Short(plan.Hash)}: read it, then approve that.");
        }

        if (draft.Context.Now >= state.ApprovalsExpireAt)
        {
            return new Refusal(RefusalCode.Expired, $"The time to approve this plan ended at {state.ApprovalsExpireAt:HH:mm} UTC. {(state.HasActed ? "What was done before stays as it is: have it planned again, or abort." : $"Nothing was changed; if it is still needed, begin again: start {state.Service}")}");
        }

        if (state.PlanAskedForBy.Contains(approve.Person))
        {
            return new Refusal(RefusalCode.RequesterCannotApprove, $"You {(state.Stopping is not null ? "asked for the stop" : state.Undoing is { IsOfOwn: true } ? "asked for this to be put back" : state.RequestedBy == approve.Person ? "requested this backout" : "chose where this goes back to")}, so somebody else must approve it.");
        }

        if (!draft.Context.Authority.IsApprover)
        {
            return NotAnApprover(draft.Context.Authority);
        }

        if (state.Approvals.Exists(approval => approval.By == approve.Person))
        {
            return new Refusal(RefusalCode.AlreadyApproved, "You have approved this plan already: one more person is needed.");
        }

        DropLapsed(draft);
        draft.Add(new PlanApproved(plan.Hash, approve.Person, draft.Context.Authority.Basis));
        draft.Fire(draft.State.Approvals.Count >= state.Quorum ? BackoutTrigger.ReachQuorum : BackoutTrigger.Approve);
        return null;
    }

    private static Refusal? DenyPlan(Draft draft, Deny deny)
    {
        BackoutState state = draft.State;
        if (draft.Ask(BackoutTrigger.Deny) is { } refusal)
        {
            return refusal;
        }

        if (deny.Plan is { } hash && !Means(hash, state.Plan!.Hash))
        {
            return new Refusal(RefusalCode.StalePlan, $"That was another plan. The one up for approval is {Short(state.Plan.Hash)}.");
        }

        if (!draft.Context.Authority.IsApprover)
        {
            return NotAnApprover(draft.Context.Authority);
        }

        if (string.IsNullOrWhiteSpace(deny.Reason))
        {
            return ReasonMissing();
        }

        draft.Add(new PlanDenied(state.Plan!.Hash, deny.Person, deny.Reason));
        if (draft.HasSetAside)
        {
            draft.CallOff();
        }
        else
        {
            draft.Fire(BackoutTrigger.Deny);
        }

        return null;
    }

    /// <summary>Keeps those who have no say in a plan from making void what approvers said to it; null where the person may have another one made.</summary>
    private static Refusal? WouldVoid(Draft draft, PersonId person)
    {
        BackoutState state = draft.State;
        if (draft.Context.Authority.IsApprover || state.RequestedBy == person || WithApprovalsToLose(state) is not { } approved)
        {
            return null;
        }

        IEnumerable<string> may = new[] { state.RequestedBy?.Value }.OfType<string>().Concat(draft.Context.Service.Approvals.InWords()).Distinct(StringComparer.Ordinal);
        return new Refusal(
            RefusalCode.NotAnApprover,
            $"Another plan would make void what {string.Join(" and ", approved.Approvals.Select(approval => approval.By))} approved, so only whoever requested the backout or an approver may have one made ({draft.Context.Authority.Basis}). Ask one of them: {string.Join(", ", may)}.");
    }

    /// <summary>The backout where approvals count for something that is still to be done, be it of a plan that is set aside for now; null where none would be lost.</summary>
    private static BackoutState? WithApprovalsToLose(BackoutState state)
    {
        bool isPending = state.Phase is BackoutPhase.AwaitingApproval
            || (state is { Phase: BackoutPhase.Paused or BackoutPhase.Blocked, HasApprovedPlan: true } && state.Steps.Values.Any(step => !step.IsDone));
        return isPending && !state.Approvals.IsEmpty ? state
            : (state.Stopping?.SetAside ?? state.BeforeUndo) is { } aside ? WithApprovalsToLose(aside.Before)
            : null;
    }

    private static bool Means(PlanHash given, PlanHash plan) =>
        given.Value is { Length: >= ShortestHash } text && plan.Value.StartsWith(text, StringComparison.OrdinalIgnoreCase);

    private static string Short(PlanHash hash) => hash.Value[..8];
}
