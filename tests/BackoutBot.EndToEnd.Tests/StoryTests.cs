using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Chat;
using BackoutBot.EndToEnd.Tests.World;
using Xunit.Abstractions;

namespace BackoutBot.EndToEnd.Tests;

/// <summary>One backout from the alarm to the post-mortem, with the programs as they are shipped.</summary>
[Collection(HeavyTests.Name)]
public sealed class StoryTests(ITestOutputHelper output)
{
    [Fact]
    public Task Given_a_bad_release_when_bob_approves_then_production_is_rolled_back_and_everybody_is_told_once() =>
        StoryWorld.RunAsync(Pace.Fast, output, async world =>
        {
            world.Alice.Open("#ops");
            world.Bob.Open("#ops");
            world.Bob.Open("#stakeholders");

            Backout backout = await world.ToRolledBackAsync();

            DoneOnce.Assert(backout, await world.Control.MutatingCallsAsync());
            await Eventually.TrueAsync("the post-mortem on bob's page", () => Task.FromResult(world.Bob.Seen.Any(message => message.Html?.Contains("class=\"document\"", StringComparison.Ordinal) is true)));
            string refusal = backout.Chat.Single(said => said.OnlyFor is not null).Key;
            Assert.Contains(world.Alice.Seen, message => message.Key == refusal);
            Assert.DoesNotContain(world.Bob.Seen, message => message.Key == refusal);
            Assert.Contains(world.Bob.Seen, message => message.Channel == "#stakeholders" && message.Html is not null);
            Assert.Contains(backout.Chat, said => said.Channel == "#stakeholders");
            AssertPostMortem(backout);

            var state = await world.Control.StateAsync();
            Assert.All(state["instances"]!.AsArray(), instance => Assert.Equal(("v2.3.1", "healthy"), ((string)instance!["version"]!, (string)instance["target"]!)));
            Assert.All(state["alarms"]!.AsArray(), alarm => Assert.Equal("OK", (string)alarm!["state"]!));
            Assert.Empty(state["rules"]!.AsArray());
            Assert.Contains(state["records"]!.AsArray(), record => (string)record!["name"]! == "api.shop.example." && (string)record["values"]![0]! == "checkout-v231.shop.example.");
        });

    [Fact]
    public Task Given_a_bad_release_when_bob_denies_then_nothing_is_changed_on_aws() =>
        StoryWorld.RunAsync(Pace.Fast, output, async world =>
        {
            Backout backout = await world.ToStoodDownAsync();

            DoneOnce.AssertChain(backout);
            PlanDenied denied = Assert.Single(backout.Events<PlanDenied>());
            Assert.Equal(("bob", Story.Reason), (denied.By.Value, denied.Reason));
            Assert.Empty(backout.Events<PlanApproved>());
            Assert.Empty(backout.Events<StepIntended>());
            Assert.All(await world.Control.MutatingCallsAsync(), call => Assert.Equal("sns:ConfirmSubscription", call.Action));
        });

    private static void AssertPostMortem(Backout backout)
    {
        PostMortemWritten written = backout.Events<PostMortemWritten>().Single();
        Assert.Contains("v2.4.0", written.Markdown, StringComparison.Ordinal);
        Assert.Contains("bob", written.Markdown, StringComparison.Ordinal);
        DocumentBody posted = backout.Chat.Select(said => said.Body).OfType<DocumentBody>().Single(document => document.Title.StartsWith("Post-mortem: ", StringComparison.Ordinal));
        Assert.Equal((written.Title, written.Markdown), (posted.Title, posted.Markdown));
        Assert.Equal(BackoutPhase.RolledBack, backout.Events<PhaseEntered>().Last().To);
    }
}
