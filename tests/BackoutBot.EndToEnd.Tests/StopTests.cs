using System.Text.Json.Nodes;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Chat;
using BackoutBot.EndToEnd.Tests.World;
using Xunit.Abstractions;

namespace BackoutBot.EndToEnd.Tests;

/// <summary>A deployment that is stopped by chat, with the programs as they are shipped, and the rollback that follows.</summary>
[Collection(HeavyTests.Name)]
public sealed class StopTests(ITestOutputHelper output)
{
    private const string Second = "checkout-api-2";

    [Fact]
    public Task Given_a_proposal_when_the_deployment_is_stopped_by_one_approver_then_the_plan_that_follows_needs_two_and_ends_rolled_back() =>
        StoryWorld.RunAsync(Pace.Fast with { Quorum = 2 }, output, async world =>
        {
            await world.BreakProductionAsync();
            _ = await world.Journal.UntilAsync("the proposal", backout => backout.Phase == BackoutPhase.Watching && backout.Events<SignalJoined>().Any(joined => joined.Signal.IsBad));
            string deployment = await DeploymentAsync(world);

            await world.Alice.PressAsync(Journal.Id, "stop", "alice-wants-it-stopped");
            Backout small = await world.Journal.UntilAsync("the small plan", backout => backout.Phase == BackoutPhase.AwaitingApproval);
            Assert.Equal($"Stop deployment {deployment} of v2.4.0 to checkout-api-prod now", Assert.Single(small.Events<PlanProposed>().Last().Plan.Steps).Title);
            await world.Alice.PressAsync(Journal.Id, "approve", "alice-approves-it", small.Plan);
            _ = await world.Journal.UntilAsync("the refusal of alice", backout => backout.Events<CommandRefused>().Any());
            await world.Bob.PressAsync(Journal.Id, "approve", "bob-approves-the-stop", small.Plan);

            Backout large = await world.Journal.UntilAsync("the large plan, by itself", backout => backout.Phase == BackoutPhase.AwaitingApproval && backout.Events<PlanProposed>().Count() == 2);
            Assert.Equal("Stopped", await StatusAsync(world, deployment));
            Assert.Contains("is Stopped: it brings v2.4.0 to no more instances. 4 of 8 instances have it.", large.Events<StepSucceeded>().Last().Note, StringComparison.Ordinal);
            Assert.DoesNotContain(large.Events<PlanProposed>().Last().Plan.Steps, step => step.Action == "codedeploy-stop");
            await world.Bob.PressAsync(Journal.Id, "approve", "bob-approves-the-plan", large.Plan);
            await world.Carol.PressAsync(Journal.Id, "approve", "carol-approves-the-plan", large.Plan);

            Backout backout = await world.ClosedAsync(BackoutPhase.RolledBack);
            DoneOnce.AssertChain(backout);
            Assert.Single(await world.Control.MutatingCallsAsync(), call => call is { Operation: "StopDeployment", IsEffective: true });
            await AssertBackAsync(world);
            Assert.Contains(backout.Chat, said => said.Channel == "#stakeholders" && said.Body is TextBody text && text.Headline.Contains("is being stopped", StringComparison.Ordinal));
        });

    [Fact]
    public Task Given_no_backout_is_open_when_a_stop_is_asked_for_before_any_instance_was_reached_then_one_is_opened_and_nothing_more_is_to_be_done() =>
        StoryWorld.RunAsync(Pace.FastAfterSlowBeginning, output, async world =>
        {
            await world.BreakProductionAsync();
            _ = await world.Journal.UntilAsync("the quiet watch", backout => backout.Phase == BackoutPhase.Watching);
            await world.Alice.SayAsync("#ops", "/backout dismiss", "alice-dismisses-the-watch");
            _ = await world.Journal.UntilAsync("no open backout", backout => backout.Phase == BackoutPhase.NotNeeded);
            string deployment = await DeploymentAsync(world);

            await world.Alice.SayAsync("#ops", "/backout stop checkout-api", "alice-wants-it-stopped");
            Backout small = await world.Journal.UntilAsync("the small plan", backout => backout.Phase == BackoutPhase.AwaitingApproval, Second);
            await world.Bob.PressAsync(Second, "approve", "bob-approves-the-stop", small.Plan);
            Backout backout = await world.Journal.UntilAsync("the end", backout => backout.Phase is BackoutPhase.RolledBack or BackoutPhase.RolledBackInPart or BackoutPhase.Blocked or BackoutPhase.Unproven, Second);
            Assert.Equal(BackoutPhase.RolledBack, backout.Phase);
            Assert.Equal("Stopped", await StatusAsync(world, deployment));
            Assert.Equal("alice", Assert.Single(backout.Events<BackoutRequested>()).By.Value);
            Assert.Single(backout.Events<PlanProposed>());
            DoneOnce.AssertChain(backout);
            await AssertBackAsync(world);
        });

    [Fact]
    public Task Given_nothing_goes_out_when_a_stop_is_asked_for_then_the_asker_is_told_so_and_aws_was_read() =>
        StoryWorld.RunAsync(Pace.Fast, output, async world =>
        {
            await world.Journal.KeptAsync("v2.3.1");
            world.Alice.Open("#ops");
            await world.Alice.SayAsync("#ops", "/backout stop checkout-api", "alice-wants-it-stopped");

            await Eventually.TrueAsync("the answer", () => Task.FromResult(world.Alice.Seen.Any(message => message.Html?.Contains("No deployment to checkout-api-prod is in flight.", StringComparison.Ordinal) is true)));
            Assert.Null(await world.Journal.FindAsync());
        });

    private static async Task<string> DeploymentAsync(StoryWorld world) => (string)(await world.Control.StateAsync())["story"]!["deployment"]!;

    private static async Task<string> StatusAsync(StoryWorld world, string deployment) =>
        (string)(await world.Control.StateAsync())["deployments"]!.AsArray().Single(one => (string)one!["id"]! == deployment)!["status"]!;

    private static async Task AssertBackAsync(StoryWorld world)
    {
        JsonNode state = await world.Control.StateAsync();
        Assert.All(state["instances"]!.AsArray(), instance => Assert.Equal(("v2.3.1", "healthy"), ((string)instance!["version"]!, (string)instance["target"]!)));
        Assert.Empty(state["rules"]!.AsArray());
        Assert.Contains(state["records"]!.AsArray(), record => (string)record!["name"]! == "api.shop.example." && (string)record["values"]![0]! == "checkout-v231.shop.example.");
    }
}
