using System.Text.Json;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Core.Tests.Backouts;

/// <summary>What is said of customers when the way back is not gone to its end.</summary>
public sealed class EndWordsTests
{
    [Fact]
    public void Given_a_deployment_that_was_not_reached_then_customers_may_get_the_release_that_was_to_be_left()
    {
        BackoutState state = new Story().Approved().State;

        Assert.StartsWith(" The way back is not gone to its end: customers may get v2.4.0 then, which has alarms (checkout-5xx)", EndWords.Meanwhile(Left(state, state.Plan!.Steps[^1].Action)), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_deployment_that_was_gone_through_and_another_step_that_was_not_then_no_release_is_named_for_what_customers_get() =>
        Assert.StartsWith(" The way back is not gone to its end: not done is «", EndWords.Meanwhile(Left(new Story().Approved().State, "of no step that is left")), StringComparison.Ordinal);

    /// <summary>Given up before the last step; an action of that name captured the release.</summary>
    private static BackoutState Left(BackoutState state, string action)
    {
        PlanStep last = state.Plan!.Steps[^1];
        return state with
        {
            Leaving = Release.Of([new ReleaseComponent("checkout-api", "s3://artifacts/v2.4.0", "v2.4.0")]),
            Unreached = [last],
            RestorePoint = new RestorePoint(Story.Begin, [new CapturedState(action, "checkout-api", "v2.3.1", JsonDocument.Parse("{}").RootElement) { Release = new ReleaseComponent("checkout-api", "s3://artifacts/v2.3.1", "v2.3.1") }], []),
        };
    }
}
