using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Runtime.Tests.World;
using Microsoft.Extensions.Logging;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>What can't be seen for a cause that may be over by itself, as a throttled call, is told once it has lasted.</summary>
public sealed class UnseenForLongTests : IDisposable
{
    private static readonly ItemId Works = new("12.1");
    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new() { Passing = { [Works] = true } };

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_every_other_look_that_is_throttled_then_it_is_proved_and_nobody_is_told_of_that()
    {
        var looks = 0;
        world.Finding = item => item == Works && int.IsOddInteger(Interlocked.Increment(ref looks)) ? CheckStatus.Unknown : CheckStatus.Pass;
        var log = new ScriptedLog();
        await using var bot = await ApprovedAsync(log);

        var closed = await bot.WhenAsync("checkout-api-1", state => state.IsClosed);

        Assert.Equal(BackoutPhase.RolledBack, closed.Outcome);
        Assert.Equal(CheckStatus.Pass, Assert.Single(await FoundAsync(bot)));
        Assert.DoesNotContain(log.Lines, line => line.StartsWith("Work validate", StringComparison.OrdinalIgnoreCase) && line.Contains("failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_looks_that_are_throttled_for_long_then_that_is_told_once_and_once_more_when_it_is_over()
    {
        var isThrottled = true;
        world.Finding = item => item == Works && Volatile.Read(ref isThrottled) ? CheckStatus.Unknown : CheckStatus.Pass;
        await using var bot = await ApprovedAsync();
        await bot.WhenAsync("checkout-api-1", state => state.Checks.GetValueOrDefault(Works)?.Status is CheckStatus.Unknown);

        Volatile.Write(ref isThrottled, false);
        var closed = await bot.WhenAsync("checkout-api-1", state => state.IsClosed);

        Assert.Equal(BackoutPhase.RolledBack, closed.Outcome);
        Assert.Equal([CheckStatus.Unknown, CheckStatus.Pass], await FoundAsync(bot));
    }

    private async Task<ScriptedBot> ApprovedAsync(ScriptedLog? log = null)
    {
        var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: builder => builder.Logging.AddProvider(log ?? new ScriptedLog()));
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Bob, $"approve {planned.Plan!.Hash}", "checkout-api-1");
        return bot;
    }

    private static async Task<IEnumerable<CheckStatus>> FoundAsync(ScriptedBot bot) =>
        (await bot.Get<IBackoutReader>().FindAsync(new BackoutId("checkout-api-1"), default))!.Entries.Select(entry => entry.Event).OfType<ItemChecked>().Where(found => found.Result.Item == Works).Select(found => found.Result.Status);
}
