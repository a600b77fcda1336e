using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Runtime.Storage;
using BackoutBot.Runtime.Storage.Sqlite;
using BackoutBot.Runtime.Tests.World;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>A journal that a newer version wrote, read by one that was put back.</summary>
public sealed class UnreadableJournalTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new("checkout-api", "newer");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_one_backout_that_can_not_be_read_then_halts_are_heard_and_all_others_go_on()
    {
        await using (var bot = await ScriptedBot.StartAsync(world, directory.Path))
        {
            await bot.TypeAsync("t-1", Alice, "start newer");
            await bot.WhenAsync("newer-1", state => state.Phase is BackoutPhase.AwaitingApproval);
            await bot.TypeAsync("t-2", Alice, "start checkout-api");
            await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        }

        await WriteFromTheFutureAsync("newer-1");

        await using var next = await ScriptedBot.StartAsync(world, directory.Path);
        await next.TypeAsync("t-3", Bob, "halt");
        var halted = await next.WhenAsync("checkout-api-1", state => state.Halt is not null);
        await Eventually.TrueAsync(() => world.Chat.Shown.Values.Any(message => message.Body is TextBody { Headline: var said } && said.StartsWith("Halted by bob", StringComparison.Ordinal)), "nobody was told");
        await next.TypeAsync("t-4", Bob, $"approve {halted.Plan!.Hash}", "checkout-api-1");
        await next.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.Running);
        Assert.Equal(HealthStatus.Healthy, (await next.Get<HealthCheckService>().CheckHealthAsync()).Entries["journals"].Status);
    }

    private async Task WriteFromTheFutureAsync(string backout)
    {
        var id = new BackoutId(backout);
        const string Json = """{"$event":"from-the-future"}""";
        await using var store = new SqliteStore(new StorageOptions { DataDirectory = directory.Path }, new StoreChanges());
        await store.OpenAsync(default);
        var (last, _) = (await store.Journal.ReadAsync(id, 0, default))[^1];
        var version = last.Version + 1;
        var hash = JournalChain.Hash(last.Hash, id, version, last.At, null, new CommandKey("future"), null, Json);
        await using var database = new SqliteConnection($"Data Source={Path.Combine(directory.Path, "backoutbot.db")};Pooling=False");
        await database.ExecuteAsync(
            """
            INSERT INTO journal (backout, version, at, cause, event, previous_hash, hash)
            SELECT backout, @version, at, 'future', @Json, hash, @hash FROM journal WHERE backout = @backout AND version = @before;
            UPDATE backouts SET version = @version WHERE id = @backout;
            """,
            new { backout, version, before = last.Version, Json, hash });
    }
}
