using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;

namespace BackoutBot.Aws.Tests.Parts.CodeDeploy;

/// <summary>What the CodeDeploy steps rest on, and what of it is a drift.</summary>
public sealed class ReleaseBasisTests
{
    private const string Stop = CodeDeployStopAction.ActionName;
    private const string Redeploy = CodeDeployRedeployAction.ActionName;

    [Fact]
    public async Task Given_a_deployment_that_goes_on_when_it_is_read_again_then_its_progress_is_no_drift()
    {
        await using var world = await AwsWorld.StartAsync();
        var deployment = await world.BreakAsync();
        var stop = (await world.ApprovedAsync(Stop)).Step;

        Assert.Equal([deployment, "going out"], stop.Basis!.Select(fact => fact.Value));
        world.Advance(30);
        Assert.Empty(await world.DriftAsync(stop));
    }

    [Fact]
    public async Task Given_the_bots_own_stop_when_it_is_read_again_then_that_and_the_providers_roll_back_are_no_drift()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var execution = await world.ApprovedAsync(Stop);

        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution)));

        Assert.Empty(await world.DriftAsync(execution.Step));
    }

    [Fact]
    public async Task Given_the_bots_own_redeployment_when_it_is_read_again_then_it_is_no_drift()
    {
        await using var world = await AwsWorld.StartAsync();
        await StopAsync(world, await world.BreakAsync());
        var execution = await world.ApprovedAsync(Redeploy);

        await world.StartedAsync(execution);

        Assert.Empty(await world.DriftAsync(execution.Step));
    }

    [Fact]
    public async Task Given_somebodys_release_since_the_plan_was_made_when_it_is_read_again_then_it_is_a_drift_with_the_old_and_the_new_value()
    {
        await using var world = await AwsWorld.StartAsync();
        var bad = await world.BreakAsync();
        await StopAsync(world, bad);
        var step = (await world.ApprovedAsync(Redeploy)).Step;
        Assert.Empty(await world.DriftAsync(step));

        var hotfix = await DeployAsync(world);

        var moved = Assert.Single(await world.DriftAsync(step));
        Assert.Equal((bad, hotfix), (moved.Was, moved.Is));
        Assert.Contains(CheckoutApi.Group.DeploymentGroup, moved.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_somebodys_release_and_then_a_roll_back_of_it_when_it_is_read_again_then_the_release_is_still_seen()
    {
        await using var world = await AwsWorld.StartAsync();
        await StopAsync(world, await world.BreakAsync());
        var step = (await world.ApprovedAsync(Redeploy)).Step;
        var hotfix = await DeployAsync(world);
        world.Advance(2);
        await world.Somebody.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = hotfix, AutoRollbackEnabled = true });
        world.Advance(5);

        Assert.Equal(hotfix, Assert.Single(await world.DriftAsync(step)).Is);
    }

    [Fact]
    public async Task Given_a_deployment_that_somebody_stopped_when_it_is_read_again_then_that_is_no_drift()
    {
        await using var world = await AwsWorld.StartAsync();
        var deployment = await world.BreakAsync();
        var stop = (await world.ApprovedAsync(Stop)).Step;

        await StopAsync(world, deployment);

        Assert.Empty(await world.DriftAsync(stop));
    }

    [Fact]
    public async Task Given_no_sight_of_CodeDeploy_when_it_is_read_again_then_that_is_no_drift_but_a_fault()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var stop = (await world.ApprovedAsync(Stop)).Step;
        await world.FaultAsync("codedeploy", "ListDeployments", "deny");

        await Assert.ThrowsAnyAsync<Exception>(() => world.DriftAsync(stop));
    }

    private static async Task StopAsync(AwsWorld world, string deployment)
    {
        await world.Somebody.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = deployment, AutoRollbackEnabled = false });
        world.Advance(2);
    }

    private static async Task<string> DeployAsync(AwsWorld world) => (await world.Somebody.CodeDeploy.CreateDeploymentAsync(new CreateDeploymentRequest
    {
        ApplicationName = CheckoutApi.Group.Application,
        DeploymentGroupName = CheckoutApi.Group.DeploymentGroup,
        Revision = new RevisionLocation
        {
            RevisionType = "S3",
            S3Location = new S3Location { Bucket = "shop-artifacts", Key = "checkout-api/v2.4.0.zip", BundleType = "zip" },
        },
    })).DeploymentId;
}
