using BackoutBot.Core.Intake;
using BackoutBot.Runtime.Tests.World;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace BackoutBot.Runtime.Tests.Inbox;

/// <summary>How what was accepted is taken: in order for each service, and no service waits for another's.</summary>
public sealed class InboxPumpTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new("checkout-api", "search-api");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_a_service_whose_messages_stall_then_another_services_are_dealt_with()
    {
        using var stall = new StallingObserver("checkout-api-1");
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, stall, TwoAtOnce);
        await bot.HearAsync("a-1", "AlarmRaised checkout-api");
        await stall.Stalled;

        await bot.HearAsync("a-2", "AlarmRaised checkout-api");
        await bot.HearAsync("a-3", "AlarmCleared checkout-api");
        await bot.HearAsync("b-1", "AlarmRaised search-api");

        await bot.WhenAsync("search-api-1", state => state.Version > 0);
        Assert.Null(await bot.FindAsync("checkout-api-1"));
    }

    [Fact]
    public async Task Given_sources_that_wait_for_somebody_then_other_messages_are_dealt_with()
    {
        var answer = new TaskCompletionSource();
        world.BeforeRead = message => message.Key.StartsWith("slow", StringComparison.Ordinal) ? answer.Task : Task.CompletedTask;
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: TwoAtOnce);
        await bot.HearAsync("slow-1", "AlarmRaised checkout-api");
        await bot.HearAsync("slow-2", "AlarmRaised checkout-api");
        await bot.HearAsync("slow-3", "AlarmRaised checkout-api");

        await bot.HearAsync("b-1", "AlarmRaised search-api");

        await bot.WhenAsync("search-api-1", state => state.Version > 0);
        Assert.Null(await bot.FindAsync("checkout-api-1"));
        answer.SetResult();
        await bot.WhenAsync("checkout-api-1", state => state.Version > 0);
    }

    private static void TwoAtOnce(HostApplicationBuilder builder) =>
        builder.Configuration.AddInMemoryCollection([new("Runtime:InboxParallelism", "2")]);
}
