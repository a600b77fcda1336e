using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Steps;
using BackoutBot.Walk.Tests.Accounts;
using BackoutBot.Walk.Tests.Cases;

namespace BackoutBot.Walk.Tests.Endings;

/// <summary>A step's call has its effect, the answer is lost, and nothing can be seen for a while; then people do something.</summary>
/// <param name="abort">Whether they give it up; otherwise they have it tried again.</param>
internal sealed class LostAndBlind(bool abort) : StepFault($"lost answer and blind, then {(abort ? "abort close" : "retry")}")
{
    private static readonly string[] Looks =
        ["elasticloadbalancing:DescribeRules", "codedeploy:GetDeployment", "codedeploy:GetDeploymentGroup", "route53:ListResourceRecordSets"];

    public override async Task<Expectation> GoAsync(WalkedBackout walk)
    {
        var step = Intended(walk.State)!;
        await FaultAsync(walk, "lose-response");
        foreach (var look in Looks)
        {
            // The look before the call sees; those after it do not.
            await walk.Account.FaultAsync(look, "fail", SimulatedAccount.ForGood, after: step.Action is "codedeploy-redeploy" ? 2 : 1, account: walk.Plan.AccountOf(step.Id.Value));
        }

        walk.People = _ => null;
        await walk.GoUntilAsync(state => state.Steps[step.Id].Phase is not (StepPhase.Starting or StepPhase.Running) || walk.Account.Clock.GetUtcNow() > state.PhaseSince + TimeSpan.FromMinutes(10));
        await walk.Account.MendAsync();
        if (abort)
        {
            await AbortClose.GiveUpAsync(walk);
            await walk.ToTheEndAsync();
            return Expectation.NoPage;
        }

        walk.People = state => ProviderGone.Persistent(walk, state);
        await walk.ToTheEndAsync();
        return Expectation.RolledBack;
    }
}
