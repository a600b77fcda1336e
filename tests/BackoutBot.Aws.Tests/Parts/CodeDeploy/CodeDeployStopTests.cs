using System.Text.Json;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Tests.Parts.CodeDeploy;

/// <summary>Stopping the deployment in flight, with roll-back.</summary>
public sealed class CodeDeployStopTests
{
    private const string Stop = CodeDeployStopAction.ActionName;
    private const string V220 = "  - version: v2.2.0\n    bucket: shop-artifacts\n    key: checkout-api/v2.2.0.zip\n    bundleType: zip\n    eTag: 5f1c0d7d2c6b4b1e9a3c0e8f7a6b5c4d\n";

    [Fact]
    public async Task Given_a_deployment_at_half_when_it_is_stopped_then_CodeDeploy_brings_the_last_good_version_back()
    {
        await using var world = await AwsWorld.StartAsync();
        var deployment = await world.BreakAsync();
        var execution = await world.ApprovedAsync(Stop);
        Assert.Contains(deployment, execution.Step.Title, StringComparison.Ordinal);
        Assert.Equal("v2.3.1 on all instances", execution.Step.Target);

        var handle = await world.StartedAsync(execution);
        Assert.IsType<Observation.Running>(await world.ObserveAsync(execution, handle));
        var end = Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, handle));

        Assert.Contains("v2.3.1", end.Note, StringComparison.Ordinal);
        Assert.NotEmpty(end.Evidence);
        Assert.All((await world.StateAsync())["instances"]!.AsArray(), instance => Assert.Equal("v2.3.1", (string)instance!["version"]!));
        Assert.Single(await world.ChangesAsync("StopDeployment"));
    }

    [Fact]
    public async Task Given_an_approved_stop_when_it_is_called_then_CloudTrail_can_tell_who_approved_it()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        await world.StartedAsync(await world.ApprovedAsync(Stop));

        var principal = Assert.Single(await world.ChangesAsync("StopDeployment"))["principal"]!;
        Assert.EndsWith("role/bo-exec", (string)principal["roleArn"]!, StringComparison.Ordinal);
        Assert.Equal($"bo-{SomeInstallation.Own}-checkout-api-1", (string)principal["sessionName"]!);
        Assert.Equal("alice", (string)principal["sourceIdentity"]!);
        var tags = principal["sessionTags"]!;
        Assert.Equal("checkout-api-1", (string)tags["backout"]!);
        Assert.Equal(Stop, (string)tags["action"]!);
        Assert.Equal("alice", (string)tags["approver1"]!);
        Assert.Equal("bob", (string)tags["approver2"]!);
    }

    [Fact]
    public async Task Given_a_stop_that_was_called_when_the_bot_restarts_and_calls_again_then_it_is_adopted()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var execution = await world.ApprovedAsync(Stop);
        await world.StartedAsync(execution);
        await world.RestartBotAsync();

        // Whether the first call was made can't be seen yet: it is waited for rather than repeated.
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(execution with { MayHaveActed = true }));
        world.Advance(2);
        var handle = await world.StartedAsync(execution with { MayHaveActed = true });

        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, handle));
        Assert.Single(await world.ChangesAsync("StopDeployment"));
    }

    [Fact]
    public async Task Given_a_crash_before_the_call_when_the_bot_has_waited_in_vain_then_it_calls()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var execution = await world.ApprovedAsync(Stop) with { MayHaveActed = true };
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(execution));
        Assert.Empty(await world.ChangesAsync("StopDeployment"));
        world.Advance(11);
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution)));
        Assert.Single(await world.ChangesAsync("StopDeployment"));
    }

    [Fact]
    public async Task Given_a_lost_answer_when_it_is_called_again_then_it_was_done_once()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var execution = await world.ApprovedAsync(Stop);
        await world.FaultAsync("codedeploy", "StopDeployment", "lose-response");
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(execution));
        world.Advance(2);
        var handle = await world.StartedAsync(execution with { MayHaveActed = true });
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, handle));
        Assert.Single(await world.ChangesAsync("StopDeployment"));
    }

    [Fact]
    public async Task Given_no_answer_in_time_and_no_sight_when_it_is_called_then_it_is_uncertain_and_says_where_to_look()
    {
        await using var world = await AwsWorld.StartAsync();
        var deployment = await world.BreakAsync();
        var execution = await world.ApprovedAsync(Stop);
        await world.FaultAsync("codedeploy", "StopDeployment", "stall", delayMs: 60_000);
        var start = world.StartAsync(execution);
        while (await world.FaultsLeftAsync() > 0)
        {
            await Task.Yield();
        }

        await world.FaultAsync("codedeploy", "GetDeployment", "deny");
        world.Advance(11);
        var outcome = await start;
        Assert.Contains(deployment, Assert.IsType<StartOutcome.Uncertain>(outcome).HowToTell, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_throttle_when_it_is_called_then_not_yet_and_nothing_was_changed()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var execution = await world.ApprovedAsync(Stop);
        await world.FaultAsync("codedeploy", "StopDeployment", "throttle");
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(execution));
        world.Advance(11);
        await world.StartedAsync(execution);
        Assert.Single(await world.ChangesAsync("StopDeployment"), call => (bool)call["changed"]!);
    }

    [Fact]
    public async Task Given_a_denial_when_it_is_called_then_it_names_action_resource_and_role()
    {
        await using var world = await AwsWorld.StartAsync();
        var deployment = await world.BreakAsync();
        var execution = await world.ApprovedAsync(Stop);
        await world.FaultAsync("codedeploy", "StopDeployment", "deny");
        var failed = Assert.IsType<StartOutcome.Failed>(await world.StartAsync(execution));
        Assert.Contains("codedeploy:StopDeployment", failed.Fix, StringComparison.Ordinal);
        Assert.Contains(deployment, failed.Fix, StringComparison.Ordinal);
        Assert.Contains("role/bo-exec", failed.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_deployment_that_ended_meanwhile_when_it_is_stopped_then_it_fails_and_says_what_takes_it_back()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var planned = await world.ApprovedAsync(Stop);
        // The plan speaks of the deployment of v2.3.1 that ended long ago.
        var ended = planned.Step.Input.GetRawText().Replace((string)(await world.StateAsync())["story"]!["deployment"]!, "d-SHOPV2310", StringComparison.Ordinal);
        var execution = planned with { Step = planned.Step with { Input = JsonElement.Parse(ended) } };
        Assert.Contains("codedeploy-redeploy", Assert.IsType<StartOutcome.Failed>(await world.StartAsync(execution)).Fix, StringComparison.Ordinal);
        Assert.Empty(await world.ChangesAsync("StopDeployment"));
    }

    [Fact]
    public async Task Given_nothing_in_flight_when_it_is_planned_then_there_is_no_need()
    {
        await using var world = await AwsWorld.StartAsync();
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Stop));
    }

    [Fact]
    public async Task Given_somebody_who_deploys_something_else_after_the_stop_when_the_roll_back_is_waited_for_then_it_fails_at_once_and_names_that()
    {
        await using var world = await AwsWorld.StartAsync();
        var deployment = await world.BreakAsync();
        var execution = await world.ApprovedAsync(Stop);
        await world.Somebody.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = deployment, AutoRollbackEnabled = false });
        world.Advance(5);
        var handle = await world.StartedAsync(execution);
        Assert.IsType<Observation.Running>(await world.ObserveAsync(execution, handle));

        var other = await world.Somebody.CodeDeploy.CreateDeploymentAsync(new CreateDeploymentRequest
        {
            ApplicationName = "checkout-api",
            DeploymentGroupName = "checkout-api-prod",
            Revision = (await world.Somebody.CodeDeploy.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = deployment })).DeploymentInfo.Revision,
        });
        world.Advance(1);

        var failed = Assert.IsType<Observation.Failed>(await world.ObserveAsync(execution, handle));
        Assert.Contains($"by {other.DeploymentId} since", failed.Reason, StringComparison.Ordinal);
        Advised.By(failed.Fix, "Find out who deployed it, and why; then plan again: the plan goes back from it.");
        Assert.Contains(other.DeploymentId, Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Stop)).Step.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_roll_back_that_somebody_stops_then_the_advice_is_to_plan_again_which_deploys_anew()
    {
        await using var world = await AwsWorld.StartAsync();
        var deployment = await world.BreakAsync();
        var execution = await world.ApprovedAsync(Stop);
        var handle = await world.StartedAsync(execution);
        world.Advance(2);
        var rollback = (await world.Somebody.CodeDeploy.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = deployment })).DeploymentInfo.RollbackInfo.RollbackDeploymentId;
        await world.Somebody.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = rollback, AutoRollbackEnabled = false });

        var failed = Assert.IsType<Observation.Failed>(await world.EndAsync(execution, handle));
        Assert.Equal("Plan again: codedeploy-redeploy brings the last good version.", failed.Fix);
        Assert.Contains("v2.3.1", Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(CodeDeployRedeployAction.ActionName)).Step.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_somebody_who_deploys_what_ran_well_last_when_it_is_planned_then_nobody_stops_that()
    {
        await using var world = await AwsWorld.StartAsync();
        var deployment = await world.BreakAsync();
        await world.Somebody.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = deployment, AutoRollbackEnabled = false });
        world.Advance(2);
        var byHand = await world.Somebody.CodeDeploy.CreateDeploymentAsync(new CreateDeploymentRequest
        {
            ApplicationName = CheckoutApi.Group.Application,
            DeploymentGroupName = CheckoutApi.Group.DeploymentGroup,
            Revision = new RevisionLocation { RevisionType = RevisionLocationType.S3, S3Location = new S3Location { Bucket = "shop-artifacts", Key = "checkout-api/v2.3.1.zip", BundleType = BundleType.Zip } },
        });
        world.Advance(1);

        Assert.Equal($"Deployment {byHand.DeploymentId} in flight brings v2.3.1 already.", Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Stop)).Reason);
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(CodeDeployRedeployAction.ActionName));
    }

    [Fact]
    public async Task Given_a_deployment_of_ours_that_fails_by_itself_and_is_rolled_back_when_it_was_to_be_stopped_then_it_is_not_said_to_have_been()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.Somebody.CodeDeploy.CreateDeploymentAsync(new CreateDeploymentRequest
        {
            ApplicationName = CheckoutApi.Group.Application,
            DeploymentGroupName = CheckoutApi.Group.DeploymentGroup,
            Description = "bo:bo-checkout-api-1-2-undo-code-1",
            AutoRollbackConfiguration = new AutoRollbackConfiguration { Enabled = true, Events = ["DEPLOYMENT_FAILURE"] },
            Revision = new RevisionLocation { RevisionType = RevisionLocationType.S3, S3Location = new S3Location { Bucket = "shop-artifacts", Key = "checkout-api/v2.4.0.zip", BundleType = BundleType.Zip } },
        });
        world.Advance(1);
        var execution = await world.ApprovedAsync(Stop);
        using (var gone = await world.Http.PutAsync("/_sandbox/bundles/v2.4.0?gone=True", null))
        {
            gone.EnsureSuccessStatusCode();
        }

        world.Advance(60);

        var end = Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution)));
        Assert.Contains("brought v2.3.1 to all instances", end.Note, StringComparison.Ordinal);
        Assert.Null(end.Stopped);
        Assert.Empty(await world.ChangesAsync("StopDeployment"));
    }

    [Fact]
    public async Task Given_a_rollback_in_flight_when_it_is_planned_then_there_is_no_need()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        await world.StartedAsync(await world.ApprovedAsync(Stop));
        world.Advance(1);
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Stop));
    }

    [Fact]
    public async Task Given_a_roll_back_that_leads_elsewhere_when_it_is_stopped_then_nothing_is_rolled_back_and_the_redeployment_follows_at_once()
    {
        await using var world = await AwsWorld.StartAsync(WithV220);
        var restorePoint = await ToV220Async(world);
        var deployment = await world.BreakAsync();

        var stop = AwsWorld.Execution(Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Stop, restorePoint)).Step);
        Assert.Equal($"Stop deployment {deployment} of v2.4.0 to checkout-api-prod, without roll-back", stop.Step.Title);
        Assert.Equal("Nothing going out, until v2.2.0 is deployed", stop.Step.Target);
        var redeploy = AwsWorld.Execution(Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(CodeDeployRedeployAction.ActionName, restorePoint)).Step);

        var stopped = Assert.IsType<Observation.Succeeded>(await world.EndAsync(stop, await world.StartedAsync(stop)));
        Assert.Equal($"Deployment {deployment} is Stopped: it brings v2.4.0 to no more instances. 4 of 8 instances have it.", stopped.Note);
        Assert.Contains("v2.2.0", Assert.IsType<StartOutcome.Started>(await world.StartAsync(redeploy)).Note, StringComparison.Ordinal);
        Assert.DoesNotContain((await world.StateAsync())["deployments"]!.AsArray(), made => (string?)made!["creator"] == "codeDeployRollback");
    }

    [Fact]
    public async Task Given_a_roll_back_that_leads_elsewhere_and_no_step_that_redeploys_when_it_is_planned_then_it_is_impossible_and_says_what_to_add()
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await ToV220Async(world);
        await world.BreakAsync();

        var service = CheckoutApi.Service with { Steps = [CheckoutApi.Step(Stop)] };
        var impossible = Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Stop, restorePoint, service: service));
        Assert.Equal("CodeDeploy would roll checkout-api-prod back to v2.3.1 and not to v2.2.0, and no step deploys that.", impossible.Reason);
        Assert.Contains("codedeploy-redeploy", impossible.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_deployment_that_ended_before_it_was_stopped_when_a_redeployment_follows_then_the_stop_is_done()
    {
        await using var world = await AwsWorld.StartAsync(WithV220);
        var restorePoint = await ToV220Async(world);
        var deployment = await world.BreakAsync();
        var stop = AwsWorld.Execution(Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Stop, restorePoint)).Step);
        await world.Somebody.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = deployment, AutoRollbackEnabled = false });
        world.Advance(2);

        Assert.IsType<Observation.Succeeded>(await world.EndAsync(stop, await world.StartedAsync(stop)));
        Assert.DoesNotContain(await world.ChangesAsync("StopDeployment"), call => (string?)call["principal"]!["sessionTags"]?["action"] == Stop);
    }

    [Theory]
    [InlineData("Lambda", true)]
    [InlineData("Server", false)]
    [InlineData(null, false)]
    public void Given_a_compute_platform_then_only_Lambda_can_not_be_stopped_without_roll_back(string? platform, bool must) =>
        Assert.Equal(must, CodeDeployStopAction.MustRollBack(new DeploymentInfo { ComputePlatform = platform is null ? null : new ComputePlatform(platform) }));

    private static string WithV220(string scenario) => scenario.Replace("\ndeployments:\n", V220 + "\ndeployments:\n", StringComparison.Ordinal);

    /// <summary>A restore point of a version before the last successful one.</summary>
    private static async Task<RestorePoint> ToV220Async(AwsWorld world)
    {
        var now = await world.CaptureAsync(Stop);
        return now with { States = [.. now.States.Select(state => state with { State = JsonElement.Parse(state.State.GetRawText().Replace("v2.3.1", "v2.2.0", StringComparison.Ordinal)) })] };
    }

    [Fact]
    public async Task Given_a_stop_that_ended_well_when_it_is_looked_at_again_then_what_it_rolled_back_to_must_run()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var execution = await world.ApprovedAsync(Stop);
        Assert.Contains("is under way", await world.AmissAsync(execution), StringComparison.Ordinal);
        await world.EndAsync(execution, await world.StartedAsync(execution));
        Assert.Equal(new StepVerification(execution.Step.Id, null), await world.VerifyAsync(execution));
    }

    [Fact]
    public async Task Given_a_stop_without_roll_back_when_it_is_looked_at_again_then_that_deployment_must_not_go_out()
    {
        await using var world = await AwsWorld.StartAsync(WithV220);
        await world.BreakAsync();
        var execution = await world.ApprovedAsync(Stop, await ToV220Async(world));
        Assert.Contains("goes out", await world.AmissAsync(execution), StringComparison.Ordinal);
        await world.EndAsync(execution, await world.StartedAsync(execution));
        Assert.Equal(new StepVerification(execution.Step.Id, null), await world.VerifyAsync(execution));
    }

    [Fact]
    public async Task Given_a_stop_that_ended_well_when_it_is_undone_then_the_newer_version_is_deployed_once()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var execution = await world.ApprovedAsync(Stop);
        await world.EndAsync(execution, await world.StartedAsync(execution));

        var undo = await world.UndoAsync(execution);
        Assert.StartsWith("It brings v2.4.0 to all instances. Deployment d-", undo.Step.Caution, StringComparison.Ordinal);
        Assert.Contains("4 instances done, 4 to go", undo.Step.Caution, StringComparison.Ordinal);
        await world.StartedAsync(undo);
        await world.StartedAsync(undo with { MayHaveActed = true });
        var created = Assert.Single(await world.ChangesAsync("CreateDeployment"));
        Assert.Contains("v2.4.0", (string)created["effect"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_stop_and_a_redeployment_when_both_are_undone_then_the_redeployment_alone_brings_the_newer_version()
    {
        await using var world = await AwsWorld.StartAsync(WithV220);
        await world.BreakAsync();
        var stop = await world.ApprovedAsync(Stop, await ToV220Async(world));
        await world.EndAsync(stop, await world.StartedAsync(stop));
        var redeploy = await world.ApprovedAsync(CodeDeployRedeployAction.ActionName, await ToV220Async(world));

        Assert.Contains("is deployed again by codedeploy-redeploy", Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanUndoAsync(stop, redeploy)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_stop_before_any_instance_was_reached_and_a_redeployment_when_both_are_undone_then_what_ran_comes_back_and_the_stopped_version_does_not()
    {
        await using var world = await AwsWorld.StartAsync(WithV220);
        var point = await ToV220Async(world);
        await world.Somebody.CodeDeploy.CreateDeploymentAsync(new CreateDeploymentRequest
        {
            ApplicationName = CheckoutApi.Group.Application,
            DeploymentGroupName = CheckoutApi.Group.DeploymentGroup,
            Revision = new RevisionLocation { RevisionType = RevisionLocationType.S3, S3Location = new S3Location { Bucket = "shop-artifacts", Key = "checkout-api/v2.4.0.zip", BundleType = BundleType.Zip } },
        });
        var stop = await world.ApprovedAsync(Stop, point);
        await world.EndAsync(stop, await world.StartedAsync(stop));
        var redeploy = await world.ApprovedAsync(CodeDeployRedeployAction.ActionName, point);

        Assert.StartsWith("v2.3.1, by deployment d-", redeploy.Step.Before, StringComparison.Ordinal);
        Assert.Equal("v2.3.1", redeploy.Step.Found!.Version);
        Assert.Equal(
            $"What ran when {redeploy.Step.Id} began, v2.3.1, is put back by that; v2.4.0 is not deployed again.",
            Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanUndoAsync(stop, redeploy)).Reason);
    }

    [Fact]
    public async Task Given_a_stop_after_which_a_later_step_deployed_when_it_is_to_be_undone_then_that_is_not_overwritten_and_is_to_be_put_back_first()
    {
        await using var world = await AwsWorld.StartAsync(WithV220);
        await world.BreakAsync();
        var stop = await world.ApprovedAsync(Stop, await ToV220Async(world));
        await world.EndAsync(stop, await world.StartedAsync(stop));
        var redeploy = await world.ApprovedAsync(CodeDeployRedeployAction.ActionName);
        await world.EndAsync(redeploy, await world.StartedAsync(redeploy));

        var later = Assert.IsType<PlanningOutcome.Impossible>(await world.PlanUndoAsync(stop));
        Assert.EndsWith("was made since, by a later step of this backout.", later.Reason, StringComparison.Ordinal);
        Advised.By(later.Fix, "Have that later step put back first");
        var undo = await world.UndoAsync(redeploy);
        await world.StartedAsync(undo);

        // What the stop had kept from going out goes out by that.
        Assert.Matches("^Deployment d-[A-Z0-9]+ of v2.4.0 to checkout-api-prod is in flight.$", Assert.IsType<PlanningOutcome.Impossible>(await world.PlanUndoAsync(stop)).Reason);
    }
}
