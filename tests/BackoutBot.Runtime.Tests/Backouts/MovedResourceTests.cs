using System.Text.Json;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Runtime.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>What no release brought is left as it is until a person wants it put back.</summary>
public sealed class MovedResourceTests : IDisposable
{
    private static readonly ServiceId Service = new("checkout-api");
    private static readonly RestorePointRules Rules = new(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(11), TimeSpan.FromDays(30));
    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new()
    {
        Services = [Describe("checkout-api") with { Steps = [new(new StepId("code"), "scripted", []), new(new StepId("dns"), "records", [])] }],
        Runs = "v2.5.0",
    };

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(null, true)]
    [InlineData("d-1", false)]
    public async Task Given_a_record_that_is_moved_between_plan_and_approval_then_the_next_plan_leaves_it_unless_a_release_was_being_deployed(string? deployment, bool isLeft)
    {
        (world.Record, world.InFlight) = ("green", deployment);
        await using var bot = await StartAsync();
        await KeepAsync(bot, Point("v2.3.1", "blue"), seen: null);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        Assert.Equal("Take back dns and the record", planned.Plan!.Find(new StepId("dns"))!.Title);

        world.Record = "standby";
        await bot.TypeAsync("t-2", Bob, $"approve {planned.Plan.Hash}", "checkout-api-1");
        var anew = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval && state.PlanRound == 2);

        Assert.Equal(isLeft ? "Take back dns" : "Take back dns and the record", anew.Plan!.Find(new StepId("dns"))!.Title);
        Assert.Equal(isLeft, anew.Plan.Remarks.Any(remark => remark.StartsWith("record is standby; it was green when it was planned at ", StringComparison.Ordinal)));
        if (isLeft)
        {
            await bot.TypeAsync("t-3", Alice, "include record", "checkout-api-1");
            var included = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval && state.PlanRound == 3);
            Assert.Equal("Take back dns and the record", included.Plan!.Find(new StepId("dns"))!.Title);
        }
    }

    [Theory]
    [InlineData("v2.6.0", null)]
    [InlineData("v2.5.0", "d-2")]
    public async Task Given_a_record_that_is_moved_by_what_somebody_deploys_between_plan_and_approval_then_the_next_plan_takes_it_back(string deployed, string? revision)
    {
        (world.Record, world.Revision) = ("green", revision is null ? null : "d-1");
        await using var bot = await StartAsync();
        await KeepAsync(bot, Point("v2.3.1", "blue"), seen: null);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);

        (world.Runs, world.Revision, world.Record) = (deployed, revision, "standby");
        await bot.TypeAsync("t-2", Bob, $"approve {planned.Plan!.Hash}", "checkout-api-1");
        var anew = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval && state.PlanRound == 2);

        Assert.Equal("Take back dns and the record", anew.Plan!.Find(new StepId("dns"))!.Title);
        Assert.DoesNotContain(anew.Plan.Remarks, remark => remark.Contains("left as it is", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("standby", true)]
    [InlineData("other", false)]
    public async Task Given_a_record_that_a_plan_left_as_it_is_when_somebody_deploys_then_the_next_plan_leaves_it_unless_it_moved_again(string record, bool isLeft)
    {
        world.Record = "green";
        await using var bot = await StartAsync();
        await KeepAsync(bot, Point("v2.3.1", "blue"), seen: null);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        world.Record = "standby";
        await bot.TypeAsync("t-2", Bob, $"approve {planned.Plan!.Hash}", "checkout-api-1");
        await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval && state.PlanRound == 2);

        (world.Runs, world.Record) = ("v2.6.0", record);
        await bot.TypeAsync("t-3", Alice, "replan", "checkout-api-1");
        var anew = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval && state.PlanRound == 3);

        Assert.Equal(isLeft ? "Take back dns" : "Take back dns and the record", anew.Plan!.Find(new StepId("dns"))!.Title);
    }

    [Fact]
    public async Task Given_a_record_that_is_moved_and_moved_back_before_the_next_plan_then_that_takes_it_back()
    {
        world.Record = "green";
        await using var bot = await StartAsync();
        await KeepAsync(bot, Point("v2.3.1", "blue"), seen: null);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        world.Record = "standby";
        await bot.TypeAsync("t-2", Bob, $"approve {planned.Plan!.Hash}", "checkout-api-1");
        await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval && state.PlanRound == 2);

        world.Record = "green";
        await bot.TypeAsync("t-3", Alice, "replan", "checkout-api-1");
        var anew = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval && state.PlanRound == 3);

        Assert.Equal("Take back dns and the record", anew.Plan!.Find(new StepId("dns"))!.Title);
    }

    [Theory]
    [InlineData("standby", true)]
    [InlineData("green", false)]
    public async Task Given_a_record_that_was_moved_before_the_release_that_is_left_then_it_is_left_as_it_is(string present, bool isLeft)
    {
        world.Record = present;
        await using var bot = await StartAsync();
        var good = Point("v2.3.1", "blue");
        await KeepAsync(bot, good, seen: null);
        await KeepAsync(bot, (good with { TakenAt = good.TakenAt.AddMinutes(60) }).ReleaseOnly("not well"), Point("v2.3.1", "standby") with { TakenAt = good.TakenAt.AddMinutes(60) });

        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);

        Assert.Equal(isLeft ? "Take back dns" : "Take back dns and the record", planned.Plan!.Find(new StepId("dns"))!.Title);
        Assert.Equal(isLeft, planned.Plan.Remarks.Any(remark => remark.Contains("before the release that is left was deployed. That did not bring it, so it is left as it is. To have it put back, too: include record", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("standby", true)]
    [InlineData("green", false)]
    public async Task Given_a_record_that_an_ended_backout_left_as_somebody_had_moved_it_then_a_later_one_leaves_it_until_a_person_includes_it(string present, bool isLeft)
    {
        (world.Record, world.Finding) = ("green", item => item == new ItemId("12.1") ? CheckStatus.Fail : CheckStatus.Pass);
        await using var bot = await StartAsync();
        await KeepAsync(bot, Point("v2.3.1", "blue"), seen: null);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        await ApproveAsync(bot, "t-2", "checkout-api-1", 1);
        await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.Validating);
        (world.Record, world.Amiss[new StepId("dns")]) = ("standby", "The record is standby.");
        await bot.TypeAsync("t-3", Alice, "replan", "checkout-api-1");
        var anew = await ApproveAsync(bot, "t-4", "checkout-api-1", 2);
        Assert.Contains(anew.Plan!.Remarks, remark => remark.Contains("Somebody changed it since, so it is left as it is. To have it done again: include dns", StringComparison.Ordinal));
        await bot.WhenAsync("checkout-api-1", state => state.PlanRound == 2 && state.Phase is BackoutPhase.Validating);
        await bot.TypeAsync("t-5", Bob, "abort it works", "checkout-api-1");
        await bot.WhenAsync("checkout-api-1", state => state.IsClosed);
        world.Amiss.Clear();

        (world.Runs, world.Record) = ("v2.6.0", present);
        await bot.TypeAsync("t-6", Alice, "start checkout-api");
        var later = await bot.WhenAsync("checkout-api-2", state => state.Phase is BackoutPhase.AwaitingApproval);

        Assert.Equal(isLeft ? "Take back dns" : "Take back dns and the record", later.Plan!.Find(new StepId("dns"))!.Title);
        if (isLeft)
        {
            var remark = Assert.Single(later.Plan.Remarks, remark => remark.StartsWith("record → standby; so it was when checkout-api-1 left it at ", StringComparison.Ordinal));
            await bot.TypeAsync("t-7", Alice, $"include {Advised.By(remark, "To have it put back, too: include *")[0]}", "checkout-api-2");
            var included = await bot.WhenAsync("checkout-api-2", state => state.Phase is BackoutPhase.AwaitingApproval && state.PlanRound == 2);
            Assert.Equal("Take back dns and the record", included.Plan!.Find(new StepId("dns"))!.Title);
        }
    }

    [Theory]
    [InlineData("standby", true)]
    [InlineData("green", false)]
    public async Task Given_a_step_that_failed_and_a_record_that_somebody_moved_after_it_then_the_next_plan_leaves_that_until_a_person_includes_it(string present, bool isLeft)
    {
        (world.Record, world.Failing[new StepId("dns")]) = ("green", "The record is standby.");
        await using var bot = await StartAsync();
        await KeepAsync(bot, Point("v2.3.1", "blue"), seen: null);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        await ApproveAsync(bot, "t-2", "checkout-api-1", 1);
        await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.Blocked && !state.HasStepInFlight);

        world.Record = present;
        await bot.TypeAsync("t-3", Alice, "replan", "checkout-api-1");
        var anew = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval && state.PlanRound == 2);

        Assert.Equal(isLeft ? "Take back dns" : "Take back dns and the record", anew.Plan!.Find(new StepId("dns"))!.Title);
        if (isLeft)
        {
            var remark = Assert.Single(anew.Plan.Remarks, remark => remark.StartsWith("record is standby; it was green before a step that this backout began at ", StringComparison.Ordinal));
            await bot.TypeAsync("t-4", Alice, $"include {Advised.By(remark, "To have it put back, too: include *")[0]}", "checkout-api-1");
            var included = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval && state.PlanRound == 3);
            Assert.Equal("Take back dns and the record", included.Plan!.Find(new StepId("dns"))!.Title);
        }
    }

    private static async Task<BackoutState> ApproveAsync(ScriptedBot bot, string key, string backout, int round)
    {
        var planned = await bot.WhenAsync(backout, state => state.Phase is BackoutPhase.AwaitingApproval && state.PlanRound == round);
        await bot.TypeAsync(key, Bob, $"approve {planned.Plan!.Hash}", backout);
        return planned;
    }

    private Task<ScriptedBot> StartAsync() =>
        ScriptedBot.StartAsync(world, directory.Path, configure: builder => builder.Services.AddSingleton<IRollbackAction>(new ScriptedAction(world, "records")));

    private static async Task KeepAsync(ScriptedBot bot, RestorePoint point, RestorePoint? seen) =>
        await bot.Store.Journal.KeepRestorePointAsync(Service, new RestorePointReading(point, Wellness.NotMeasured, Rules) { Seen = seen }, default);

    private static RestorePoint Point(string version, string record) => new(
        TimeProvider.System.GetUtcNow().AddHours(-2),
        [
            new CapturedState("scripted", "revision", version, JsonSerializer.SerializeToElement(version)) { Release = new ReleaseComponent("revision", $"s3://artifacts/{version}", version) },
            new CapturedState("records", "record", $"record → {record}", JsonSerializer.SerializeToElement(record)),
        ],
        []);
}
