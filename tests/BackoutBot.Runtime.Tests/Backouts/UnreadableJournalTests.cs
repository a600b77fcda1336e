using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Runtime.Tests.World;
using Microsoft.Data.Sqlite;
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
    }

    private async Task WriteFromTheFutureAsync(string backout)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(directory.Path, "backoutbot.db")};Pooling=False");
        await database.OpenAsync();
        await using var write = database.CreateCommand();
        write.CommandText = """
            INSERT INTO journal (backout, version, at, cause, event, previous_hash, hash)
            SELECT backout, version + 1, at, 'future', '{"$event":"from-the-future"}', hash, 'future' FROM journal WHERE backout = $backout ORDER BY version DESC LIMIT 1;
            UPDATE backouts SET version = version + 1 WHERE id = $backout;
            """;
        write.Parameters.AddWithValue("$backout", backout);
        await write.ExecuteNonQueryAsync();
    }
}
