using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Runtime.Tests.World;

namespace BackoutBot.Runtime.Tests.Reading;

/// <summary>Live views are told of what changes.</summary>
public sealed class ReadingTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_a_view_of_a_backout_when_it_moves_on_then_its_wait_ends()
    {
        await using var bot = await ScriptedBot.StartAsync(new ScriptedWorld(), directory.Path);
        var reader = bot.Get<IBackoutReader>();
        var id = new BackoutId("checkout-api-1");
        var (first, any) = (reader.WaitAsync(id, 0, default).AsTask(), reader.WaitAsync(null, 0, default).AsTask());
        Assert.False(first.IsCompleted || any.IsCompleted);

        await bot.HearAsync("m-1", "AlarmRaised checkout-api");

        await Task.WhenAll(first, any).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(id, Assert.Single(await reader.ListAsync(10, default)).Id);
        Assert.Null(await reader.FindAsync(new BackoutId("checkout-api-2"), default));
    }

    [Fact]
    public async Task Given_a_view_that_goes_away_then_its_wait_is_called_off()
    {
        await using var bot = await ScriptedBot.StartAsync(new ScriptedWorld(), directory.Path);
        using var gone = new CancellationTokenSource();
        Task[] waits =
        [
            bot.Get<IBackoutReader>().WaitAsync(new BackoutId("x-1"), 0, gone.Token).AsTask(),
            bot.Get<IBackoutReader>().WaitAsync(null, 0, gone.Token).AsTask(),
            bot.Get<IChatLog>().WaitAsync(0, gone.Token).AsTask(),
        ];

        await gone.CancelAsync();

        foreach (var wait in waits)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        }
    }

    [Fact]
    public async Task Given_an_ended_backout_when_its_status_is_asked_for_in_its_thread_or_by_its_name_then_it_is_told()
    {
        var world = new ScriptedWorld();
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-1", ScriptedWorld.Alice, "start checkout-api");
        var plan = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", ScriptedWorld.Bob, $"deny {plan.Plan!.Hash} not now", "checkout-api-1");
        await bot.WhenAsync("checkout-api-1", state => state.IsClosed);
        await bot.TypeAsync("t-3", ScriptedWorld.Bob, "status", "checkout-api-1");
        await bot.TypeAsync("t-4", ScriptedWorld.Alice, "status checkout-api-1");
        await bot.TypeAsync("t-5", ScriptedWorld.Bob, "status checkout-api-7");

        foreach (var (asked, said) in (IEnumerable<(PersonId, string)>)[(ScriptedWorld.Bob, "checkout-api-1: Stood down."), (ScriptedWorld.Alice, "checkout-api-1: Stood down."), (ScriptedWorld.Bob, "There is no backout checkout-api-7.")])
        {
            await Eventually.TrueAsync(() => world.Chat.Shown.Values.Any(message => message is { OnlyFor: { } only, Body: TextBody text } && only == asked && text.Headline.StartsWith(said, StringComparison.Ordinal)), $"{asked} was not told «{said}»");
        }
    }

    [Fact]
    public async Task Given_the_chat_log_when_something_is_said_then_its_wait_ends_and_it_is_read_from_the_last_position()
    {
        await using var bot = await ScriptedBot.StartAsync(new ScriptedWorld(), directory.Path);
        var log = bot.Get<IChatLog>();
        var first = await log.PutAsync(Message("a"), new PersonId("alice"), default);
        var wait = log.WaitAsync(first.Position, default).AsTask();
        Assert.False(wait.IsCompleted);

        var second = await log.PutAsync(Message("b"), null, default);

        await wait.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal([second.Position], (await log.ReadAsync(first.Position, 10, default)).Select(entry => entry.Position));
    }

    private static ChatMessage Message(string key) => new(key, "#ops", null, null, new TextBody(CardTone.Quiet, "hello", []));
}
