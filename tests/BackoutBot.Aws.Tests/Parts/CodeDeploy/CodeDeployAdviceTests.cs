using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Tests.Parts.CodeDeploy;

/// <summary>Who does what is said of deployments is told no more to do it.</summary>
public sealed class CodeDeployAdviceTests
{
    private const string Stop = CodeDeployStopAction.ActionName;
    private const string Redeploy = CodeDeployRedeployAction.ActionName;
    private const string History = "    - { id: d-SHOPV2310, version: v2.3.1, description: \"checkout-api v2.3.1\", daysAgo: 6, minutes: 14 }\n";
    private const string V220 = "  - version: v2.2.0\n    bucket: shop-artifacts\n    key: checkout-api/v2.2.0.zip\n    bundleType: zip\n    eTag: 5f1c0d7d2c6b4b1e9a3c0e8f7a6b5c4d\n";

    [Theory]
    [InlineData(Stop)]
    [InlineData(Redeploy)]
    public async Task Given_a_plan_file_without_a_group_when_it_is_added_then_the_step_can_be_planned(string action)
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With<CodeDeployTarget>());
        Assert.Equal($"aws.{new CodeDeployPart().Key}", Advised.By(Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(action)).Fix, "Add * to the plan file, or remove the step.")[0]);

        world.Catalogue.Become(CheckoutApi.Resources);
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(action));
    }

    [Theory]
    [InlineData(Stop)]
    [InlineData(Redeploy)]
    public async Task Given_a_group_that_left_the_plan_file_since_the_approval_when_it_is_put_back_and_retried_then_the_step_goes_through(string action)
    {
        await using var world = await AwsWorld.StartAsync();
        await (action == Stop ? world.BreakAsync() : HalfAsync(world));
        var execution = await world.ApprovedAsync(action);
        world.Catalogue.Become(CheckoutApi.With<CodeDeployTarget>());
        Advised.By(Assert.IsType<StartOutcome.Failed>(await world.StartAsync(execution)).Fix, "Put it back under aws.codeDeploy, then retry.");

        world.Catalogue.Become(CheckoutApi.Resources);
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution)));
    }

    [Fact]
    public async Task Given_a_group_that_left_the_plan_file_after_its_step_when_it_is_put_back_then_it_can_be_seen_and_put_back_again()
    {
        await using var world = await AwsWorld.StartAsync();
        var redeploy = await RedeployedAsync(world);
        world.Catalogue.Become(CheckoutApi.With<CodeDeployTarget>());
        Advised.By(await world.AmissAsync(redeploy), "Put it back under aws.codeDeploy.");
        Advised.By(Assert.IsType<PlanningOutcome.Impossible>(await world.PlanUndoAsync(redeploy)).Fix, "Put it back under aws.codeDeploy, then plan again.");

        world.Catalogue.Become(CheckoutApi.Resources);
        Assert.Null(await world.AmissAsync(redeploy));
        Assert.IsType<PlanningOutcome.Planned>(await world.PlanUndoAsync(redeploy));
    }

    [Fact]
    public async Task Given_a_deployment_under_way_when_its_end_is_waited_for_then_the_step_can_be_put_back()
    {
        await using var world = await AwsWorld.StartAsync();
        var redeploy = await RedeployedAsync(world);
        await DeployAsync(world, "v2.3.1");
        Advised.By(Assert.IsType<PlanningOutcome.Impossible>(await world.PlanUndoAsync(redeploy)).Fix, "Wait until it has ended, then plan again.");

        world.Advance(60);
        Assert.IsType<PlanningOutcome.Planned>(await world.PlanUndoAsync(redeploy));
    }

    [Fact]
    public async Task Given_somebody_elses_deployment_since_when_what_is_still_to_run_is_deployed_by_hand_then_nothing_is_left_to_be_put_back()
    {
        await using var world = await AwsWorld.StartAsync(scenario => WithV220(scenario).Replace("    unhealthy: true\n    stallsAfter: 4\n", "", StringComparison.Ordinal));
        await DeployAsync(world, "v2.4.0");
        world.Advance(60);
        var redeploy = await world.ApprovedAsync(Redeploy, troubleSince: world.Clock.GetUtcNow());
        await world.EndAsync(redeploy, await world.StartedAsync(redeploy));
        await DeployAsync(world, "v2.2.0");
        world.Advance(60);

        var fix = Assert.IsType<PlanningOutcome.Impossible>(await world.PlanUndoAsync(redeploy)).Fix;
        Advised.By(fix, "Find out who made it, and why.");
        await DeployAsync(world, Advised.By(fix, "If * is still to run there, deploy it by hand.")[0]);
        world.Advance(60);

        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanUndoAsync(redeploy));
    }

    [Fact]
    public async Task Given_no_answer_and_no_sight_when_a_person_looks_for_the_description_then_it_tells_whether_it_was_deployed()
    {
        await using var world = await AwsWorld.StartAsync();
        await HalfAsync(world);
        var execution = await world.ApprovedAsync(Redeploy);
        await world.FaultAsync("codedeploy", "CreateDeployment", "lose-response");
        await world.FaultAsync("codedeploy", "ListDeployments", "fail");
        var told = Advised.By(Assert.IsType<StartOutcome.Uncertain>(await world.StartAsync(execution)).HowToTell, "Look in CodeDeploy whether * has a deployment with the description *.");

        var listed = await world.Somebody.CodeDeploy.ListDeploymentsAsync(new ListDeploymentsRequest { ApplicationName = CheckoutApi.Group.Application, DeploymentGroupName = told[0] });
        Assert.Equal(told[1], (await InfoAsync(world, listed.Deployments[0])).Description);
    }

    [Fact]
    public async Task Given_no_answer_to_a_stop_and_no_sight_when_a_person_looks_at_the_deployment_then_it_tells_whether_it_was_stopped()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var execution = await world.ApprovedAsync(Stop);
        await world.FaultAsync("codedeploy", "StopDeployment", "lose-response");
        await world.FaultAsync("codedeploy", "GetDeployment", "deny", after: 1);
        var deployment = Advised.By(Assert.IsType<StartOutcome.Uncertain>(await world.StartAsync(execution)).HowToTell, "Look in CodeDeploy whether * is stopped.")[0];

        world.Advance(2);
        Assert.Equal(DeploymentStatus.Stopped, (await InfoAsync(world, deployment)).Status);
    }

    [Fact]
    public async Task Given_no_good_version_when_what_goes_out_is_stopped_and_another_deployed_by_hand_then_no_step_is_needed()
    {
        await using var world = await AwsWorld.StartAsync(Undeployed);
        var deployment = await world.BreakAsync();
        Advised.By(Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Stop)).Fix, "Stop the deployment by hand, and deploy a version that is known to work.");
        Advised.By(Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Redeploy)).Fix, "Deploy by hand a version that is known to work.");

        await StopAsync(world, deployment);
        await DeployAsync(world, "v2.3.1");
        world.Advance(60);
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Stop));
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Redeploy));
    }

    [Fact]
    [Judges("2.2", CheckStatus.Unknown, "no release is known to go back to")]
    [Judges("12.1", CheckStatus.Fail, "nothing was ever deployed to the deployment group")]
    public async Task Given_a_group_to_which_nothing_was_deployed_when_a_version_that_works_is_then_the_checks_pass()
    {
        await using var world = await AwsWorld.StartAsync(Undeployed);
        var (bundle, running) = (await world.CheckAsync("2.2"), await world.CheckAsync("12.1"));
        Assert.Equal((CheckStatus.Unknown, CheckStatus.Fail), (bundle.Status, running.Status));
        Advised.By(bundle.Fix, "Deploy a version that works.");
        Advised.By(running.Fix, "Deploy to it, or correct the deployment group's name in the plan file.");

        await DeployAsync(world, "v2.3.1");
        world.Advance(60);
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("2.2")).Status);
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("12.1", await world.CaptureAsync(Redeploy))).Status);
    }

    [Fact]
    [Judges("12.1", CheckStatus.Fail, "a deployment is still going on")]
    public async Task Given_a_deployment_in_flight_when_its_end_is_waited_for_then_the_running_version_is_told()
    {
        await using var world = await AwsWorld.StartAsync();
        var point = await world.CaptureAsync(Redeploy);
        await DeployAsync(world, "v2.3.1");
        var goingOn = await world.CheckAsync("12.1", point);
        Assert.Equal(CheckStatus.Fail, goingOn.Status);
        Advised.By(goingOn.Fix, "Wait for it to end.");

        world.Advance(60);
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("12.1", point)).Status);
    }

    [Fact]
    [Judges("12.1", CheckStatus.Fail, "another release runs than the restore point's")]
    [Judges("12.1", CheckStatus.Fail, "the last deployment failed or was stopped")]
    public async Task Given_a_release_that_is_not_the_restore_points_or_went_out_in_part_when_it_is_checked_then_it_does_not_work()
    {
        await using var world = await AwsWorld.StartAsync(WithV220);
        var point = await world.CaptureAsync(Redeploy);
        await HalfAsync(world);
        var inPart = await world.CheckAsync("12.1", point);
        Assert.Equal(CheckStatus.Fail, inPart.Status);
        Assert.Contains("is Stopped: its instances may run different versions.", inPart.Summary, StringComparison.Ordinal);

        await DeployAsync(world, "v2.2.0");
        world.Advance(60);
        var other = await world.CheckAsync("12.1", point);
        Assert.Equal((CheckStatus.Fail, "checkout-api-prod runs v2.2.0 and should run v2.3.1."), (other.Status, other.Summary));
    }

    [Fact]
    [Judges("12.1", CheckStatus.Unknown, "there is no restore point to hold what runs against")]
    [Judges("2.2", CheckStatus.Unknown, "the release to go back to is a commit on GitHub, or its bundle was written over since it was deployed, by whom is not known")]
    public async Task Given_what_no_check_can_tell_when_a_person_vouches_for_it_then_the_item_passes()
    {
        await using var world = await AwsWorld.StartAsync();
        var running = await world.CheckAsync("12.1");
        Assert.Equal(CheckStatus.Unknown, running.Status);
        Advised.By(running.Fix, "Vouch that this is the version to go back to.");
        Assert.Equal(CheckStatus.Pass, world.VouchedFor(running));

        var release = CapturedRelease.Of(await world.CaptureAsync(Redeploy), CheckoutApi.Group)! with { Revision = new(null, null, null, null, null, "shop/checkout-api", "abcdef0123456789") };
        var onGitHub = await world.CheckAsync("2.2", new RestorePoint(world.Clock.GetUtcNow(), [release.ToState(Redeploy)], []));
        Assert.Equal(CheckStatus.Unknown, onGitHub.Status);
        Advised.By(onGitHub.Fix, "Look for the commit on GitHub, then vouch for it.");
        Assert.Equal(CheckStatus.Pass, world.VouchedFor(onGitHub));

        var captured = CapturedRelease.Of(await world.CaptureAsync(Redeploy), CheckoutApi.Group)!;
        var early = captured with { Revision = captured.Revision with { ETag = null }, DeployedAt = world.Clock.GetUtcNow().AddDays(-400) };
        var overwritten = await world.CheckAsync("2.2", new RestorePoint(world.Clock.GetUtcNow(), [early.ToState(Redeploy)], []));
        Assert.Equal(CheckStatus.Unknown, overwritten.Status);
        Advised.By(overwritten.Fix, "Find out who wrote it, and what; then vouch for it, or go back to another point.");
        Assert.Equal(CheckStatus.Pass, world.VouchedFor(overwritten));
    }

    [Fact]
    public async Task Given_a_roll_back_that_leads_elsewhere_when_the_step_that_is_named_is_added_then_there_is_a_plan()
    {
        await using var world = await AwsWorld.StartAsync(WithV220);
        var now = await world.CaptureAsync(Stop);
        var point = now with { States = [.. now.States.Select(state => state with { State = JsonElement.Parse(state.State.GetRawText().Replace("v2.3.1", "v2.2.0", StringComparison.Ordinal)) })] };
        await world.BreakAsync();
        var service = CheckoutApi.Service with { Steps = [CheckoutApi.Step(Stop)] };
        var action = Advised.By(Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Stop, point, service: service)).Fix, "Add a step with the action * to the plan file, after this one.")[0];

        service = service with { Steps = [.. service.Steps, CheckoutApi.Step(action)] };
        Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Stop, point, service: service));
        Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(action, point, service: service));
    }

    [Theory]
    [InlineData(Stop, "stops", "Deploy it again by hand.")]
    [InlineData(Redeploy, "before", "Deploy by hand the version that you want.")]
    public async Task Given_a_step_that_does_not_know_what_ran_when_that_is_deployed_by_hand_then_it_runs(string action, string known, string advice)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Replace("    stallsAfter: 4\n", "", StringComparison.Ordinal));
        await DeployAsync(world, "v2.4.0");
        if (action == Redeploy)
        {
            world.Advance(60);
        }

        var done = await world.ApprovedAsync(action, troubleSince: world.Clock.GetUtcNow());
        await world.EndAsync(done, await world.StartedAsync(done));
        var input = JsonObject.Create(done.Step.Input)!;
        Assert.True(input.Remove(known));
        Advised.By(Assert.IsType<PlanningOutcome.Impossible>(await world.PlanUndoAsync(done with { Step = done.Step with { Input = JsonSerializer.SerializeToElement(input) } })).Fix, advice);

        await DeployAsync(world, "v2.4.0");
        world.Advance(60);
        Assert.Equal("revision v2.4.0", Assert.Single((await world.CaptureAsync(Redeploy)).States).Summary);
    }

    private static string Undeployed(string scenario) => scenario.Replace($"  history:\n{History}", "  history: []\n", StringComparison.Ordinal);

    private static string WithV220(string scenario) => scenario.Replace("\ndeployments:\n", V220 + "\ndeployments:\n", StringComparison.Ordinal);

    // v2.4.0 stopped at half its fleet by somebody who did not ask for a roll-back.
    private static async Task HalfAsync(AwsWorld world) => await StopAsync(world, await world.BreakAsync());

    private static async Task<StepExecution> RedeployedAsync(AwsWorld world)
    {
        await HalfAsync(world);
        var redeploy = await world.ApprovedAsync(Redeploy);
        await world.EndAsync(redeploy, await world.StartedAsync(redeploy));
        return redeploy;
    }

    private static async Task StopAsync(AwsWorld world, string deployment)
    {
        await world.Somebody.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = deployment, AutoRollbackEnabled = false });
        world.Advance(2);
    }

    private static async Task DeployAsync(AwsWorld world, string version)
    {
        await world.Somebody.CodeDeploy.CreateDeploymentAsync(new CreateDeploymentRequest
        {
            ApplicationName = CheckoutApi.Group.Application,
            DeploymentGroupName = CheckoutApi.Group.DeploymentGroup,
            Revision = new RevisionLocation { RevisionType = RevisionLocationType.S3, S3Location = new S3Location { Bucket = "shop-artifacts", Key = $"checkout-api/{version}.zip", BundleType = BundleType.Zip } },
        });
        world.Advance(1);
    }

    private static async Task<DeploymentInfo> InfoAsync(AwsWorld world, string deployment) =>
        (await world.Somebody.CodeDeploy.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = deployment })).DeploymentInfo;
}
