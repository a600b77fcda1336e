using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Releases;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Tests.Parts.CodeDeploy;

/// <summary>Which release one leaves.</summary>
public sealed class CodeDeployReleasesTests
{
    [Fact]
    public async Task Given_a_good_release_then_a_bad_one_going_out_then_it_is_what_was_deployed_last()
    {
        await using var world = await AwsWorld.StartAsync();
        Assert.Equal("v2.3.1", await LeavingAsync(world));
        await world.BreakAsync();
        Assert.Equal("v2.4.0", await LeavingAsync(world));
    }

    [Fact]
    public async Task Given_CodeDeploys_own_roll_back_then_it_is_what_that_takes_back_while_it_runs_and_after_it_ended()
    {
        await using var world = await AwsWorld.StartAsync();
        var bad = await world.BreakAsync();
        await world.Somebody.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = bad, AutoRollbackEnabled = true });
        world.Advance(1);
        Assert.Equal("v2.4.0", await LeavingAsync(world));
        world.Advance(60);
        Assert.Equal("v2.4.0", await LeavingAsync(world));
    }

    [Fact]
    public async Task Given_a_deployment_that_was_stopped_without_a_roll_back_then_it_is_what_that_brought()
    {
        await using var world = await AwsWorld.StartAsync();
        var bad = await world.BreakAsync();
        await world.Somebody.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = bad, AutoRollbackEnabled = false });
        world.Advance(10);
        Assert.Equal("v2.4.0", await LeavingAsync(world));
    }

    private static async Task<string> LeavingAsync(AwsWorld world) =>
        Assert.Single(await world.Services.GetRequiredService<IReleaseSource>().RunningAsync(new ActionContext(CheckoutApi.Backout, CheckoutApi.Service, null), CancellationToken.None)).Version;
}
