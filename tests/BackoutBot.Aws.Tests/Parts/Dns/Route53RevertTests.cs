using System.Text.Json.Nodes;
using Amazon.Route53.Model;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Tests.Parts.Dns;

/// <summary>Putting record sets back.</summary>
public sealed class Route53RevertTests
{
    private const string Revert = Route53RevertAction.ActionName;
    private const string Good = "checkout-v231.shop.example.";
    private const string Bad = "checkout-v240.shop.example.";

    private static readonly DnsRecord About = CheckoutApi.Record with { Name = "about.shop.example.", Id = "about" };

    [Fact]
    public async Task Given_a_moved_record_when_it_is_put_back_then_it_waits_for_every_server_and_the_old_TTL()
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await MovedAsync(world);
        var execution = await world.ApprovedAsync(Revert, restorePoint);
        Assert.Equal(Bad, execution.Step.Before);
        Assert.Equal(Good, execution.Step.Target);

        var handle = await world.StartedAsync(execution);
        var passing = Assert.IsType<Observation.Running>(await world.ObserveAsync(execution, handle));
        Assert.Contains("passes the change", passing.Note, StringComparison.Ordinal);
        Assert.False(passing.IsSettling);
        world.Advance(5);
        var settling = Assert.IsType<Observation.Running>(await world.ObserveAsync(execution, handle));
        Assert.Contains("TTL", settling.Note, StringComparison.Ordinal);
        Assert.True(settling.IsSettling);
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
    public async Task Given_a_record_that_was_put_back_when_the_step_is_undone_then_it_points_to_the_newer_again()
    {
        await using var world = await AwsWorld.StartAsync();
        var execution = await world.ApprovedAsync(Revert, await MovedAsync(world));
        await world.EndAsync(execution, await world.StartedAsync(execution));

        var undo = await world.UndoAsync(execution);
        Assert.Equal((execution.Step.Target, execution.Step.Before), (undo.Step.Before, undo.Step.Target));
        Assert.Contains(Bad, Assert.IsType<Observation.Succeeded>(await world.EndAsync(undo, await world.StartedAsync(undo))).Note, StringComparison.Ordinal);
        Assert.Equal(Bad, await world.RecordAsync());
        Assert.Contains("as it was before already", Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanUndoAsync(execution)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_record_that_somebody_moved_after_the_step_when_it_is_to_be_undone_then_it_is_left_as_it_is()
    {
        await using var world = await AwsWorld.StartAsync();
        var execution = await world.ApprovedAsync(Revert, await MovedAsync(world));
        await world.EndAsync(execution, await world.StartedAsync(execution));
        await PointAsync(world, "elsewhere.shop.example.");

        Assert.Contains("is elsewhere.shop.example.: somebody changed it", Assert.IsType<PlanningOutcome.Impossible>(await world.PlanUndoAsync(execution)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_record_that_was_put_back_when_somebody_moves_it_again_then_it_is_said_what_it_is_and_should_be()
    {
        await using var world = await AwsWorld.StartAsync();
        var execution = await world.ApprovedAsync(Revert, await MovedAsync(world));
        Assert.Contains($"is {Bad}", await world.AmissAsync(execution), StringComparison.Ordinal);
        await world.EndAsync(execution, await world.StartedAsync(execution));
        Assert.Null(await world.AmissAsync(execution));

        await PointAsync(world, "elsewhere.shop.example.");
        var amiss = await world.AmissAsync(execution);
        Assert.Contains("is elsewhere.shop.example.", amiss, StringComparison.Ordinal);
        Assert.Contains("and not", amiss, StringComparison.Ordinal);
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

    [Fact]
    public async Task Given_a_record_that_was_not_there_at_capture_when_the_release_made_it_then_it_is_deleted_again()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With(CheckoutApi.Record, About));
        var restorePoint = await world.CaptureAsync(Revert);
        await ChangeAsync(world, "CREATE", About.Name, Bad);

        var execution = await world.ApprovedAsync(Revert, restorePoint);
        Assert.Equal("Delete about.shop.example. CNAME, which was not there", execution.Step.Title);
        Assert.Equal((Bad, "no record"), (execution.Step.Before, execution.Step.Target));
        Assert.StartsWith("about.shop.example. CNAME is deleted: whoever asks then gets no answer from it. ", execution.Step.Caution, StringComparison.Ordinal);
        var handle = await world.StartedAsync(execution);
        Assert.Equal("there is no about.shop.example. CNAME.", Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, handle)).Note);
        Assert.DoesNotContain((await world.StateAsync())["records"]!.AsArray(), record => (string)record!["name"]! == About.Name);
    }

    [Fact]
    public async Task Given_a_record_that_was_deleted_since_when_it_is_put_back_then_it_is_created_again()
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await world.CaptureAsync(Revert);
        await ChangeAsync(world, "DELETE", CheckoutApi.Record.Name, Good);

        var execution = await world.ApprovedAsync(Revert, restorePoint);
        Assert.Equal("Create api.shop.example. CNAME again", execution.Step.Title);
        Assert.Contains("900 s", execution.Step.Caution, StringComparison.Ordinal);
        await world.StartedAsync(execution);
        Assert.Equal(Good, await world.RecordAsync());
    }

    [Fact]
    public async Task Given_a_record_created_by_somebody_since_the_approval_when_it_is_to_be_created_then_it_is_left_alone()
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await world.CaptureAsync(Revert);
        await ChangeAsync(world, "DELETE", CheckoutApi.Record.Name, Good);
        var execution = await world.ApprovedAsync(Revert, restorePoint);
        await PointAsync(world, "hotfix.shop.example.");

        Assert.Contains("it was no record, and is hotfix.shop.example.", Assert.IsType<StartOutcome.Failed>(await world.StartAsync(execution)).Reason, StringComparison.Ordinal);
        Assert.Equal("hotfix.shop.example.", await world.RecordAsync());
    }

    [Fact]
    public async Task Given_one_of_two_records_unreadable_at_capture_when_it_is_planned_then_the_other_is_put_back_and_the_one_is_left_out()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With(About, CheckoutApi.Record));
        await world.FaultAsync("route53", "ListResourceRecordSets", "deny");
        var restorePoint = await MovedAsync(world);
        Assert.Equal("about.shop.example. CNAME", Assert.Single(restorePoint.Unread).Resource);

        var planned = Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Revert, restorePoint));
        Assert.Equal("Put back api.shop.example. CNAME", planned.Step.Title);
        var without = Assert.Single(planned.Without);
        Assert.StartsWith("about.shop.example. CNAME was not captured: ", without.Reason, StringComparison.Ordinal);
        Assert.Contains("may not do route53:ListResourceRecordSets", without.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_the_only_record_that_moved_was_unreadable_at_capture_when_it_is_planned_then_it_is_impossible_and_says_that_the_other_is_as_captured()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With(CheckoutApi.Record, About with { Name = "zone.shop.example.", Id = "zone" }));
        await world.FaultAsync("route53", "ListResourceRecordSets", "deny");
        var restorePoint = await MovedAsync(world);

        Assert.EndsWith("zone.shop.example. CNAME: as captured.", Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Revert, restorePoint)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_several_records_when_they_are_planned_then_each_is_told_by_its_name_and_what_tells_it_from_others_and_a_TTL_where_only_that_changes()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With(CheckoutApi.Record, Weighted));
        await SetWeightAsync(world, "CREATE", 100);
        var restorePoint = await world.CaptureAsync(Revert);
        await SetWeightAsync(world, "UPSERT", 0);
        await ChangeAsync(world, "UPSERT", CheckoutApi.Record.Name, Good, ttl: 600);

        var step = (await world.ApprovedAsync(Revert, restorePoint)).Step;
        Assert.Equal("Put back api.shop.example. CNAME, w.shop.example. CNAME (blue)", step.Title);
        Assert.Equal($"api.shop.example. CNAME: {Good} (TTL 600 s); w.shop.example. CNAME (blue): {Good} (weight 0)", step.Before);
        Assert.Equal($"api.shop.example. CNAME: {Good} (TTL 10 s); w.shop.example. CNAME (blue): {Good} (weight 100)", step.Target);
    }

    [Fact]
    public async Task Given_a_record_whose_answer_and_TTL_changed_when_it_is_planned_and_put_back_then_both_TTLs_are_said()
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await world.CaptureAsync(Revert);
        Assert.Equal($"api.shop.example. CNAME → {Good} (TTL 10 s)", Assert.Single(restorePoint.States).Summary);
        await ChangeAsync(world, "UPSERT", CheckoutApi.Record.Name, Bad, ttl: 60);

        var execution = await world.ApprovedAsync(Revert, restorePoint);
        Assert.Equal(($"{Bad} (TTL 60 s)", $"{Good} (TTL 10 s)"), (execution.Step.Before, execution.Step.Target));
        Assert.Equal($"api.shop.example. CNAME is {Good} (TTL 10 s).", Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution))).Note);
    }

    [Fact]
    public async Task Given_a_record_that_was_put_back_when_somebody_changes_its_TTL_alone_then_what_it_is_and_should_be_are_told_apart()
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await MovedAsync(world);
        var execution = await world.ApprovedAsync(Revert, restorePoint);
        await world.EndAsync(execution, await world.StartedAsync(execution));

        await ChangeAsync(world, "UPSERT", CheckoutApi.Record.Name, Good, ttl: 60);

        Assert.Equal($"api.shop.example. CNAME is {Good} (TTL 60 s), and not {Good} (TTL 10 s).", await world.AmissAsync(execution));
        Assert.Contains($"is {Good} (TTL 60 s): somebody changed it after «Put back api.shop.example. CNAME» had made it {Good} (TTL 10 s).", Assert.IsType<PlanningOutcome.Impossible>(await world.PlanUndoAsync(execution)).Reason, StringComparison.Ordinal);
        world.Advance(60);
        Assert.Contains($"api.shop.example. CNAME is {Good} (TTL 60 s), and was {Good} (TTL 10 s) when it was captured.", Told(await world.CheckAsync("6.1", restorePoint)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_record_whose_health_check_alone_was_taken_off_when_it_is_planned_then_that_is_said()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With(Weighted));
        await SetWeightAsync(world, "CREATE", 100, healthCheck: "5ca1ab1e-0000-4000-8000-000000000001");
        var restorePoint = await world.CaptureAsync(Revert);
        await SetWeightAsync(world, "UPSERT", 100);

        var step = (await world.ApprovedAsync(Revert, restorePoint)).Step;
        Assert.Equal(($"{Good} (weight 100, no health check)", $"{Good} (weight 100, health check 5ca1ab1e-0000-4000-8000-000000000001)"), (step.Before, step.Target));
    }

    [Fact]
    public async Task Given_several_sets_of_one_name_when_they_are_planned_and_checked_then_each_is_told_with_its_identifier()
    {
        await using var world = await AwsWorld.StartAsync();
        var green = Weighted with { SetIdentifier = "green", Id = "green" };
        world.Catalogue.Become(CheckoutApi.With(Weighted, green, CheckoutApi.Record));
        await SetWeightAsync(world, "CREATE", 100);
        var restorePoint = await world.CaptureAsync(Revert);
        await SetWeightAsync(world, "CREATE", 0, "green");

        var planned = Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Revert, restorePoint));
        Assert.Equal("Delete w.shop.example. CNAME (green), which was not there", planned.Step.Title);
        var alone = Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Revert, restorePoint with { States = [.. restorePoint.States.Where(state => !state.Resource.Contains("green", StringComparison.Ordinal))] }));
        Assert.StartsWith("w.shop.example. CNAME (green) was not captured", alone.Reason, StringComparison.Ordinal);
        Assert.Contains("w.shop.example. CNAME (blue), api.shop.example. CNAME: as captured", alone.Reason, StringComparison.Ordinal);
        world.Advance(60);
        Assert.Contains($"w.shop.example. CNAME (blue) is as captured: {Good}", Told(await world.CheckAsync("6.1", restorePoint)), StringComparison.Ordinal);
    }

    private static string Told(CheckResult result) => string.Join('\n', [result.Summary, .. (result.Besides ?? []).Select(finding => finding.Sentence)]);

    private static DnsRecord Weighted => new(CheckoutApi.Record.HostedZoneId, "w.shop.example.", "CNAME", "blue") { Id = "weighted", Account = CheckoutApi.Own };

    private static Task<ChangeResourceRecordSetsResponse> SetWeightAsync(AwsWorld world, string action, long weight, string identifier = "blue", string? healthCheck = null) =>
        world.Somebody.Dns.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest
        {
            HostedZoneId = CheckoutApi.Record.HostedZoneId,
            ChangeBatch = new ChangeBatch
            {
                Changes = [new Change { Action = action, ResourceRecordSet = new ResourceRecordSet { Name = Weighted.Name, Type = "CNAME", SetIdentifier = identifier, Weight = weight, HealthCheckId = healthCheck, TTL = 10, ResourceRecords = [new ResourceRecord { Value = Good }] } }],
            },
        });

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

    private static Task<ChangeResourceRecordSetsResponse> PointAsync(AwsWorld world, string value) => ChangeAsync(world, "UPSERT", CheckoutApi.Record.Name, value);

    private static Task<ChangeResourceRecordSetsResponse> ChangeAsync(AwsWorld world, string action, string name, string value, long ttl = 10) =>
        world.Somebody.Dns.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest
        {
            HostedZoneId = CheckoutApi.Record.HostedZoneId,
            ChangeBatch = new ChangeBatch
            {
                Changes = [new Change { Action = action, ResourceRecordSet = new ResourceRecordSet { Name = name, Type = "CNAME", TTL = ttl, ResourceRecords = [new ResourceRecord { Value = value }] } }],
            },
        });
}
