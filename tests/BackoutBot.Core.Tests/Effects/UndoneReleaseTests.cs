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

    /// <summary>The backout, where an action of that name captured the release.</summary>
    private static BackoutState Captured(BackoutState ended, string action) => ended with
    {
        RestorePoint = new RestorePoint(Story.Begin, [new CapturedState(action, "checkout-api", "v2.3.1", JsonDocument.Parse("{}").RootElement) { Release = new ReleaseComponent("checkout-api", "s3://artifacts/v2.3.1", "v2.3.1") }], []),
        Leaving = Left,
    };
}
