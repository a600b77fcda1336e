using System.Text.Json;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Tests.Backouts;

namespace BackoutBot.Core.Tests.Effects;

/// <summary>Which release an undo brings back, if any.</summary>
public sealed class UndoneReleaseTests
{
    private static readonly Release Left = new([new ReleaseComponent("checkout-api", "s3://artifacts/v2.4.0", "v2.4.0")]);

    [Fact]
    public void Given_a_backout_that_deployed_something_then_putting_it_back_brings_back_what_ran_before_it()
    {
        BackoutState ended = new Story().Approved().RunSteps().Validated().State;

        Assert.Equal(Left, Undoing.All(Captured(ended, Undoing.Lasting(ended).First().Step.Action), Story.Bob, reason: null).To);
    }

    [Fact]
    public void Given_a_backout_that_deployed_nothing_then_putting_it_back_brings_back_no_release() =>
        Assert.Null(Undoing.All(Captured(new Story().Approved().RunSteps().Validated().State, "of no step of it"), Story.Bob, reason: null).To);

    [Fact]
    public void Given_a_step_that_found_another_release_than_the_one_to_be_left_then_putting_it_back_brings_back_what_it_found()
    {
        BackoutState done = new Story().Approved().RunSteps().Validated().State;
        BackoutState ended = Captured(done, Undoing.Lasting(done).First().Step.Action);
        ReleaseComponent found = new("checkout-api", "s3://artifacts/v2.3.9", "v2.3.9");
        ended = ended with
        {
            Effects = [.. ended.Effects.Select(effect => effect with { Step = effect.Step with { Found = ended.BearsRelease(effect.Step) ? found : null } })],
            Leaving = Release.Of([.. Left.Components, new ReleaseComponent("edge", "s3://artifacts/edge-v7", "edge-v7")]),
        };

        Assert.Equal("v2.3.9, edge-v7", Undoing.All(ended, Story.Bob, reason: null).To!.Version);
    }

    /// <summary>The backout, where an action of that name captured the release.</summary>
    private static BackoutState Captured(BackoutState ended, string action) => ended with
    {
        RestorePoint = new RestorePoint(Story.Begin, [new CapturedState(action, "checkout-api", "v2.3.1", JsonDocument.Parse("{}").RootElement) { Release = new ReleaseComponent("checkout-api", "s3://artifacts/v2.3.1", "v2.3.1") }], []),
        Leaving = Left,
    };
}
