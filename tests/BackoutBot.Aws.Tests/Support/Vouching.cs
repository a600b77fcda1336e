using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Journal;

namespace BackoutBot.Aws.Tests.Support;

/// <summary>A person vouches for what a check could not tell, as the checks advise.</summary>
internal static class Vouching
{
    /// <summary>What the backout holds of the item once somebody has vouched for it.</summary>
    internal static CheckStatus VouchedFor(this AwsWorld world, CheckResult found)
    {
        var state = Taken(BackoutState.New(CheckoutApi.Backout), new Prepare(new("c-1"), new("alice"), "v2.4.0"));
        state = Taken(state, new ReportCheck(new("c-2"), found));
        if (Checklist.Find(found.Item)!.Phase == Checklist.ValidationPhase)
        {
            state = state with { Phase = BackoutPhase.Validating };
        }

        state = Taken(state, new Attest(new("c-3"), new("alice"), found.Item, "looked at it myself"));
        return state.Checks[found.Item].Status;

        BackoutState Taken(BackoutState before, BackoutCommand command)
        {
            var now = world.Clock.GetUtcNow();
            var decision = BackoutDecider.Decide(before, command, new DecisionContext(CheckoutApi.Service, now, new Authority(true, true, "on call")));
            Assert.Null(decision.Refusal);
            return decision.Events.Aggregate(before, (folded, happened) => folded.Apply(new JournalEntry(folded.Id, folded.Version + 1, now, command.By, command.Key, null, happened, "", "")));
        }
    }
}
