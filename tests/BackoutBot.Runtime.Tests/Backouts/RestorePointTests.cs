using System.Text.Json;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Runtime.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>What is gone back to is what ran while all was well.</summary>
public sealed class RestorePointTests : IDisposable
{
    private static readonly ServiceId Service = new("checkout-api");

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_a_deployment_that_begins_then_the_state_is_captured_at_once_and_kept()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);

        await bot.HearAsync("m-1", "DeploymentStarted checkout-api");
        var state = await bot.WhenAsync("checkout-api-1", state => state.RestorePoint is not null);

        Assert.Equal("v2.3.1", Assert.Single(state.RestorePoint!.States).Summary);
        Assert.Equal(state.RestorePoint.TakenAt, (await KeptAsync(bot)).Single().Point.TakenAt);
        Assert.Empty(world.Chat.Shown);
    }

    [Fact]
    public async Task Given_trouble_without_a_capture_before_it_then_nothing_is_captured_and_the_plan_says_so()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);

        await bot.HearAsync("m-1", "AlarmRaised checkout-api");
        var state = await bot.WhenAsync("checkout-api-1", state => state.RestorePoint is not null);

        Assert.Empty(state.RestorePoint!.States);
        Assert.StartsWith("Nothing was captured before the trouble began", Assert.Single(state.RestorePoint.Problems), StringComparison.Ordinal);
        Assert.Empty(await KeptAsync(bot));
    }

    [Fact]
    public async Task Given_a_release_that_looked_good_when_its_alarm_comes_later_then_the_point_of_the_release_before_is_gone_back_to()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: KeepEvery("00:00:00.020"));
        await Eventually.TrueAsync(async () => (await KeptAsync(bot)).Count > 0, () => "nothing was kept");
        await bot.HearAsync("m-1", "DeploymentStarted checkout-api");
        await bot.WhenAsync("checkout-api-1", state => state.RestorePoint is not null);
        world.Runs = "v2.4.0";
        await bot.HearAsync("m-2", "DeploymentSucceeded checkout-api");
        Assert.Equal(BackoutPhase.NotNeeded, (await bot.WhenAsync("checkout-api-1", state => state.IsClosed)).Phase);
        await Eventually.TrueAsync(async () => (await KeptAsync(bot)).Count == 2, () => "the new release was not captured");

        await bot.HearAsync("m-3", "AlarmRaised checkout-api");
        var state = await bot.WhenAsync("checkout-api-2", state => state.RestorePoint is not null);

        Assert.Equal("v2.3.1", Assert.Single(state.RestorePoint!.States).Summary);
    }

    [Fact]
    public async Task Given_a_release_that_was_rolled_back_when_a_person_starts_anew_then_it_is_not_gone_back_to()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.HearAsync("m-1", "DeploymentStarted checkout-api");
        await bot.WhenAsync("checkout-api-1", state => state.RestorePoint is not null);
        world.Runs = "v2.4.0";
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(Point("v2.4.0")), default);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        Assert.Equal("v2.4.0", planned.Leaving!.Version);
        await bot.TypeAsync("t-2", Bob, $"approve {planned.Plan!.Hash}", "checkout-api-1");
        Assert.Equal(BackoutPhase.RolledBack, (await bot.WhenAsync("checkout-api-1", state => state.IsClosed)).Phase);
        world.Runs = "v2.3.1";

        await bot.TypeAsync("t-3", Alice, "start checkout-api");
        var state = await bot.WhenAsync("checkout-api-2", state => state.RestorePoint is not null);

        Assert.Empty(state.RestorePoint!.States);
        Assert.Equal(new BackoutId("checkout-api-1"), (await KeptAsync(bot)).Single(kept => kept.Point.Release.Version == "v2.4.0").LeftBy);
    }

    [Fact]
    public async Task Given_what_runs_can_not_be_read_then_no_kept_point_is_chosen_and_the_thread_says_why()
    {
        world.BeforeReleaseIsRead = () => throw new InvalidOperationException("bo-verify may not call codedeploy:GetDeploymentGroup.");
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(Point("v2.3.1")), default);

        await bot.HearAsync("m-1", "AlarmRaised checkout-api");
        var state = await bot.WhenAsync("checkout-api-1", state => state.RestorePoint is not null);

        Assert.Empty(state.RestorePoint!.States);
        Assert.Contains("bo-verify may not call", Assert.Single(state.RestorePoint.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_what_runs_can_be_read_again_by_the_time_of_the_plan_then_the_point_is_chosen_before_it_is_made()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(Point("v2.3.1")), default);
        world.Runs = "v2.4.0";
        var chosen = false;
        world.BeforeReleaseIsRead = async () =>
        {
            chosen = chosen || await bot.FindAsync("checkout-api-1") is { RestorePoint: not null };
            if (!chosen)
            {
                throw new InvalidOperationException("bo-verify may not call codedeploy:GetDeploymentGroup.");
            }
        };

        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval or BackoutPhase.Unplannable);

        Assert.Equal(("v2.3.1", 1), (planned.RestorePoint!.Release.Version, planned.PlanRound));
        Assert.NotNull(planned.Choice);
    }

    [Fact]
    public async Task Given_what_runs_could_not_be_read_when_it_is_planned_again_later_then_the_point_is_chosen_then()
    {
        var away = true;
        world.BeforeReleaseIsRead = () => away ? throw new InvalidOperationException("bo-verify may not call codedeploy:GetDeploymentGroup.") : Task.CompletedTask;
        world.Runs = "v2.4.0";
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(Point("v2.3.1")), default);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var blind = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval or BackoutPhase.Unplannable);
        Assert.Empty(blind.RestorePoint!.States);

        away = false;
        await bot.TypeAsync("t-2", Alice, "replan", "checkout-api-1");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.PlanRound == 2 && state.Phase is BackoutPhase.AwaitingApproval or BackoutPhase.Unplannable);

        Assert.Equal("v2.3.1", planned.RestorePoint!.Release.Version);
    }

    [Fact]
    public async Task Given_what_runs_could_not_be_read_when_a_plan_that_moved_only_a_record_was_done_then_the_point_is_chosen_with_the_next()
    {
        world.Services = [Describe("checkout-api") with { Steps = [new(new StepId("dns"), "records", []) { IsHeldAfter = true }, new(new StepId("code"), "scripted", [new StepId("dns")])] }];
        var away = true;
        world.BeforeReleaseIsRead = () => away ? throw new InvalidOperationException("bo-verify may not call codedeploy:GetDeploymentGroup.") : Task.CompletedTask;
        (world.Runs, world.Finding) = ("v2.4.0", item => item == new ItemId("12.1") ? CheckStatus.Fail : CheckStatus.Pass);
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: builder => builder.Services.AddSingleton<IRollbackAction>(new ScriptedAction(world, "records")));
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(Point("v2.3.1")), default);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var blind = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval or BackoutPhase.Unplannable);
        Assert.Empty(blind.RestorePoint!.States);
        await bot.TypeAsync("t-2", Bob, $"approve {blind.Plan!.Hash}", "checkout-api-1");
        await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.Paused);

        away = false;
        await bot.TypeAsync("t-3", Alice, "replan", "checkout-api-1");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.PlanRound == 2 && state.Phase is BackoutPhase.AwaitingApproval or BackoutPhase.Unplannable);

        Assert.Equal("v2.3.1", planned.RestorePoint!.Release.Version);
    }

    [Fact]
    public async Task Given_a_service_that_is_well_when_no_event_came_yet_then_a_restore_point_is_kept_and_a_later_deployment_goes_back_to_it()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: KeepEvery("00:00:30"));
        await Eventually.TrueAsync(async () => (await KeptAsync(bot)).Count > 0, () => "nothing was kept");
        var kept = (await KeptAsync(bot)).Single().Point;

        await bot.HearAsync("m-1", "DeploymentStarted checkout-api");
        var state = await bot.WhenAsync("checkout-api-1", state => state.RestorePoint is not null);

        Assert.Equal(kept.TakenAt, state.RestorePoint!.TakenAt);
    }

    [Fact]
    public async Task Given_a_service_that_is_deploying_then_no_restore_point_is_kept_of_it()
    {
        world.IsSettled = false;
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: KeepEvery("00:00:00.020"));
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(Point("v2.2.0")), default);

        world.IsSettled = true;
        await Eventually.TrueAsync(async () => (await KeptAsync(bot)).Count == 2, () => "the settled release was not captured");

        Assert.Equal(["v2.3.1", "v2.2.0"], (await KeptAsync(bot)).Select(kept => kept.Point.Release.Version));
    }

    [Fact]
    public async Task Given_a_deployment_that_began_while_the_state_was_read_and_whose_event_is_not_here_yet_then_no_restore_point_is_kept_of_it()
    {
        var asked = 0;
        world.ReadSettled = () =>
        {
            // Asked before the state is read and after it: by then a deployment has begun, and it has ended before the next time.
            world.Runs = ++asked > 1 ? "v2.4.0" : world.Runs;
            return asked != 2;
        };
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: KeepEvery("00:00:00.020"));
        await Eventually.TrueAsync(async () => (await KeptAsync(bot)).Count > 0, () => "the settled release was not captured");

        Assert.Equal(["v2.4.0"], (await KeptAsync(bot)).Select(kept => kept.Point.Release.Version));
    }

    [Theory]
    [InlineData("12.1", CheckStatus.Fail)]
    [InlineData("12.2", CheckStatus.Fail)]
    [InlineData("12.2", CheckStatus.Unknown)]
    public async Task Given_a_service_that_is_unwell_or_unseen_then_its_release_is_never_proven(string unwell, CheckStatus status)
    {
        world.Finding = item => item == new ItemId(unwell) ? status : CheckStatus.Pass;
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: KeepEvery("00:00:00.020"));
        await Eventually.TrueAsync(async () => (await KeptAsync(bot)).SingleOrDefault() is { } kept && kept.Point.TakenAt > kept.FirstAt, () => "it was not read twice");

        var kept = Assert.Single(await KeptAsync(bot));
        Assert.Equal((null, null, TimeSpan.Zero), (kept.WellSince, kept.ProvenAt, kept.LongestWell));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_a_check_that_does_not_know_when_all_others_are_well_then_the_service_is_well_only_where_that_leaves_no_doubt(bool leavesDoubt)
    {
        var item = new ItemId("12.1");
        world.Finding = asked => asked == item ? CheckStatus.Unknown : CheckStatus.Pass;
        if (leavesDoubt)
        {
            world.Doubtful[item] = true;
        }

        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: KeepEvery("00:00:00.020"));
        await Eventually.TrueAsync(async () => (await KeptAsync(bot)).SingleOrDefault() is { } kept && kept.Point.TakenAt > kept.FirstAt, () => "it was not read twice");

        var kept = Assert.Single(await KeptAsync(bot));
        Assert.Equal((!leavesDoubt, false), (kept.WellSince is not null, kept.IsNotMeasured));
    }

    [Fact]
    public async Task Given_targets_that_are_healthy_when_nothing_sees_the_service_from_outside_then_it_is_not_measured()
    {
        (world.IsSeenFromOutside, world.Doubtful[new ItemId("12.1")]) = (false, true);
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: KeepEvery("00:00:00.020"));
        await Eventually.TrueAsync(async () => (await KeptAsync(bot)).SingleOrDefault() is { } kept && kept.Point.TakenAt > kept.FirstAt, () => "it was not read twice");

        var kept = Assert.Single(await KeptAsync(bot));
        Assert.Equal((null, true), (kept.WellSince, kept.IsNotMeasured));
    }

    [Fact]
    public async Task Given_a_record_that_is_moved_while_the_service_is_not_well_then_its_value_from_before_stays_with_its_date_until_all_is_well_again()
    {
        world.Record = "blue";
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: KeepEvery("00:00:00.020"));
        await Eventually.TrueAsync(async () => (await KeptAsync(bot)).Count == 1, () => "nothing is kept");

        world.Finding = item => item == new ItemId("12.2") ? CheckStatus.Fail : CheckStatus.Pass;
        await Eventually.TrueAsync(async () => (await KeptAsync(bot))[0].WellSince is null, () => "it was not seen to be unwell");
        world.Record = "broken";
        var movedAt = TimeProvider.System.GetUtcNow();
        await Eventually.TrueAsync(async () => (await KeptAsync(bot))[0].Point.TakenAt > movedAt, () => "it was not read again");
        var record = (await KeptAsync(bot))[0].Point.States.Single(state => state.Resource == "record");
        Assert.Equal("record → blue", record.Summary);
        Assert.True(record.ReadAt < movedAt);
        Assert.Equal("record → broken", (await KeptAsync(bot))[0].Seen!.States.Single(state => state.Resource == "record").Summary);

        world.Finding = _ => CheckStatus.Pass;
        await Eventually.TrueAsync(async () => (await KeptAsync(bot))[0].Point.States.Single(state => state.Resource == "record").Summary == "record → broken", () => "what is well is not kept");
    }

    [Fact]
    public async Task Given_a_record_that_is_read_only_once_a_deployment_runs_then_it_is_no_state_to_go_back_to()
    {
        world.Record = "green";
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);

        await bot.HearAsync("m-1", "DeploymentStarted checkout-api");
        var state = await bot.WhenAsync("checkout-api-1", state => state.RestorePoint is not null);

        Assert.Equal("v2.3.1", Assert.Single(state.RestorePoint!.Readable).Summary);
        Assert.Equal("record: first read once a deployment had begun, which may have changed it (record → green)", Assert.Single(state.RestorePoint.Unread).Summary);
    }

    [Fact]
    public async Task Given_a_record_that_was_read_long_before_when_a_deployment_runs_then_that_value_is_kept_with_its_date()
    {
        world.Record = "green";
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var before = Point("v2.3.1") with { TakenAt = TimeProvider.System.GetUtcNow().AddHours(-3) };
        before = before with { States = [.. before.States, new CapturedState("scripted", "record", "record → blue", JsonSerializer.SerializeToElement("blue"))] };
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(before), default);

        await bot.HearAsync("m-1", "DeploymentStarted checkout-api");
        var state = await bot.WhenAsync("checkout-api-1", state => state.RestorePoint is not null);

        Assert.Contains(state.RestorePoint!.Readable, captured => captured.Summary == "record → blue" && captured.ReadAt == before.TakenAt);
    }

    [Fact]
    public async Task Given_a_proven_release_and_a_newer_one_that_is_not_then_the_proven_one_is_gone_back_to_and_the_other_offered_and_taken_on_demand()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var minute in (int[])[0, 10, 20, 30])
        {
            await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(Point("v2.3.1") with { TakenAt = now.AddHours(-2).AddMinutes(minute) }, Wellness.Well), default);
        }

        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(Point("v2.3.2") with { TakenAt = now.AddMinutes(-30) }, Wellness.Well), default);
        world.Runs = "v2.4.0";

        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        Assert.Equal(("v2.3.1", "proven: well for 30 min without a break", "v2.3.2"), (planned.RestorePoint!.Release.Version, planned.Choice!.Standing, planned.Choice.Other!.Name));

        await bot.TypeAsync("t-2", Alice, $"start checkout-api to {planned.Choice.Other.Name}");
        var other = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval && state.PlanRound == 2);

        Assert.Equal("v2.3.2", other.RestorePoint!.Release.Version);
        Assert.NotEqual(planned.Plan!.Hash, other.Plan!.Hash);
        await bot.TypeAsync("t-3", Bob, $"approve {planned.Plan.Hash}", "checkout-api-1");
        await bot.TypeAsync("t-4", Bob, $"approve {other.Plan.Hash}", "checkout-api-1");
        Assert.Equal(BackoutPhase.RolledBack, (await bot.WhenAsync("checkout-api-1", state => state.IsClosed)).Phase);
    }

    [Fact]
    public async Task Given_a_record_that_somebody_moved_after_the_release_then_it_is_left_as_it_is_until_a_person_wants_it_put_back_too()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var now = TimeProvider.System.GetUtcNow();
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(With(Point("v2.3.1"), "blue") with { TakenAt = now.AddHours(-2) }), default);
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(With(Point("v2.4.0"), "green") with { TakenAt = now.AddMinutes(-20) }), default);
        (world.Runs, world.ReleasedAt, world.Record) = ("v2.4.0", now.AddMinutes(-30), "standby");

        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);

        Assert.All(planned.Plan!.Steps, step => Assert.DoesNotContain("the record", step.Title, StringComparison.Ordinal));
        var remark = Assert.Single(planned.Plan.Remarks);
        Assert.StartsWith($"record → standby; it was record → green at {RestorePointWords.Minute(now.AddMinutes(-20))}, with the release that is left. Somebody moved it since", remark, StringComparison.Ordinal);

        await bot.TypeAsync("t-2", Alice, remark[(remark.IndexOf(": include", StringComparison.Ordinal) + 2)..], "checkout-api-1");
        var other = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval && state.PlanRound == 2);
        Assert.All(other.Plan!.Steps, step => Assert.EndsWith("and the record", step.Title, StringComparison.Ordinal));
        Assert.Empty(other.Plan.Remarks);
    }

    [Fact]
    public async Task Given_a_record_that_this_backout_put_back_and_somebody_moved_then_when_planned_again_it_is_left_until_a_person_wants_it()
    {
        world.Services = [Describe("checkout-api") with { Steps = [new(new StepId("code"), "scripted", []), new(new StepId("dns"), "records", [])] }];
        (world.Record, world.Finding) = ("green", item => item == new ItemId("12.1") ? CheckStatus.Fail : CheckStatus.Pass);
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: builder => builder.Services.AddSingleton<IRollbackAction>(new ScriptedAction(world, "records")));
        var point = Point("v2.3.0");
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(point with { States = [.. point.States, new CapturedState("records", "record", "record → blue", JsonSerializer.SerializeToElement("blue"))] }), default);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Bob, $"approve {planned.Plan!.Hash}", "checkout-api-1");
        await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.Validating);
        world.Amiss[new StepId("dns")] = "The record is standby.";

        await bot.TypeAsync("t-3", Alice, "replan", "checkout-api-1");
        var left = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval && state.PlanRound == 2);
        Assert.Equal("code", Assert.Single(left.Plan!.Steps).Id.Value);
        var lacks = Assert.Single(left.Plan.LeftOut!);
        Assert.EndsWith("The record is standby. Somebody changed it since, so it is left as it is.", lacks.Reason, StringComparison.Ordinal);

        await bot.TypeAsync("t-4", Alice, $"include {Advised.By(lacks.Fix, "To have it done again: include *")[0]}", "checkout-api-1");
        var wanted = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval && state.PlanRound == 3);
        Assert.Equal(["code", "dns"], wanted.Plan!.Steps.Select(step => step.Id.Value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public async Task Given_what_runs_can_not_be_read_while_the_plan_is_made_then_it_is_asked_again_and_at_last_the_plan_says_what_it_may_undo(int faults)
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var now = TimeProvider.System.GetUtcNow();
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(With(Point("v2.3.1"), "blue") with { TakenAt = now.AddHours(-2) }), default);
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(With(Point("v2.4.0"), "green") with { TakenAt = now.AddMinutes(-20) }), default);
        (world.Runs, world.ReleasedAt, world.Record) = ("v2.4.0", now.AddMinutes(-30), "standby");
        var reads = 0;
        world.BeforeReleaseIsRead = () => Interlocked.Increment(ref reads) - 1 is > 0 and var later && later <= faults ? throw new InvalidOperationException("CodeDeploy did not answer.") : Task.CompletedTask;

        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);

        var remark = Assert.Single(planned.Plan!.Remarks);
        Assert.StartsWith(faults == 1 ? "record → standby; it was record → green" : "It could not be read what runs", remark, StringComparison.Ordinal);
        Assert.Equal(faults == 1, planned.Leaving is not null);
    }

    [Fact]
    public async Task Given_a_record_that_came_with_the_release_then_it_is_put_back()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var now = TimeProvider.System.GetUtcNow();
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(With(Point("v2.3.1"), "blue") with { TakenAt = now.AddHours(-2) }), default);
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(With(Point("v2.4.0"), "green") with { TakenAt = now.AddMinutes(-20) }), default);
        (world.Runs, world.ReleasedAt, world.Record) = ("v2.4.0", now.AddMinutes(-30), "green");

        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);

        Assert.All(planned.Plan!.Steps, step => Assert.EndsWith("and the record", step.Title, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_a_name_that_no_point_has_when_a_start_names_it_then_nothing_begins_and_the_points_are_listed()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(Point("v2.3.1")), default);

        await bot.TypeAsync("t-1", Alice, "start checkout-api to v1.0.0");

        await Eventually.TrueAsync(() => world.Chat.Shown.Values.Any(shown => shown.Body is TextBody { Headline: var headline } && headline.Contains("No restore point of checkout-api is called «v1.0.0»", StringComparison.Ordinal)), "nobody was told");
        Assert.Null(await bot.Store.Journal.FindOpenAsync(Service, default));
    }

    [Fact]
    public async Task Given_a_release_that_was_left_when_an_approver_clears_it_then_it_may_be_gone_back_to()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(Point("v2.3.1") with { TakenAt = TimeProvider.System.GetUtcNow().AddHours(-1) }), default);
        world.Runs = "v2.4.0";
        await bot.Store.Journal.KeepRestorePointAsync(Service, Reading(Point("v2.4.0")), default);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Bob, $"approve {planned.Plan!.Hash}", "checkout-api-1");
        await bot.WhenAsync("checkout-api-1", state => state.IsClosed);
        Assert.NotNull((await KeptAsync(bot))[0].LeftBy);

        await bot.TypeAsync("t-3", Bob, "clear checkout-api-1 it was the load balancer");
        await bot.WhenAsync("checkout-api-1", state => state.ClearedBy is not null);

        Assert.All(await KeptAsync(bot), kept => Assert.Null(kept.LeftBy));
    }

    [Fact]
    public async Task Given_a_denied_backout_when_trouble_comes_again_then_the_kept_point_serves_again()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.HearAsync("m-1", "DeploymentStarted checkout-api");
        var first = await bot.WhenAsync("checkout-api-1", state => state.RestorePoint is not null);
        world.Runs = "v2.4.0";
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Bob, "deny not now", "checkout-api-1");
        await bot.WhenAsync("checkout-api-1", state => state.IsClosed);

        await bot.HearAsync("m-2", "AlarmRaised checkout-api");
        var second = await bot.WhenAsync("checkout-api-2", state => state.RestorePoint is not null);

        Assert.Equal(first.RestorePoint!.TakenAt, second.RestorePoint!.TakenAt);
        Assert.Single(second.RestorePoint.States);
    }

    private static RestorePointReading Reading(RestorePoint point, Wellness wellness = Wellness.NotLooked) =>
        new(point, wellness, new RestorePointRules(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(11), TimeSpan.FromDays(30)));

    private static RestorePoint Point(string version) => new(
        TimeProvider.System.GetUtcNow(),
        [new CapturedState("scripted", "revision", version, JsonDocument.Parse("{}").RootElement) { Release = new ReleaseComponent("revision", $"s3://artifacts/{version}", version) }],
        []);

    private static RestorePoint With(RestorePoint point, string record) =>
        point with { States = [.. point.States, new CapturedState("scripted", "record", $"record → {record}", JsonSerializer.SerializeToElement(record))] };

    private static async Task<IReadOnlyList<KeptRestorePoint>> KeptAsync(ScriptedBot bot) => await bot.Store.Journal.ListRestorePointsAsync(Service, default);

    private static Action<HostApplicationBuilder> KeepEvery(string interval) =>
        builder => builder.Configuration["Runtime:RestorePointInterval"] = interval;
}
