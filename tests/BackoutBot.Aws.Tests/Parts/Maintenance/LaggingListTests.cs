using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;

namespace BackoutBot.Aws.Tests.Parts.Maintenance;

/// <summary>A list of rules that follows late: what is not listed yet is not called failed, and what is still listed is not called left.</summary>
public sealed class LaggingListTests
{
    private const string On = MaintenanceOnAction.ActionName;
    private const string Off = MaintenanceOffAction.ActionName;

    [Fact]
    public async Task Given_a_page_that_lists_show_late_when_it_is_observed_at_once_then_it_runs_until_they_do()
    {
        await using var world = await AwsWorld.StartAsync(listsLag: true);
        var on = await world.ApprovedAsync(On);
        var handle = await world.StartedAsync(on);

        var running = Assert.IsType<Observation.Running>(await world.ObserveAsync(on, handle));
        Assert.Contains("0 of 2 listeners list the maintenance page so far", running.Note, StringComparison.Ordinal);
        world.Advance(1);
        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(on, handle));
        Assert.Equal(2, (await world.ChangesAsync("CreateRule")).Count);
    }

    [Fact]
    public async Task Given_a_page_that_lists_still_show_when_it_was_taken_away_then_it_runs_until_they_do_not()
    {
        await using var world = await AwsWorld.StartAsync(listsLag: true);
        var on = await world.ApprovedAsync(On);
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(on, await world.StartedAsync(on)));
        var off = await world.ApprovedAsync(Off);
        var handle = await world.StartedAsync(off);

        Assert.IsType<Observation.Running>(await world.ObserveAsync(off, handle));
        world.Advance(1);
        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(off, handle));
        Assert.Equal(2, (await world.ChangesAsync("DeleteRule")).Count);
    }

    [Fact]
    public async Task Given_a_page_that_was_made_a_moment_ago_when_it_is_taken_away_before_lists_show_it_then_it_is_not_called_gone_but_looked_for_again_and_removed()
    {
        await using var world = await AwsWorld.StartAsync(listsLag: true);
        await world.StartedAsync(await world.ApprovedAsync(On));
        var off = await world.ApprovedAsync(Off);

        Assert.Contains("2 of 2 listeners list no maintenance page", Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(off)).Reason, StringComparison.Ordinal);
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(off, await world.StartedAsync(off)));
        Assert.Empty((await world.StateAsync())["rules"]!.AsArray());
        Assert.Equal(2, (await world.ChangesAsync("DeleteRule")).Count);
    }

    [Fact]
    public async Task Given_a_lost_answer_and_lists_that_show_the_page_late_when_it_is_called_again_then_it_is_found_and_not_made_twice()
    {
        await using var world = await AwsWorld.StartAsync(listsLag: true);
        var on = await world.ApprovedAsync(On);
        await world.FaultAsync("elasticloadbalancing", "CreateRule", "lose-response", times: 2);

        StartOutcome outcome;
        for (var calls = 0; (outcome = await world.StartAsync(on with { MayHaveActed = calls > 0 })) is StartOutcome.NotYet; calls++)
        {
            Assert.True(calls < 10, "It never finds what it made.");
            world.Advance(0.5);
        }

        Assert.IsType<Observation.Succeeded>(await world.EndAsync(on, Assert.IsType<StartOutcome.Started>(outcome).Handle));
        Assert.Equal(2, (await world.ChangesAsync("CreateRule")).Count(call => (bool)call["changed"]!));
        Assert.Equal(2, (await world.StateAsync())["rules"]!.AsArray().Count);
    }

    [Fact]
    public async Task Given_a_handle_that_an_earlier_version_wrote_when_it_is_observed_then_the_listeners_tell_as_before()
    {
        await using var world = await AwsWorld.StartAsync(listsLag: true);
        var on = await world.ApprovedAsync(On);
        await world.StartedAsync(on);
        Assert.IsType<Observation.Failed>(await world.ObserveAsync(on, on.Backout.Value));
        world.Advance(1);
        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(on, on.Backout.Value));
    }
}
