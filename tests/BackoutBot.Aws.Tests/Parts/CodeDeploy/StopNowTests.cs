using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;

namespace BackoutBot.Aws.Tests.Parts.CodeDeploy;

/// <summary>Stopping the deployment in flight and nothing else, before there is a plan to roll back.</summary>
public sealed class StopNowTests
{
    [Fact]
    public async Task Given_a_deployment_at_half_when_only_a_stop_is_wanted_then_it_is_stopped_without_roll_back_and_it_is_said_how_far_it_came()
    {
        await using var world = await AwsWorld.StartAsync();
        var deployment = await world.BreakAsync();

        var step = Assert.Single((await world.ReadInFlightAsync()).Steps);
        Assert.Equal($"Stop deployment {deployment} of v2.4.0 to checkout-api-prod now", step.Title);
        Assert.Equal("Instances that already have v2.4.0 keep it", step.Target);
        Assert.Equal("stop-now", step.Id.Value);
        Assert.Contains(step.Runbook!.Lines, line => line is { Changes: true } && line.Command.EndsWith("--no-auto-rollback-enabled", StringComparison.Ordinal));
        Assert.Contains(step.Basis!, fact => fact.Name == $"deployment {deployment}" && fact.Value == "going out");

        var execution = AwsWorld.Execution(step);
        Assert.Empty(await world.DriftAsync(step));
        var end = Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution)));
        Assert.Equal($"Deployment {deployment} is Stopped: it brings v2.4.0 to no more instances. 4 of 8 instances have it.", end.Note);
        Assert.Null(end.Stopped);
        Assert.Equal($"stop {deployment}", (string?)Assert.Single(await world.ChangesAsync("StopDeployment"))["effect"]);
        Assert.DoesNotContain((await world.StateAsync())["deployments"]!.AsArray(), made => (string?)made!["creator"] == "codeDeployRollback");
    }

    [Fact]
    public async Task Given_a_deployment_that_a_step_of_the_bots_began_when_it_is_stopped_then_it_is_said_which_attempt_that_was()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var first = AwsWorld.Execution(Assert.Single((await world.ReadInFlightAsync()).Steps));
        await world.EndAsync(first, await world.StartedAsync(first));
        var redeploy = await world.ApprovedAsync(CodeDeployRedeployAction.ActionName);
        await world.StartedAsync(redeploy);

        var stop = AwsWorld.Execution(Assert.Single((await world.ReadInFlightAsync()).Steps)) with { Key = new("bo-checkout-api-1-3-stop-now-1") };
        Assert.Equal(redeploy.Key, Assert.IsType<Observation.Succeeded>(await world.EndAsync(stop, await world.StartedAsync(stop))).Stopped);
    }

    [Fact]
    public async Task Given_a_deployment_that_was_stopped_when_the_plan_to_roll_back_is_made_then_it_redeploys_and_stops_nothing()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var stop = AwsWorld.Execution(Assert.Single((await world.ReadInFlightAsync()).Steps));
        await world.EndAsync(stop, await world.StartedAsync(stop));

        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(CodeDeployStopAction.ActionName));
        var redeploy = Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(CodeDeployRedeployAction.ActionName)).Step;
        Assert.Equal("v2.3.1 on all instances", redeploy.Target);
    }

    [Fact]
    public async Task Given_the_large_plan_and_the_small_one_then_both_rest_on_the_same_deployment()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();

        var small = Assert.Single((await world.ReadInFlightAsync()).Steps);
        var large = (await world.ApprovedAsync(CodeDeployStopAction.ActionName)).Step;
        Assert.Equal(large.Basis, small.Basis);
    }

    [Fact]
    public async Task Given_a_deployment_that_ends_by_itself_when_the_stop_is_about_to_begin_then_that_is_drift()
    {
        await using var world = await AwsWorld.StartAsync();
        var deployment = await DeployAsync(world, "v2.3.1");
        var step = Assert.Single((await world.ReadInFlightAsync()).Steps);
        world.Advance(120);

        var moved = Assert.Single(await world.DriftAsync(step));
        Assert.Equal($"deployment {deployment}: it was going out when the plan was made, and is succeeded", moved.InWords);
    }

    [Fact]
    public async Task Given_a_deployment_that_somebody_else_stops_when_the_stop_is_about_to_begin_then_that_is_what_was_wanted_and_nothing_is_called()
    {
        await using var world = await AwsWorld.StartAsync();
        var deployment = await world.BreakAsync();
        var execution = AwsWorld.Execution(Assert.Single((await world.ReadInFlightAsync()).Steps));
        await world.Somebody.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = deployment, AutoRollbackEnabled = false });
        world.Advance(2);

        Assert.Empty(await world.DriftAsync(execution.Step));
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution)));
        Assert.Single(await world.ChangesAsync("StopDeployment"));
    }

    [Fact]
    public async Task Given_a_deployment_that_ends_by_itself_after_the_last_look_when_it_is_stopped_then_it_is_not_said_that_it_was()
    {
        await using var world = await AwsWorld.StartAsync();
        var deployment = await DeployAsync(world, "v2.3.1");
        var execution = AwsWorld.Execution(Assert.Single((await world.ReadInFlightAsync()).Steps));
        world.Advance(120);

        var end = Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution)));
        Assert.Equal($"Deployment {deployment} is Succeeded: it ended before it could be stopped. 8 of 8 instances have it.", end.Note);
        Assert.Empty(await world.ChangesAsync("StopDeployment"));

        var seen = await world.VerifyAsync(execution);
        Assert.Equal((null, $"Deployment {deployment} is Succeeded: it ended before it could be stopped."), (seen.Amiss, seen.CameToNothing));
    }

    [Fact]
    public async Task Given_nothing_in_flight_when_a_stop_is_wanted_then_there_is_nothing_to_stop_and_a_roll_back_is_stopped_as_what_it_is()
    {
        await using var world = await AwsWorld.StartAsync();
        var idle = await world.ReadInFlightAsync();
        Assert.Empty(idle.Steps);
        Assert.Equal(["No deployment to checkout-api-prod is in flight."], idle.Idle);

        var deployment = await world.BreakAsync();
        await world.Somebody.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = deployment, AutoRollbackEnabled = true });
        world.Advance(2);
        var back = await world.ReadInFlightAsync();
        Assert.EndsWith("of v2.3.1 to checkout-api-prod, which is a roll-back, now", Assert.Single(back.Steps).Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bo:bo-0a1b2c3d-checkout-api-1-2-undo-code-1", "which this bot began")]
    [InlineData("bo:bo-4e5f6071-checkout-api-1-2-undo-code-1", "which another installation of this bot began, or an earlier version of it")]
    [InlineData("bo:bo-checkout-api-1-2-undo-code-1", "which another installation of this bot began, or an earlier version of it")]
    public async Task Given_a_deployment_that_a_backout_began_when_a_stop_is_wanted_then_it_is_named_as_that_for_it_may_bring_back_what_was_left(string description, string said)
    {
        await using var world = await AwsWorld.StartAsync();
        await DeployAsync(world, "v2.4.0", description);

        var found = await world.ReadInFlightAsync();

        Assert.EndsWith($"of v2.4.0 to checkout-api-prod, {said}, now", Assert.Single(found.Steps).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_several_groups_when_one_can_not_be_read_then_the_other_is_stopped_and_that_is_said()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        world.Catalogue.Become(CheckoutApi.Resources with { Resources = [.. CheckoutApi.Resources.Resources, new CodeDeployTarget("checkout-api", "checkout-api-canary") { Id = "checkout-api-canary", Account = CheckoutApi.Own }] });

        var found = await world.ReadInFlightAsync();
        Assert.Equal("stop-now-checkout-api-prod", Assert.Single(found.Steps).Id.Value);
        Assert.Contains(found.Unread, line => line.Contains("checkout-api-canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_CodeDeploy_does_not_let_itself_be_read_when_a_stop_is_wanted_then_it_says_what_is_missing_and_not_that_nothing_goes_out()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        await world.FaultAsync("codedeploy", "ListDeployments", "deny");

        var found = await world.ReadInFlightAsync();
        Assert.Empty(found.Steps);
        Assert.Empty(found.Idle);
        Assert.Contains(found.Unread, line => line.Contains("codedeploy:ListDeployments", StringComparison.Ordinal));
    }

    private static async Task<string> DeployAsync(AwsWorld world, string version, string? description = null)
    {
        var answer = await world.Somebody.CodeDeploy.CreateDeploymentAsync(new CreateDeploymentRequest
        {
            ApplicationName = CheckoutApi.Group.Application,
            DeploymentGroupName = CheckoutApi.Group.DeploymentGroup,
            Description = description,
            Revision = new RevisionLocation { RevisionType = RevisionLocationType.S3, S3Location = new S3Location { Bucket = "shop-artifacts", Key = $"checkout-api/{version}.zip", BundleType = BundleType.Zip } },
        });
        world.Advance(1);
        return answer.DeploymentId;
    }
}
