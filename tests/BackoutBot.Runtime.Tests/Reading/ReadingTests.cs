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
