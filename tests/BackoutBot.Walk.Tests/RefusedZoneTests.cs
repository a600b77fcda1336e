using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Steps;
using BackoutBot.Walk.Tests.Accounts;
using BackoutBot.Walk.Tests.Bots;
using BackoutBot.Walk.Tests.Cases;
using BackoutBot.Walk.Tests.Endings;
using BackoutBot.Walk.Tests.Judging;
using BackoutBot.Walk.Tests.Plans;

namespace BackoutBot.Walk.Tests;

/// <summary>One entry of the plan file, two zones, two accounts: what one refuses is not said of the other.</summary>
public sealed class RefusedZoneTests
{
    private static readonly StepId Own = new("dns-api-shop-example");
    private static readonly StepId Other = new("dns-api-shop-global-example");

    [Fact]
    public async Task Given_the_second_zones_account_refuses_when_the_plan_runs_then_one_is_done_and_one_failed_and_a_retry_after_the_refusal_rolls_back()
    {
        await using var walk = await WalkedBackout.BeginAsync(WalkedPlan.TwoAccounts);
        await walk.AlarmAsync();
        await walk.Account.FaultAsync("route53:ChangeResourceRecordSets", "deny", SimulatedAccount.ForGood, account: WalkedPlan.TwoAccounts.AccountOf(Other.Value));
        Assert.True(await walk.GoUntilAsync(state => state.Phase is BackoutPhase.Blocked && !state.HasStepInFlight));

        Assert.Equal((StepPhase.Succeeded, StepPhase.Failed), (walk.State.Steps[Own].Phase, walk.State.Steps[Other].Phase));
        var account = await walk.Account.ReadAsync();
        Assert.Equal([true, false], account.Records.Select(account.IsAsBefore));
        var card = CardWriter.Write(walk.State, walk.Account.Clock.GetUtcNow());
        Assert.Equal((StepPhase.Succeeded, StepPhase.Failed), (card.Steps.Single(step => step.Id == Own).Phase, card.Steps.Single(step => step.Id == Other).Phase));
        Assert.StartsWith("arn:aws:iam::210987654321:role/bo-exec may not", card.Steps.Single(step => step.Id == Other).Note, StringComparison.Ordinal);

        await walk.Account.MendAsync();
        await walk.SayAsync(new Retry(walk.NextKey(), WalkPeople.Bob, Other));
        Assert.True(await walk.ToTheEndAsync());

        Assert.Equal(BackoutPhase.RolledBack, walk.State.Phase);
        Assert.Empty(Judge.Faults(await Said.OfAsync(walk.Bot, walk.State.Id), await walk.Account.ReadAsync(), walk.State.Id.Value, Expectation.RolledBack));
    }
}
