using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Runtime.Storage;
using BackoutBot.Runtime.Storage.Sqlite;
using BackoutBot.Runtime.Tests.World;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>A journal that somebody changed from outside: nothing more comes of its backout, people are told, and all others go on.</summary>
public sealed class BrokenJournalTests : IDisposable
{
    private const string Id = "checkout-api-1";
    private const string EvilPlan = "UPDATE journal SET event = replace(event, '\"target\":\"', '\"target\":\"evil ') WHERE backout = 'checkout-api-1' AND event LIKE '%plan-proposed%'";

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new("checkout-api", "payments");
    private readonly ScriptedLog log = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_a_plan_that_was_edited_in_the_database_when_it_is_approved_after_a_restart_then_nothing_is_written_and_all_others_go_on()
    {
        string hash;
        await using (var first = await ScriptedBot.StartAsync(world, directory.Path))
        {
            hash = await ProposedAsync(first, Id);
        }

        await EditAsync(EvilPlan);
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: builder => builder.Services.AddSingleton<ILoggerProvider>(log));
        await bot.TypeAsync("t-2", Bob, $"approve {hash}", Id);
        await ToldAsync(Bob);

        var other = await ProposedAsync(bot, "payments-1");
        await bot.TypeAsync("t-3", Bob, $"approve {other}", "payments-1");
        await bot.WhenAsync("payments-1", state => state.Phase is BackoutPhase.RolledBack);

        Assert.DoesNotContain(world.Starts, start => start.Key.Contains(Id, StringComparison.Ordinal));
        await StoppedAsync(bot);
        Assert.Contains(log.Lines, line => line.StartsWith("Entry ", StringComparison.Ordinal) && line.Contains($"of the journal of {Id} is not as the bot wrote it", StringComparison.Ordinal));
        var health = (await bot.Get<HealthCheckService>().CheckHealthAsync()).Entries["journals"];
        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Contains($"of the journal of {Id} is not as the bot wrote it", health.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_plan_that_rests_on_a_step_that_is_not_needed_when_it_is_approved_after_a_restart_then_it_is_the_plan_that_was_made()
    {
        (world.Revision, world.Unneeded[new StepId("dns")]) = ("d-1", true);
        string hash;
        await using (var first = await ScriptedBot.StartAsync(world, directory.Path))
        {
            hash = await ProposedAsync(first, Id);
        }

        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        Assert.Equal([new StepId("dns")], (await bot.FindAsync(Id))!.Plan!.Unneeded!.Select(step => step.Id));
        await bot.TypeAsync("t-2", Bob, $"approve {hash}", Id);
        Assert.Equal(BackoutPhase.RolledBack, (await bot.WhenAsync(Id, state => state.IsClosed)).Phase);
    }

    [Fact]
    public async Task Given_a_plan_whose_step_that_is_not_needed_was_taken_out_in_the_database_when_it_is_approved_then_nothing_is_written()
    {
        (world.Revision, world.Unneeded[new StepId("dns")]) = ("d-1", true);
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var hash = await ProposedAsync(bot, Id);
        await EditAsync("UPDATE journal SET event = json_remove(event, '$.plan.unneeded') WHERE backout = 'checkout-api-1' AND event LIKE '%plan-proposed%'");

        await bot.TypeAsync("t-2", Bob, $"approve {hash}", Id);
        await ToldAsync(Bob);
        Assert.Empty(world.Starts);
    }

    [Fact]
    public async Task Given_a_journal_that_was_changed_when_the_bot_starts_again_and_again_then_the_thread_is_told_once()
    {
        await using (var first = await ScriptedBot.StartAsync(world, directory.Path))
        {
            await ProposedAsync(first, Id);
        }

        await EditAsync(EvilPlan);
        for (var start = 0; start < 2; start++)
        {
            await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
            await StoppedAsync(bot);
        }

        Assert.Single(world.Chat.Shown.Keys, key => key.StartsWith("broken:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_a_plan_that_was_edited_while_the_bot_runs_when_it_is_approved_then_nothing_is_written()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var hash = await ProposedAsync(bot, Id);

        await EditAsync(EvilPlan);
        await bot.TypeAsync("t-2", Bob, $"approve {hash}", Id);

        await ToldAsync(Bob);
        await StoppedAsync(bot);
        Assert.Empty(world.Starts);
    }

    [Theory]
    [InlineData("11")]
    [InlineData(null)]
    public async Task Given_an_approval_that_was_put_into_the_database_while_the_bot_runs_when_somebody_says_anything_then_it_does_not_count(string? chainedTo)
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var hash = await ProposedAsync(bot, Id);

        await EditAsync($$"""
            INSERT INTO journal (backout, version, at, cause, event, previous_hash, hash)
            SELECT backout, version + 1, at, 'x', '{"$event":"approved","plan":"{{hash}}","by":"bob","authority":"member of approvers"}', {{(chainedTo is null ? "hash" : $"'{chainedTo}'")}}, '00' FROM journal WHERE backout = '{{Id}}' ORDER BY version DESC LIMIT 1;
            INSERT INTO journal (backout, version, at, cause, event, previous_hash, hash)
            SELECT backout, version + 1, at, 'y', '{"$event":"phase-entered","from":"AwaitingApproval","to":"Running","trigger":"ReachQuorum"}', '00', '11' FROM journal WHERE backout = '{{Id}}' ORDER BY version DESC LIMIT 1;
            UPDATE backouts SET version = version + 2 WHERE id = '{{Id}}'
            """);
        await bot.TypeAsync("t-2", Dave, "note hello", Id);

        await ToldAsync(Dave);
        await StoppedAsync(bot);
        Assert.Empty(world.Starts);
        Assert.Empty((await bot.FindAsync(Id))!.Approvals);
    }

    [Theory]
    [InlineData("UPDATE backouts SET version = version + 1 WHERE id = 'checkout-api-1'")]
    [InlineData("UPDATE backouts SET version = version - 1 WHERE id = 'checkout-api-1'")]
    [InlineData("DELETE FROM journal WHERE backout = 'checkout-api-1' AND version = (SELECT MAX(version) FROM journal WHERE backout = 'checkout-api-1')")]
    public async Task Given_a_head_that_does_not_fit_its_entries_when_somebody_says_anything_then_that_is_told_and_nothing_hangs(string edit)
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var hash = await ProposedAsync(bot, Id);

        await EditAsync(edit);
        await bot.TypeAsync("t-2", Dave, "note hello", Id);
        await bot.TypeAsync("t-3", Bob, $"approve {hash}", Id);

        await ToldAsync(Bob);
        Assert.Empty(world.Starts);
    }

    [Fact]
    public async Task Given_a_plan_that_has_not_the_hash_of_its_steps_when_the_whole_chain_was_made_anew_then_it_is_not_believed_either()
    {
        string hash;
        await using (var first = await ScriptedBot.StartAsync(world, directory.Path))
        {
            hash = await ProposedAsync(first, Id);
        }

        await EditAsync(EvilPlan);
        await ChainAnewAsync();
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-2", Bob, $"approve {hash}", Id);

        await ToldAsync(Bob);
        Assert.Empty(world.Starts);
    }

    [Theory]
    [InlineData("event = substr(event, 1, 20)")]
    [InlineData("event = '{}'")]
    [InlineData("at = 'yesterday'")]
    public async Task Given_an_entry_that_can_not_be_read_any_more_when_the_bot_starts_then_the_backout_is_told_to_be_broken(string edit)
    {
        await using (var first = await ScriptedBot.StartAsync(world, directory.Path))
        {
            await ProposedAsync(first, Id);
        }

        await EditAsync($"UPDATE journal SET {edit} WHERE backout = '{Id}' AND event LIKE '%plan-proposed%'");
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);

        await StoppedAsync(bot);
        Assert.Contains(Id, (await bot.Get<HealthCheckService>().CheckHealthAsync()).Entries["journals"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_an_ended_backout_whose_journal_was_changed_when_it_is_to_be_undone_then_it_is_told_and_the_bot_stays_ready()
    {
        await using (var first = await ScriptedBot.StartAsync(world, directory.Path))
        {
            var hash = await ProposedAsync(first, Id);
            await first.TypeAsync("t-2", Bob, $"approve {hash}", Id);
            await first.WhenAsync(Id, state => state.IsClosed);
        }

        await EditAsync(EvilPlan);
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-3", Alice, $"undo {Id}");

        await ToldAsync(Alice);
        Assert.Null(await bot.FindAsync("checkout-api-2"));
        var health = (await bot.Get<HealthCheckService>().CheckHealthAsync()).Entries["journals"];
        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Contains(Id, health.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_backout_that_waits_for_one_whose_journal_was_changed_when_that_is_set_aside_beside_the_running_bot_then_it_goes_on()
    {
        (world.Writes, world.LooksUntilDone) = ("listener shared", int.MaxValue);
        await using (var first = await ScriptedBot.StartAsync(world, directory.Path))
        {
            var hash = await ProposedAsync(first, Id);
            await first.TypeAsync("t-2", Bob, $"approve {hash}", Id);
            await first.WhenAsync(Id, state => state.HasStepInFlight);
        }

        await EditAsync(EvilPlan);
        world.LooksUntilDone = 1;
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var other = await ProposedAsync(bot, "payments-1");
        await bot.TypeAsync("t-3", Bob, $"approve {other}", "payments-1");
        await bot.WhenAsync("payments-1", state => state.WaitsFor is not null);

        await using (var beside = new SqliteStore(new StorageOptions { DataDirectory = directory.Path }, new StoreChanges()))
        {
            await beside.OpenAsync(default);
            Assert.True(await beside.Journal.SetAsideAsync(new BackoutId(Id), default));
        }

        await bot.WhenAsync("payments-1", state => state.Phase is BackoutPhase.RolledBack);
        await bot.TypeAsync("t-4", Alice, "start checkout-api");
        await bot.WhenAsync("checkout-api-2", state => state.Phase is BackoutPhase.AwaitingApproval);
        Assert.NotNull((await bot.FindAsync(Id))!.BrokenAt);
    }

    private static async Task<string> ProposedAsync(ScriptedBot bot, string id)
    {
        await bot.TypeAsync($"start {id}", Alice, $"start {id[..^2]}");
        return (await bot.WhenAsync(id, state => state.Phase is BackoutPhase.AwaitingApproval)).Plan!.Hash.Value;
    }

    private async Task ToldAsync(PersonId person) => await Eventually.TrueAsync(
        () => world.Chat.Shown.Values.Any(message => message.OnlyFor == person && message.Body is TextBody { Headline: var said } && said.Contains($"of the journal of {Id} is not as the bot wrote it", StringComparison.Ordinal)),
        $"{person} was not told");

    /// <summary>The thread and the card say so, to all.</summary>
    private async Task StoppedAsync(ScriptedBot bot)
    {
        await bot.WhenAsync(Id, state => state.BrokenAt is not null);
        await Eventually.TrueAsync(
            () => world.Chat.Shown.Any(shown => shown.Key.StartsWith($"broken:{Id}:", StringComparison.Ordinal) && shown.Value is { OnlyFor: null, Thread: not null })
                && world.Chat.Shown.TryGetValue($"card:{Id}", out var card) && ((CardBody)card.Body).Card is { State: "Journal changed", Waiting: "Whoever runs the bot.", Buttons: [] },
            "the thread or the card does not say so");
    }

    private async Task EditAsync(string sql)
    {
        await using var database = await OpenAsync();
        await database.ExecuteAsync($"DROP TRIGGER IF EXISTS journal_is_never_changed; DROP TRIGGER IF EXISTS journal_is_never_shortened; {sql}");
    }

    /// <summary>What somebody does who knows how entries are chained.</summary>
    private async Task ChainAnewAsync()
    {
        await using var store = new SqliteStore(new StorageOptions { DataDirectory = directory.Path }, new StoreChanges());
        await store.OpenAsync(default);
        var entries = await store.Journal.ReadAsync(new BackoutId(Id), 0, default);
        await using var database = await OpenAsync();
        var previous = JournalChain.Genesis;
        foreach (var (entry, json) in entries)
        {
            var hash = JournalChain.Hash(previous, entry.Backout, entry.Version, entry.At, entry.Actor, entry.Cause, entry.TraceParent, json);
            await database.ExecuteAsync("UPDATE journal SET previous_hash = @previous, hash = @hash WHERE backout = @backout AND version = @version", new { previous, hash, backout = Id, version = entry.Version });
            previous = hash;
        }
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var database = new SqliteConnection($"Data Source={Path.Combine(directory.Path, "backoutbot.db")};Pooling=False");
        await database.OpenAsync();
        return database;
    }
}
