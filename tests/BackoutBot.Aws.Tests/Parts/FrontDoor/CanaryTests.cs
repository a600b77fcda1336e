using BackoutBot.Aws.Parts.FrontDoor;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Checklists;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Tests.Parts.FrontDoor;

/// <summary>How the service is seen by a CloudWatch Synthetics canary.</summary>
public sealed class CanaryTests
{
    [Fact]
    [Judges("12.1", CheckStatus.Pass, "every whole run of the canary since all that the backout had put up was gone succeeded")]
    [Judges("12.1", CheckStatus.Fail, "a run of the canary did not succeed")]
    [Judges("12.1", CheckStatus.Unknown, "the canary has made no whole run since all that the backout had put up was gone")]
    public async Task Given_a_page_that_came_and_went_when_it_is_to_be_proven_then_only_whole_runs_since_count()
    {
        await using var world = await WorldAsync(running: true);
        world.Advance(300);
        Assert.Equal(CheckStatus.Pass, (await DoorAsync(world)).Status);

        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOnAction.ActionName));
        world.Advance(300);
        var met = await DoorAsync(world);
        Assert.Equal(CheckStatus.Fail, met.Status);
        Advised.By(met.Fix, "See in CloudWatch Synthetics what the canary * met.");

        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOffAction.ActionName));
        var gone = world.Clock.GetUtcNow();
        Assert.Equal(CheckStatus.Unknown, (await DoorAsync(world, gone)).Status);
        world.Advance(240);
        var proof = await DoorAsync(world, gone);
        Assert.Equal(CheckStatus.Pass, proof.Status);
        Assert.Contains("of the canary checkout-flow succeeded, the last one at ", proof.Summary, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(60 + 8 + 120), proof.Settles);
    }

    [Fact]
    public async Task Given_a_run_under_way_when_the_page_is_gone_then_what_it_met_counts_neither_way()
    {
        await using var world = await WorldAsync(running: true, scenario => scenario.Replace("runSeconds: 8", "runSeconds: 50", StringComparison.Ordinal));
        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOnAction.ActionName));
        world.Advance(190);
        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOffAction.ActionName));
        var gone = world.Clock.GetUtcNow();
        for (var i = 0; i < 6; i++)
        {
            world.Advance(60);
            Assert.NotEqual(CheckStatus.Fail, (await DoorAsync(world, gone)).Status);
        }

        Assert.Equal(CheckStatus.Pass, (await DoorAsync(world, gone)).Status);
    }

    [Fact]
    [Judges("12.1", CheckStatus.Unknown, "the canary is stopped")]
    public async Task Given_a_stopped_canary_when_checked_then_it_is_not_known_and_starting_it_helps()
    {
        await using var world = await WorldAsync(running: false);
        world.Advance(600);
        var stopped = await DoorAsync(world, world.Clock.GetUtcNow());
        Assert.Equal((CheckStatus.Unknown, "The canary checkout-flow has made no whole run that is known since all that the backout had put up was gone."), (stopped.Status, stopped.Summary));
        var canary = Advised.By(stopped.Fix, "Wait for its next run; if it is stopped, start it: aws synthetics start-canary --name *")[0];

        await StopAsync(world, stopped: false, canary);
        world.Advance(300);
        Assert.Equal(CheckStatus.Pass, (await DoorAsync(world)).Status);

        await StopAsync(world, stopped: true);
        world.Advance(600);
        var result = await DoorAsync(world);
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("has not run since ", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_one_run_since_that_did_not_succeed_when_the_later_ones_do_then_it_is_not_proven()
    {
        await using var world = await WorldAsync(running: true);
        var since = world.Clock.GetUtcNow();
        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOnAction.ActionName));
        world.Advance(70);
        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOffAction.ActionName));
        world.Advance(600);
        Assert.Equal(CheckStatus.Fail, (await DoorAsync(world, since)).Status);

        // By itself, and not as proof of a rollback, the last run tells.
        Assert.Equal(CheckStatus.Pass, (await DoorAsync(world)).Status);
    }

    private static async Task<AwsWorld> WorldAsync(bool running, Func<string, string>? scenario = null)
    {
        var world = await AwsWorld.StartAsync(scenario);
        world.Catalogue.Become(CheckoutApi.With<CanaryFrontDoor>(new CanaryFrontDoor("checkout-flow") { Id = "frontDoor", Account = CheckoutApi.Own }));
        world.Advance((60_001 - (world.Clock.GetUtcNow().ToUnixTimeMilliseconds() % 60_000)) / 1000d);
        if (running)
        {
            await StopAsync(world, stopped: false);
        }

        return world;
    }

    private static async Task StopAsync(AwsWorld world, bool stopped, string canary = "checkout-flow") =>
        (await world.Http.PutAsync($"/_sandbox/canaries/{canary}?stopped={(stopped ? "true" : "false")}", null)).EnsureSuccessStatusCode();

    private static async Task<CheckResult> DoorAsync(AwsWorld world, DateTimeOffset? since = null)
    {
        var check = world.Services.GetServices<ICheck>().OfType<Item12_1_Canary>().Single();
        return (await check.RunAsync(new CheckContext(CheckoutApi.Backout, CheckoutApi.Service, null, []) { ProvesSince = since }, CancellationToken.None))!;
    }
}
