using System.Text.Json;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Runtime.Tests.World;
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
        await bot.Store.Journal.KeepRestorePointAsync(Service, Point("v2.4.0"), default);
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
        await bot.Store.Journal.KeepRestorePointAsync(Service, Point("v2.3.1"), default);

        await bot.HearAsync("m-1", "AlarmRaised checkout-api");
        var state = await bot.WhenAsync("checkout-api-1", state => state.RestorePoint is not null);

        Assert.Empty(state.RestorePoint!.States);
        Assert.Contains("bo-verify may not call", Assert.Single(state.RestorePoint.Problems), StringComparison.Ordinal);
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

    [Theory]
    [InlineData("12.1", CheckStatus.Fail)]
    [InlineData("12.2", CheckStatus.Fail)]
    [InlineData("12.2", CheckStatus.Unknown)]
    public async Task Given_a_service_that_is_deploying_or_unwell_or_unseen_then_no_restore_point_is_kept_of_it(string unwell, CheckStatus status)
    {
        int looked = 0;
        world.Finding = item =>
        {
            Interlocked.Increment(ref looked);
            return item == new ItemId(unwell) ? status : CheckStatus.Pass;
        };
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: KeepEvery("00:00:00.020"));
        await Eventually.TrueAsync(() => Volatile.Read(ref looked) >= 6, "it was not looked at");

        Assert.Empty(await KeptAsync(bot));
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

    private static RestorePoint Point(string version) => new(
        TimeProvider.System.GetUtcNow(),
        [new CapturedState("scripted", "revision", version, JsonDocument.Parse("{}").RootElement) { Release = new ReleaseComponent("revision", $"s3://artifacts/{version}", version) }],
        []);

    private static async Task<IReadOnlyList<KeptRestorePoint>> KeptAsync(ScriptedBot bot) => await bot.Store.Journal.ListRestorePointsAsync(Service, default);

    private static Action<HostApplicationBuilder> KeepEvery(string interval) =>
        builder => builder.Configuration["Runtime:RestorePointInterval"] = interval;
}
