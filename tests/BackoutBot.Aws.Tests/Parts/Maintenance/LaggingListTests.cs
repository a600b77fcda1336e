using Amazon.ElasticLoadBalancingV2.Model;
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
    public async Task Given_a_page_on_one_listener_and_none_on_the_other_when_it_is_taken_away_then_it_is_removed_once_and_said_to_have_been_there()
    {
        await using var world = await AwsWorld.StartAsync(listsLag: true);
        await OnOneListenerAsync(world);
        var off = await world.ApprovedAsync(Off);

        var before = (await world.ChangesAsync("DeleteRule")).Count;
        Assert.StartsWith("1 of 2 listeners list no maintenance page", Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(off)).Reason, StringComparison.Ordinal);
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(off));
        world.Advance(6);
        Assert.Equal("Took the maintenance page away from 1 listener.", Assert.IsType<StartOutcome.Started>(await world.StartAsync(off)).Note);
        Assert.Equal(before + 1, (await world.ChangesAsync("DeleteRule")).Count);
    }

    [Fact]
    public async Task Given_a_page_that_somebody_removed_a_moment_ago_when_it_is_taken_away_then_it_is_not_said_that_the_step_did()
    {
        await using var world = await AwsWorld.StartAsync(listsLag: true);
        await OnOneListenerAsync(world);
        var off = await world.ApprovedAsync(Off);
        await world.Somebody.LoadBalancing.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = (string)Assert.Single(await Listeners.RulesAsync(world))["arn"]! });
        var before = (await world.ChangesAsync("DeleteRule")).Count;

        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(off));
        world.Advance(6);
        Assert.Equal("No listener shows the maintenance page of this service.", Assert.IsType<StartOutcome.Started>(await world.StartAsync(off)).Note);
        Assert.Equal(before + 1, (await world.ChangesAsync("DeleteRule")).Count);
    }

    [Fact]
    public async Task Given_the_bot_restarts_after_it_took_the_page_away_when_it_is_called_again_then_nothing_is_said_of_what_was_before()
    {
        await using var world = await AwsWorld.StartAsync();
        await OnOneListenerAsync(world);
        var off = await world.ApprovedAsync(Off);
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(off));
        await world.RestartBotAsync();

        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(off with { MayHaveActed = true }));
        world.Advance(6);
        Assert.Equal("No listener shows the maintenance page of this service.", Assert.IsType<StartOutcome.Started>(await world.StartAsync(off)).Note);
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
    public async Task Given_a_lost_answer_when_it_is_called_again_before_the_list_shows_the_page_then_nobody_else_is_said_to_have_made_it()
    {
        await using var world = await AwsWorld.StartAsync(listsLag: true);
        var on = await world.ApprovedAsync(On);
        await world.FaultAsync("elasticloadbalancing", "CreateRule", "lose-response");
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(on));

        var again = Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(on with { MayHaveActed = true }));

        Assert.Contains("an earlier call of this step, whose answer was lost, may have brought that about", again.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody made", again.Reason, StringComparison.Ordinal);
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

    private static async Task OnOneListenerAsync(AwsWorld world)
    {
        var on = await world.ApprovedAsync(On);
        await world.EndAsync(on, await world.StartedAsync(on));
        var other = (await Listeners.RulesAsync(world)).Single(rule => (string)rule["listener"]! == CheckoutApi.HttpListener);
        await world.Somebody.LoadBalancing.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = (string)other["arn"]! });
        world.Advance(30);
    }
}
