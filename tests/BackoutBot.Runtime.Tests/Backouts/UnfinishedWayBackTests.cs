using System.Text.Json;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Runtime.RestorePoints;
using BackoutBot.Runtime.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>Whoever says start after a backout that ended half way goes on with what it did not reach.</summary>
public sealed class UnfinishedWayBackTests : IDisposable
{
    private static readonly ServiceId Service = new("checkout-api");
    private static readonly StepId Dns = new("dns");
    private static readonly RestorePointRules Rules = new(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(11), TimeSpan.FromDays(30));
    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new()
    {
        Services = [Describe("checkout-api") with { Steps = [new(new StepId("code"), "scripted", []) { IsHeldAfter = true }, new(Dns, "records", [new StepId("code")])] }],
        Runs = "v2.5.0",
        Record = "green",
    };

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("v2.5.0")]
    public async Task Given_a_record_that_a_backout_did_not_reach_when_it_was_read_with_the_good_release_then_the_next_one_puts_it_back(string? takenBack)
    {
        await using var bot = await StartAsync();
        await EndHalfWayAsync(bot);

        // A provider that rolled back by itself still names what it took back.
        (world.Runs, world.TakenBack) = ("v2.3.1", takenBack);
        world.Unneeded[new StepId("code")] = true;
        var seen = Point("v2.3.1", "green") with { TakenAt = TimeProvider.System.GetUtcNow() };
        await KeepAsync(bot, seen.ReleaseOnly("what was left stood"), seen);
        await bot.TypeAsync("t-4", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-2", state => state.Phase is BackoutPhase.AwaitingApproval or BackoutPhase.Unplannable);

        Assert.Equal("Take back dns and the record", planned.Plan?.Find(Dns)?.Title);
        Assert.Empty(planned.Moved);
        Assert.Equal(("v2.3.1", "v2.5.0"), (planned.RestorePoint!.Release.Version, planned.Leaving!.Version));
        Assert.Equal("to v2.3.1, which is there or on its way already", FromTo.InWords(planned));
        await bot.TypeAsync("t-5", Bob, $"approve {planned.Plan!.Hash}", "checkout-api-2");
        await bot.WhenAsync("checkout-api-2", state => state.IsClosed);
        Assert.Null((await bot.Store.Journal.ListRestorePointsAsync(Service, default)).Single(kept => kept.Release.Version == "v2.3.1").LeftBy);
    }

    [Fact]
    public async Task Given_a_record_that_a_backout_did_not_reach_and_somebody_moved_since_then_the_next_one_leaves_it_as_it_is()
    {
        await using var bot = await StartAsync();
        await EndHalfWayAsync(bot);

        (world.Runs, world.TakenBack, world.Record) = ("v2.3.1", "v2.5.0", "standby");
        world.Unneeded[new StepId("code")] = true;
        var seen = Point("v2.3.1", "standby") with { TakenAt = TimeProvider.System.GetUtcNow() };
        await KeepAsync(bot, seen.ReleaseOnly("what was left stood"), seen);
        await bot.TypeAsync("t-4", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-2", state => state.Phase is BackoutPhase.AwaitingApproval);

        Assert.Equal("Take back dns", planned.Plan!.Find(Dns)!.Title);
    }

    [Fact]
    public async Task Given_a_backout_that_left_a_release_which_was_never_read_then_what_it_left_is_no_state_to_go_back_to()
    {
        await using var bot = await StartAsync();
        await EndHalfWayAsync(bot);
        var ended = (await bot.FindAsync("checkout-api-1"))!;
        var leftovers = bot.Get<Leftovers>();

        Assert.Equal(ended.Id, await leftovers.LeftByAsync(Service, kept: null, RunningSince(ended.ClosedAt!.Value.AddMinutes(-1)), default));
        Assert.Null(await leftovers.LeftByAsync(Service, kept: null, RunningSince(ended.ClosedAt!.Value.AddMinutes(1)), default));
    }

    private static RestorePoint RunningSince(DateTimeOffset since)
    {
        var point = Point("v2.4.1", "green");
        return point with { States = [.. point.States.Select(state => state.Release is null ? state : state with { RunsSince = since })] };
    }

    /// <summary>The code is taken back, the record is not, and somebody gives it up.</summary>
    private static async Task EndHalfWayAsync(ScriptedBot bot)
    {
        await KeepAsync(bot, Point("v2.3.1", "blue"), seen: null);
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Bob, $"approve {planned.Plan!.Hash}", "checkout-api-1");
        await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.Paused);
        await bot.TypeAsync("t-3", Bob, "abort later", "checkout-api-1");
        var ended = await bot.WhenAsync("checkout-api-1", state => state.IsClosed);
        Assert.Equal([Dns], ended.Unreached.Select(step => step.Id));
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
