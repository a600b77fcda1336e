using System.Text.Json;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Tests.Parts.CodeDeploy;

/// <summary>Deploying the last good revision again.</summary>
public sealed class CodeDeployRedeployTests
{
    private const string Redeploy = CodeDeployRedeployAction.ActionName;

    [Fact]
    public async Task Given_a_deployment_stopped_without_rollback_when_it_is_planned_and_run_then_the_last_good_version_is_everywhere()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        Assert.Equal("v2.3.1 on all instances", execution.Step.Target);
        var handle = await world.StartedAsync(execution);
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, handle));
        Assert.All((await world.StateAsync())["instances"]!.AsArray(), instance => Assert.Equal("v2.3.1", (string)instance!["version"]!));
        Assert.Equal("bo:" + execution.Key.Value, (string)Assert.Single(await world.ChangesAsync("CreateDeployment"))["evidence"]!);
    }

    [Fact]
    public async Task Given_a_redeployment_that_was_called_when_the_bot_restarts_and_calls_again_then_it_is_adopted()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        var handle = await world.StartedAsync(execution);
        await world.RestartBotAsync();
        Assert.Equal(handle, await world.StartedAsync(execution with { MayHaveActed = true }));
        Assert.Equal(handle, await world.StartedAsync(execution));
        Assert.Single(await world.ChangesAsync("CreateDeployment"));
    }

    [Fact]
    public async Task Given_a_lost_answer_when_it_is_called_then_its_own_deployment_is_found_by_its_description()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        await world.FaultAsync("codedeploy", "CreateDeployment", "lose-response");
        var handle = await world.StartedAsync(execution);
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, handle));
        Assert.Single(await world.ChangesAsync("CreateDeployment"));
    }

    [Fact]
    public async Task Given_a_lost_answer_and_no_sight_when_it_is_called_then_it_is_uncertain_and_says_where_to_look()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        await world.FaultAsync("codedeploy", "CreateDeployment", "lose-response");
        await world.FaultAsync("codedeploy", "ListDeployments", "fail");
        var uncertain = Assert.IsType<StartOutcome.Uncertain>(await world.StartAsync(execution));
        Assert.Contains("bo:" + execution.Key.Value, uncertain.HowToTell, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_AWS_failing_before_it_acted_when_it_is_called_again_then_it_is_done_once()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        await world.FaultAsync("codedeploy", "CreateDeployment", "fail");
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(execution));
        await world.StartedAsync(execution with { MayHaveActed = true });
        Assert.Single(await world.ChangesAsync("CreateDeployment"), call => (bool)call["changed"]!);
    }

    [Fact]
    public async Task Given_AWS_not_answering_in_time_when_it_is_called_then_it_is_looked_for_and_not_yet_there()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        await world.FaultAsync("codedeploy", "CreateDeployment", "stall", delayMs: 60_000);
        var start = world.StartAsync(execution);
        while (await world.FaultsLeftAsync() > 0)
        {
            await Task.Yield();
        }

        world.Advance(11);
        Assert.IsType<StartOutcome.NotYet>(await start);
    }

    [Fact]
    public async Task Given_a_throttle_when_it_is_called_then_not_yet()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        await world.FaultAsync("codedeploy", "CreateDeployment", "throttle");
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(execution));
        await world.StartedAsync(execution);
    }

    [Fact]
    public async Task Given_a_denial_when_it_is_called_then_it_names_action_and_role()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        await world.FaultAsync("codedeploy", "CreateDeployment", "deny");
        var failed = Assert.IsType<StartOutcome.Failed>(await world.StartAsync(execution));
        Assert.Contains("codedeploy:CreateDeployment", failed.Fix, StringComparison.Ordinal);
        Assert.Contains("role/bo-exec", failed.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_another_deployment_in_flight_when_it_is_called_then_not_yet_and_it_is_left_alone()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        await OthersAsync(world);
        Assert.Contains("in flight", Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(execution)).Reason, StringComparison.Ordinal);
        Assert.Single(await world.ChangesAsync("CreateDeployment"));
    }

    [Fact]
    public async Task Given_a_deployment_since_the_approval_when_it_is_called_then_it_fails_for_the_plan_is_void()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        await StopAsync(world, await OthersAsync(world));
        Assert.Contains("since the plan was approved", Assert.IsType<StartOutcome.Failed>(await world.StartAsync(execution)).Reason, StringComparison.Ordinal);
        Assert.Single(await world.ChangesAsync("CreateDeployment"));
    }

    [Fact]
    public async Task Given_the_target_deployed_by_somebody_else_meanwhile_when_it_is_called_then_that_is_adopted()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        await world.StartedAsync(execution with { Key = new("bo-somebody-else") });
        world.Advance(60);
        await world.StartedAsync(execution);
        Assert.Single(await world.ChangesAsync("CreateDeployment"));
    }

    [Fact]
    public async Task Given_what_a_backout_of_the_same_number_deployed_by_another_installation_when_an_answer_is_lost_then_that_is_not_adopted()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        await world.StartedAsync(execution with { Key = IdempotencyKey.Of(new InstallationId("4e5f6071"), CheckoutApi.Backout, 1, execution.Step.Id, 1) });
        world.Advance(60);
        var bad = await OthersAsync(world);
        await StopAsync(world, bad);

        var refused = Assert.IsType<StartOutcome.Failed>(await world.StartAsync(execution with { MayHaveActed = true }));

        Assert.Contains(bad, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_deployment_that_will_be_stopped_when_it_is_planned_then_the_stop_is_enough()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        Assert.Contains("stopping it", Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Redeploy)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_deployment_in_flight_and_a_plan_file_without_the_stop_when_it_is_planned_then_it_is_needed()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var service = CheckoutApi.Service with { Steps = [CheckoutApi.Step(Redeploy)] };
        Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Redeploy, service: service));
    }

    [Fact]
    public async Task Given_the_good_version_running_when_it_is_planned_then_there_is_no_need()
    {
        await using var world = await AwsWorld.StartAsync();
        Assert.Contains("v2.3.1", Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Redeploy)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_deployment_in_flight_when_the_release_is_captured_then_it_is_the_one_before_and_the_trouble_began_with_it()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var restorePoint = await world.CaptureAsync(Redeploy, world.Clock.GetUtcNow());
        Assert.Equal("revision v2.3.1", Assert.Single(restorePoint.States).Summary);
        Assert.NotNull(CapturedRelease.Of(restorePoint, CheckoutApi.Group)!.TroubleSince);
    }

    [Fact]
    public async Task Given_a_bad_release_that_succeeded_when_the_trouble_began_with_it_then_the_one_before_is_the_way_back()
    {
        // v2.4.0 succeeded eight minutes ago.
        await using var world = await AwsWorld.StartAsync(scenario => scenario
            .Replace("running: v2.3.1", "running: v2.4.0", StringComparison.Ordinal)
            .Replace("daysAgo: 6, minutes: 14 }", "daysAgo: 6, minutes: 14 }\n    - { id: d-SHOPV2400, version: v2.4.0, description: \"checkout-api v2.4.0\", daysAgo: 0.01, minutes: 5 }", StringComparison.Ordinal));
        var now = world.Clock.GetUtcNow();

        Assert.Equal("revision v2.4.0", Assert.Single((await world.CaptureAsync(Redeploy)).States).Summary);
        var alarm = Assert.Single((await world.CaptureAsync(Redeploy, now)).States);
        Assert.Equal("revision v2.3.1", alarm.Summary);
        Assert.Equal("revision v2.3.1", Assert.Single((await world.CaptureAsync(Redeploy, now - TimeSpan.FromDays(0.01))).States).Summary);
        Assert.Equal("revision v2.4.0", Assert.Single((await world.CaptureAsync(Redeploy, now + TimeSpan.FromHours(2))).States).Summary);

        var execution = await world.ApprovedAsync(Redeploy, troubleSince: now);
        Assert.Equal("v2.3.1 on all instances", execution.Step.Target);
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution)));
        Assert.DoesNotContain("had found", (await world.UndoAsync(execution)).Step.Caution, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_redeployment_that_ended_well_when_it_is_undone_then_what_ran_before_is_deployed()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        await world.EndAsync(execution, await world.StartedAsync(execution));

        var undo = await world.UndoAsync(execution);
        Assert.Equal("v2.4.0 on all instances", undo.Step.Target);
        Assert.Matches($"^It brings v2.4.0 to all instances. What {execution.Step.Id} had found was less: deployment d-[A-Z0-9]+ is Stopped, on 4 of 8 instances, and nobody has seen it end well there. ", undo.Step.Caution);
        await world.StartedAsync(undo);
        Assert.Contains("is in flight", Assert.IsType<PlanningOutcome.Impossible>(await world.PlanUndoAsync(execution)).Reason, StringComparison.Ordinal);
        Assert.Equal(["v2.3.1", "v2.4.0"], (await world.ChangesAsync("CreateDeployment")).Select(call => ((string)call["effect"]!).Split(' ')[1]));
    }

    [Fact]
    public async Task Given_a_redeployment_that_had_found_a_half_when_that_can_not_be_read_any_more_then_its_undo_says_what_the_plan_had_found()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        await world.EndAsync(execution, await world.StartedAsync(execution));
        var input = execution.Step.Input.Deserialize(CodeDeployJson.Default.RedeployInput)! with { LastDeployment = "d-GONE" };

        var undo = Assert.IsType<PlanningOutcome.Planned>(await world.PlanUndoAsync(execution with { Step = execution.Step with { Input = JsonSerializer.SerializeToElement(input, CodeDeployJson.Default.RedeployInput) } }));
        Assert.Contains($"What {execution.Step.Id} had found may have been less: {execution.Step.Before}.", undo.Step.Caution, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_redeployment_that_ended_well_when_somebody_deploys_again_then_it_is_said_what_is_under_way_and_afterwards_how_that_ended()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        Assert.Contains("is Stopped", await world.AmissAsync(execution), StringComparison.Ordinal);
        await world.EndAsync(execution, await world.StartedAsync(execution));
        Assert.Null(await world.AmissAsync(execution));

        var others = await OthersAsync(world);
        Assert.Equal($"Deployment {others} of v2.4.0 is under way on {CheckoutApi.Group.DeploymentGroup}.", await world.AmissAsync(execution));
        await StopAsync(world, others);
        Assert.Equal($"Deployment {others} of v2.4.0 to {CheckoutApi.Group.DeploymentGroup} is Stopped.", await world.AmissAsync(execution));
    }

    [Fact]
    public async Task Given_a_deployment_that_was_stopped_before_it_had_reached_any_instance_then_what_runs_is_not_deployed_again_and_is_proven()
    {
        await using var world = await AwsWorld.StartAsync();
        var point = await world.CaptureAsync(Redeploy);
        var id = await OthersAsync(world, seconds: 0);
        await StopAsync(world, id);

        var unneeded = Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Redeploy, point));
        Assert.Equal($"checkout-api-prod runs v2.3.1 already. Deployment {id} of v2.4.0 is Stopped and has reached none of 8 instances; one that it had in hand then may be half done.", unneeded.Reason);
        Assert.Null((await world.VerifyAsync(unneeded.Keeps!)).Amiss);
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("12.1", point)).Status);
    }

    [Fact]
    public async Task Given_a_half_of_instances_and_a_later_deployment_that_reached_none_then_the_half_is_what_runs_and_what_an_undo_brings_again()
    {
        await using var world = await AwsWorld.StartAsync();
        var point = await world.CaptureAsync(Redeploy);
        var half = await world.BreakAsync();
        await StopAsync(world, half);
        await StopAsync(world, await OthersAsync(world, seconds: 0));

        var execution = await world.ApprovedAsync(Redeploy, point);
        Assert.Equal(($"v2.4.0, by deployment {half} (Stopped)", "v2.4.0"), (execution.Step.Before, execution.Step.Found!.Version));
    }

    // v2.4.0 stopped at half its fleet by somebody who did not ask for a roll-back.
    private static async Task HalfAsync(AwsWorld world) => await StopAsync(world, await world.BreakAsync());

    private static async Task StopAsync(AwsWorld world, string deployment)
    {
        await world.Somebody.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = deployment, AutoRollbackEnabled = false });
        world.Advance(2);
    }

    // Somebody deploys v2.4.0 past the bot.
    private static async Task<string> OthersAsync(AwsWorld world, int seconds = 1)
    {
        var answer = await world.Somebody.CodeDeploy.CreateDeploymentAsync(new CreateDeploymentRequest
        {
            ApplicationName = CheckoutApi.Group.Application,
            DeploymentGroupName = CheckoutApi.Group.DeploymentGroup,
            Revision = new RevisionLocation { RevisionType = RevisionLocationType.S3, S3Location = new S3Location { Bucket = "shop-artifacts", Key = "checkout-api/v2.4.0.zip", BundleType = BundleType.Zip } },
            Description = "once more",
        });
        world.Advance(seconds);
        return answer.DeploymentId;
    }
}
