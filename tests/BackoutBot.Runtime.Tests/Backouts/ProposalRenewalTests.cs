using BackoutBot.Core.Backouts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.Runtime.Storage;
using BackoutBot.Runtime.Tests.World;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>What nobody approved in time is proposed anew while its alarm lasts, and no longer.</summary>
public sealed class ProposalRenewalTests : IDisposable
{
    private const string First = "checkout-api-1";
    private const string Second = "checkout-api-2";
    private static readonly ResourceKey Alarm = new("alarm:checkout-api");

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new()
    {
        Services = [Impatient("checkout-api"), Impatient("other")],
    };

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_an_alarm_that_lasts_when_nobody_approved_in_time_then_it_is_proposed_anew_by_what_was_heard()
    {
        world.Raised[Alarm] = true;
        await using var bot = await UnapprovedAsync();

        var anew = await bot.WhenAsync(Second, state => state.Signals.Count == 2);
        Assert.Equal(BackoutPhase.Watching, anew.Phase);
        Assert.NotNull(anew.FirstBadSignal);
        Assert.Equal((await bot.FindAsync(First))!.Signals.Select(signal => signal.Id), anew.Signals.Select(signal => signal.Id));

        // Somebody says that none is needed: that stands.
        await bot.TypeAsync("t-2", Bob, "dismiss it is known", Second);
        await bot.WhenAsync(Second, state => state.IsClosed);
        await AnotherIsProposedAnewAsync(bot);
        Assert.Equal(2, await bot.Store.Journal.LatestNumberAsync(new ServiceId("checkout-api"), default));
    }

    [Fact]
    public async Task Given_an_alarm_that_is_over_by_now_when_nobody_approved_in_time_then_nothing_is_proposed()
    {
        await using var bot = await UnapprovedAsync();

        await AnotherIsProposedAnewAsync(bot);
        Assert.Null(await bot.FindAsync(Second));
    }

    [Fact]
    public async Task Given_a_plan_that_was_denied_when_its_alarm_lasts_then_nothing_is_proposed_for_a_person_decided()
    {
        world.Services = [Describe("checkout-api"), Impatient("other")];
        world.Raised[Alarm] = true;
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await ProposeAsync(bot);
        await bot.TypeAsync("t-2", Bob, "deny it is the database", First);
        await bot.WhenAsync(First, state => state.IsClosed);

        await AnotherIsProposedAnewAsync(bot);
        Assert.Null(await bot.FindAsync(Second));
    }

    [Fact]
    public async Task Given_the_bot_was_gone_when_the_time_was_over_then_the_next_start_proposes_anew()
    {
        await using (var bot = await UnapprovedAsync())
        {
        }

        world.Raised[Alarm] = true;
        await using var next = await ScriptedBot.StartAsync(world, directory.Path);
        await next.WhenAsync(Second, state => state.Phase is BackoutPhase.Watching);
    }

    private async Task<ScriptedBot> UnapprovedAsync()
    {
        var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await ProposeAsync(bot);
        await bot.WhenAsync(First, state => state is { IsClosed: true, Phase: BackoutPhase.StoodDown });
        return bot;
    }

    private static async Task ProposeAsync(ScriptedBot bot, string service = "checkout-api")
    {
        await bot.HearAsync($"d-{service}", $"DeploymentStarted {service}");
        await bot.HearAsync($"m-{service}", $"AlarmRaised {service}");
        await bot.WhenAsync($"{service}-1", state => state.Signals.Count == 2);
        await bot.TypeAsync($"t-{service}", Alice, $"start {service}");
        await bot.WhenAsync($"{service}-1", state => state.Plan is not null);
    }

    /// <summary>What was to be looked at before has been.</summary>
    private async Task AnotherIsProposedAnewAsync(ScriptedBot bot)
    {
        world.Raised[new ResourceKey("alarm:other")] = true;
        await ProposeAsync(bot, "other");
        await bot.WhenAsync("other-2", state => state.Phase is BackoutPhase.Watching);
    }

    private static ServiceDefinition Impatient(string name) => Describe(name) with { Approvals = new([], ["approvers"], 1, TimeSpan.FromMilliseconds(200)) };
}
