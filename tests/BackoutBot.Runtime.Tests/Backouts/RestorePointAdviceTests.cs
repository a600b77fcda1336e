using System.Text.Json;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Runtime.Tests.World;
using Microsoft.Extensions.Logging;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>Who types what is said of restore points sees them, and gets to them.</summary>
public sealed class RestorePointAdviceTests : IDisposable
{
    private const string Id = "checkout-api-1";

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new() { Runs = "v2.4.0" };
    private readonly ScriptedLog log = new();

    public void Dispose()
    {
        log.Dispose();
        directory.Dispose();
    }

    [Fact]
    public async Task Given_a_list_of_points_when_the_commands_below_it_are_typed_then_one_says_in_what_it_differs_and_the_other_goes_there()
    {
        await using var bot = await StartAsync();
        await bot.TypeAsync("t-1", Alice, "points checkout-api");
        string[] told = Advised.By(await ToldAsync("Restore points of checkout-api"), "To see in what one differs from now: points * * · to go there: start * to *");

        await bot.TypeAsync("t-2", Alice, $"points {told[0]} {told[1]}");
        Assert.Contains("v2.3.1: differs, now v2.4.0", await ToldAsync("v2.3.1, read at"), StringComparison.Ordinal);
        await bot.TypeAsync("t-3", Alice, $"start {told[2]} to {told[3]}");
        Assert.Equal("v2.3.1", (await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.AwaitingApproval)).RestorePoint!.Release.Version);
    }

    [Theory]
    [InlineData("2.3.1")]
    [InlineData("to 2.3.1")]
    [InlineData("to v2.3.1")]
    public async Task Given_a_point_called_without_its_letter_then_it_is_compared_and_a_start_to_it_begins_only_when_said_as_advised(string typed)
    {
        await using var bot = await StartAsync();
        await bot.TypeAsync("t-1", Alice, $"points checkout-api {typed}");
        Assert.Contains("v2.3.1: differs, now v2.4.0", await ToldAsync("v2.3.1, read at"), StringComparison.Ordinal);

        await bot.TypeAsync("t-2", Alice, "start checkout-api to 2.3.1");
        string[] told = Advised.By(await ToldAsync("No restore point of checkout-api is called «2.3.1»"), "To go back to *, say: start * to *");
        Assert.Null(await bot.Store.Journal.FindOpenAsync(new ServiceId("checkout-api"), default));
        await bot.TypeAsync("t-3", Alice, $"start {told[1]} to {told[2]}");
        Assert.Equal("v2.3.1", (await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.AwaitingApproval)).RestorePoint!.Release.Version);
    }

    [Fact]
    public async Task Given_a_release_within_which_a_record_changed_when_the_command_beside_that_state_is_typed_then_that_state_is_gone_to()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var changed = TimeProvider.System.GetUtcNow().AddHours(-2);
        await KeepAsync(bot, "v2.3.1", changed, TimeSpan.FromDays(30), record: "lb-1");
        await KeepAsync(bot, "v2.3.1", changed.AddHours(1), TimeSpan.FromDays(30), record: "lb-2");
        await bot.TypeAsync("t-1", Alice, "points checkout-api");
        string[] told = Advised.By(await ToldAsync("Restore points of checkout-api"), "* as it was until *: start * to *");

        await bot.TypeAsync("t-2", Alice, $"start {told[2]} to {told[3]} as of {told[1]} since the fail-over");
        var planned = await bot.WhenAsync(Id, state => state.RestorePoint is not null && state.RequestedBy is not null);
        Assert.Equal((changed, "since the fail-over"), (planned.RestorePoint!.TakenAt, planned.Decisions[0].Details[0]));
    }

    [Fact]
    public async Task Given_an_alarm_that_was_raised_before_anybody_asked_when_it_is_planned_then_the_plan_names_it_and_says_so_where_it_can_not_be_read()
    {
        world.Raised[world.Services[0].SignalKeys[0]] = true;
        await using var bot = await StartAsync();
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.AwaitingApproval);
        Assert.Contains(planned.Plan!.Remarks, remark => remark.StartsWith("When this was planned, raised and not heard to go off since this backout began: ", StringComparison.Ordinal));

        world.BeforeAlarmsAreRead = () => throw new InvalidOperationException("CloudWatch is nowhere.");
        await bot.TypeAsync("t-2", Alice, "replan", Id);
        var blind = await bot.WhenAsync(Id, state => state is { Phase: BackoutPhase.AwaitingApproval, PlanRound: 2 });
        Assert.Contains("It could not be read which alarms are raised. CloudWatch is nowhere.", blind.Plan!.Remarks);
    }

    [Fact]
    public async Task Given_a_source_that_fails_when_a_person_looks_for_what_a_point_needs_then_it_can_be_gone_to_and_the_log_says_why_it_failed()
    {
        world.Bundle = _ => throw new InvalidOperationException("S3 is nowhere.");
        await using var bot = await StartAsync();
        await bot.TypeAsync("t-1", Alice, "points checkout-api");
        Advised.By(await ToldAsync("Restore points of checkout-api"), "Look for it yourself; the bot's log has the details.");
        Assert.Contains(log.Lines, line => line.Contains("S3 is nowhere.", StringComparison.Ordinal));

        await bot.TypeAsync("t-2", Alice, "start checkout-api to v2.3.1");
        Assert.Equal("v2.3.1", (await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.AwaitingApproval)).RestorePoint!.Release.Version);
    }

    [Fact]
    public async Task Given_a_point_that_was_chosen_and_is_not_kept_any_more_when_what_is_kept_is_listed_then_one_of_those_can_be_chosen()
    {
        using var stalling = new StallingObserver(Id);
        await using var bot = await StartAsync(stalling);
        await bot.TypeAsync("t-1", Alice, "start checkout-api to v2.3.1");
        await stalling.Stalled;
        await KeepAsync(bot, "v2.3.2", TimeProvider.System.GetUtcNow(), keepFor: TimeSpan.FromMinutes(1));
        stalling.Dispose();
        var state = await bot.WhenAsync(Id, found => found.RestorePoint is not null);
        Advised.By(Assert.Single(state.RestorePoint!.Problems), "What is kept is listed by: points");

        await bot.TypeAsync("t-2", Alice, "points", Id);
        string handle = Advised.By(await ToldAsync("Restore points of checkout-api"), "To see in what one differs from now: points * * · to go there: start * to *")[3];
        await bot.TypeAsync("t-3", Alice, $"start checkout-api to {handle}", Id);
        await bot.WhenAsync(Id, found => found.RestorePoint?.Release.Version == "v2.3.2");
    }

    private static async Task KeepAsync(ScriptedBot bot, string version, DateTimeOffset at, TimeSpan keepFor, string? record = null)
    {
        var state = new CapturedState("scripted", "revision", version, JsonDocument.Parse("{}").RootElement) { Release = new ReleaseComponent("revision", $"s3://artifacts/{version}", version) };
        await bot.Store.Journal.KeepRestorePointAsync(
            new ServiceId("checkout-api"),
            new RestorePointReading(new RestorePoint(at, record is null ? [state] : [state, new CapturedState("records", "shop.example", record, JsonSerializer.SerializeToElement(record))], []), Wellness.NotLooked, new RestorePointRules(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(11), keepFor)),
            default);
    }

    private async Task<ScriptedBot> StartAsync(StallingObserver? observer = null)
    {
        var bot = await ScriptedBot.StartAsync(world, directory.Path, observer, builder => builder.Logging.AddProvider(log));
        await KeepAsync(bot, "v2.3.1", TimeProvider.System.GetUtcNow().AddHours(-1), TimeSpan.FromDays(30));
        return bot;
    }

    private async Task<string> ToldAsync(string beginning)
    {
        string? told = null;
        await Eventually.TrueAsync(
            () => (told = world.Chat.Shown.Values.Select(message => message.Body).OfType<TextBody>().Where(text => text.Headline.StartsWith(beginning, StringComparison.Ordinal)).Select(text => string.Join('\n', [text.Headline, .. text.Lines])).FirstOrDefault()) is not null,
            $"nobody was told «{beginning}»");
        return told!;
    }
}
