using System.Text.Json.Nodes;
using Amazon.Route53.Model;
using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Tests.Parts.Dns;

/// <summary>Putting record sets back.</summary>
public sealed class Route53RevertTests
{
    private const string Revert = Route53RevertAction.ActionName;
    private const string Good = "checkout-v231.shop.example.";
    private const string Bad = "checkout-v240.shop.example.";

    [Fact]
    public async Task Given_a_moved_record_when_it_is_put_back_then_it_waits_for_every_server_and_the_old_TTL()
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await MovedAsync(world);
        var execution = await world.ApprovedAsync(Revert, restorePoint);
        Assert.Equal(Bad, execution.Step.Before);
        Assert.Equal(Good, execution.Step.Target);

        var handle = await world.StartedAsync(execution);
        Assert.Contains("passes the change", Assert.IsType<Observation.Running>(await world.ObserveAsync(execution, handle)).Note, StringComparison.Ordinal);
        world.Advance(5);
        Assert.Contains("TTL", Assert.IsType<Observation.Running>(await world.ObserveAsync(execution, handle)).Note, StringComparison.Ordinal);
        world.Advance(9);
        Assert.IsType<Observation.Running>(await world.ObserveAsync(execution, handle));
        world.Advance(2);
        Assert.Contains(Good, Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(execution, handle)).Note, StringComparison.Ordinal);
        Assert.Equal(Good, await world.RecordAsync());
        Assert.Equal(execution.Key.Value, (string)Assert.Single(await OwnAsync(world))["evidence"]!);
    }

    [Fact]
    public async Task Given_a_change_that_was_made_when_the_bot_restarts_and_calls_again_then_it_is_adopted()
    {
        await using var world = await AwsWorld.StartAsync();
        var execution = await world.ApprovedAsync(Revert, await MovedAsync(world));
        await world.StartedAsync(execution);
        await world.RestartBotAsync();
        var handle = await world.StartedAsync(execution with { MayHaveActed = true });
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, handle));
        Assert.Single(await OwnAsync(world));
    }

    [Fact]
    public async Task Given_a_lost_answer_when_it_is_called_then_the_record_tells_that_it_was_done()
    {
        await using var world = await AwsWorld.StartAsync();
        var execution = await world.ApprovedAsync(Revert, await MovedAsync(world));
        await world.FaultAsync("route53", "ChangeResourceRecordSets", "lose-response");
        var handle = await world.StartedAsync(execution);
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, handle));
        Assert.Single(await OwnAsync(world));
    }

    [Fact]
    public async Task Given_AWS_failing_before_it_acted_when_it_is_called_again_then_it_is_done()
    {
        await using var world = await AwsWorld.StartAsync();
        var execution = await world.ApprovedAsync(Revert, await MovedAsync(world));
        await world.FaultAsync("route53", "ChangeResourceRecordSets", "fail");
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(execution));
        await world.StartedAsync(execution with { MayHaveActed = true });
        Assert.Equal(Good, await world.RecordAsync());
    }

    [Fact]
    public async Task Given_a_throttle_when_it_is_called_then_not_yet()
    {
        await using var world = await AwsWorld.StartAsync();
        var execution = await world.ApprovedAsync(Revert, await MovedAsync(world));
        await world.FaultAsync("route53", "ChangeResourceRecordSets", "throttle");
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(execution));
        Assert.Equal(Bad, await world.RecordAsync());
    }

    [Fact]
    public async Task Given_a_denial_when_it_is_called_then_it_names_action_and_zone()
    {
        await using var world = await AwsWorld.StartAsync();
        var execution = await world.ApprovedAsync(Revert, await MovedAsync(world));
        await world.FaultAsync("route53", "ChangeResourceRecordSets", "deny");
        var failed = Assert.IsType<StartOutcome.Failed>(await world.StartAsync(execution));
        Assert.Contains("route53:ChangeResourceRecordSets", failed.Fix, StringComparison.Ordinal);
        Assert.Contains("Z0SHOPEXAMPLE00001", failed.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_record_put_back_by_somebody_else_when_it_is_called_then_nothing_is_changed_and_it_succeeds()
    {
        await using var world = await AwsWorld.StartAsync();
        var execution = await world.ApprovedAsync(Revert, await MovedAsync(world));
        await PointAsync(world, Good);
        var handle = await world.StartedAsync(execution);
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, handle));
        Assert.Empty(await OwnAsync(world));
    }

    [Fact]
    public async Task Given_a_record_changed_since_the_approval_when_it_is_called_then_it_is_left_alone()
    {
        await using var world = await AwsWorld.StartAsync();
        var execution = await world.ApprovedAsync(Revert, await MovedAsync(world));
        await PointAsync(world, "hotfix.shop.example.");
        Assert.Contains("hotfix.shop.example.", Assert.IsType<StartOutcome.Failed>(await world.StartAsync(execution)).Reason, StringComparison.Ordinal);
        Assert.Equal("hotfix.shop.example.", await world.RecordAsync());
    }

    [Fact]
    public async Task Given_a_record_changed_after_the_step_when_it_is_observed_then_it_failed()
    {
        await using var world = await AwsWorld.StartAsync();
        var execution = await world.ApprovedAsync(Revert, await MovedAsync(world));
        var handle = await world.StartedAsync(execution);
        await PointAsync(world, Bad);
        Assert.IsType<Observation.Failed>(await world.EndAsync(execution, handle));
    }

    [Fact]
    public async Task Given_a_throttle_when_it_is_observed_then_it_is_unseen()
    {
        await using var world = await AwsWorld.StartAsync();
        var execution = await world.ApprovedAsync(Revert, await MovedAsync(world));
        var handle = await world.StartedAsync(execution);
        await world.FaultAsync("route53", "GetChange", "throttle");
        Assert.IsType<Observation.Unseen>(await world.ObserveAsync(execution, handle));
    }

    [Fact]
    public async Task Given_a_record_as_captured_when_it_is_planned_then_there_is_no_need()
    {
        await using var world = await AwsWorld.StartAsync();
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Revert, await world.CaptureAsync(Revert)));
    }

    [Fact]
    public async Task Given_a_record_that_somebody_moved_since_when_it_is_planned_then_it_is_left_as_it_is()
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await MovedAsync(world);
        var moved = restorePoint.States.Select(state => new MovedResource(Revert, state.Resource, "x", world.Clock.GetUtcNow(), "y")).ToArray();

        Assert.Contains("left as it is", Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Revert, restorePoint, moved: moved)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_no_restore_point_when_it_is_planned_then_it_is_impossible_for_Route_53_keeps_no_history()
    {
        await using var world = await AwsWorld.StartAsync();
        Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Revert));
    }

    [Fact]
    public async Task Given_a_record_that_was_put_back_when_the_step_is_taken_back_then_it_points_to_the_newer_again()
    {
        await using var world = await AwsWorld.StartAsync();
        var execution = await world.ApprovedAsync(Revert, await MovedAsync(world));
        var handle = await world.StartedAsync(execution);
        await world.EndAsync(execution, handle);
        var back = Assert.IsType<StartOutcome.Started>(await world.CompensateAsync(execution, handle)).Handle;
        Assert.Equal(Bad, await world.RecordAsync());
        Assert.Contains(Bad, Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, back)).Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_an_approved_step_when_somebody_moves_the_record_then_it_has_drifted_and_when_the_step_did_it_has_not()
    {
        await using var world = await AwsWorld.StartAsync();
        var execution = await world.ApprovedAsync(Revert, await MovedAsync(world));
        Assert.Empty(await world.DriftAsync(execution.Step));

        await PointAsync(world, "elsewhere.shop.example.");
        var moved = Assert.Single(await world.DriftAsync(execution.Step));
        Assert.Equal(($"{Bad} (TTL 10 s)", "elsewhere.shop.example. (TTL 10 s)"), (moved.Was, moved.Is));

        await PointAsync(world, Bad);
        await world.StartedAsync(execution);
        Assert.Empty(await world.DriftAsync(execution.Step));
    }

    private static async Task<RestorePoint> MovedAsync(AwsWorld world)
    {
        var restorePoint = await world.CaptureAsync(Revert);
        await world.BreakAsync();
        Assert.Equal(Bad, await world.RecordAsync());
        return restorePoint;
    }

    // The bot's own changes; those of others have no comment.
    private static async Task<IReadOnlyList<JsonNode>> OwnAsync(AwsWorld world) =>
        [.. (await world.ChangesAsync("ChangeResourceRecordSets")).Where(call => call["evidence"] is not null)];

    private static async Task PointAsync(AwsWorld world, string value)
    {
        await world.Somebody.Dns.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest
        {
            HostedZoneId = CheckoutApi.Record.HostedZoneId,
            ChangeBatch = new ChangeBatch
            {
                Changes = [new Change { Action = "UPSERT", ResourceRecordSet = new ResourceRecordSet { Name = CheckoutApi.Record.Name, Type = "CNAME", TTL = 10, ResourceRecords = [new ResourceRecord { Value = value }] } }],
            },
        });
    }
}
