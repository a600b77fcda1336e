using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BackoutBot.CommandLine;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Runbooks;
using BackoutBot.Runtime.Storage;
using BackoutBot.Runtime.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace BackoutBot.Tests.CommandLine;

/// <summary><c>backoutbot runbook</c>, as somebody calls it while the bot is down.</summary>
public sealed class RunbookCommandTests : IDisposable
{
    private static readonly BackoutId Backout = new("checkout-api-1");
    private const string Evil = "UPDATE journal SET event = replace(event, 'd-1', 'd-2')";

    private readonly string folder = Directory.CreateTempSubdirectory("backoutbot-runbook-").FullName;

    [Theory]
    [InlineData("checkout-api-1")]
    [InlineData("checkout-api")]
    public async Task Given_a_plan_in_the_journal_then_it_is_printed_from_the_file_alone(string name)
    {
        await KeepAsync(Step());

        (int exitCode, string output, string error) = await RunAsync("runbook", name, "--data", folder);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.StartsWith("# Runbook: checkout-api-1", output, StringComparison.Ordinal);
        Assert.Contains("```sh\naws deploy stop-deployment --deployment-id d-1\n```", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_running_bot_then_its_journal_is_read_beside_it()
    {
        await using SqliteStore bot = await KeepAsync(Step(), stays: true);

        Assert.Equal(0, (await RunAsync("runbook", "checkout-api-1", "--data", folder)).ExitCode);
    }

    [Fact]
    public async Task Given_a_plan_that_was_changed_then_none_of_its_lines_is_printed_and_a_backup_s_are()
    {
        await KeepAsync(Step());
        string backup = Backup();
        await EditAsync(Evil);

        string name = await NothingIsPrintedAsync();

        (int exitCode, string output, string error) = await RunAsync("runbook", name, "--data", backup);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("--deployment-id d-1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_plan_that_was_changed_when_the_whole_chain_was_made_anew_then_none_of_its_lines_is_printed_either()
    {
        await KeepAsync(Step());
        await EditAsync(Evil);
        await ChainAnewAsync();

        _ = await NothingIsPrintedAsync();
    }

    [Theory]
    [InlineData("UPDATE journal SET event = replace(event, 'Looks bad', 'Looks fine') WHERE version = 2")]
    [InlineData("UPDATE journal SET event = substr(event, 1, 20) WHERE version = 2")]
    [InlineData("UPDATE journal SET at = 'yesterday' WHERE version = 2")]
    [InlineData("DELETE FROM journal WHERE version = 2")]
    public async Task Given_a_later_entry_that_was_changed_then_the_plan_is_printed_as_it_stood_before_and_says_so(string sql)
    {
        await KeepAsync(Step());
        await EditAsync(sql);

        (int exitCode, string output, string error) = await RunAsync("runbook", "checkout-api-1", "--data", folder);

        const string Before = "Entry 2 of the journal of checkout-api-1 is not as the bot wrote it, or is gone. This is how it stood before that entry; what was done since is not in it.";
        Assert.Equal((0, $"BEWARE: {Before}\n"), (exitCode, error.ReplaceLineEndings("\n")));
        Assert.Contains($"**BEWARE.** {Before}", output, StringComparison.Ordinal);
        Assert.Contains("--deployment-id d-1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_an_entry_of_a_newer_version_then_it_says_that_that_version_can_print_it()
    {
        await KeepAsync(Step());
        await EditAsync("UPDATE journal SET event = '{\"$event\":\"from-the-future\"}' WHERE version = 2");
        await ChainAnewAsync();

        (int exitCode, string output, string error) = await RunAsync("runbook", "checkout-api-1", "--data", folder);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("This version of the bot can't print the runbook of checkout-api-1; the one that wrote its journal can. A newer version wrote entry 2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_no_such_backout_then_it_names_those_that_are_there()
    {
        await KeepAsync(Step());

        (int exitCode, string output, string error) = await RunAsync("runbook", "checkout-9", "--data", folder);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.EndsWith("There are: checkout-api-1.\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_no_journal_then_it_says_how_to_name_its_folder_and_makes_none()
    {
        string elsewhere = Directory.CreateDirectory(Path.Combine(folder, "elsewhere")).FullName;
        await KeepAsync(Step());

        (int exitCode, _, string error) = await RunAsync("runbook", "checkout-api-1", "--data", elsewhere);

        Assert.Equal(1, exitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
        Assert.Equal(0, (await RunAsync("runbook", Advised.By(error, "Name its folder: backoutbot runbook * --data <folder>")[0], "--data", folder)).ExitCode);
    }

    [Fact]
    public async Task Given_a_folder_in_which_no_file_can_be_made_when_a_copy_of_it_is_named_then_it_is_printed()
    {
        await KeepAsync(Step());
        string file = Path.Combine(folder, SqliteStore.FileName);
        _ = Directory.CreateDirectory($"{file}-wal");
        string error = (await RunAsync("runbook", "checkout-api-1", "--data", folder)).Error;
        string name = Advised.By(error, "Copy the folder to where you may write, then name the copy: backoutbot runbook * --data <folder>")[0];

        string copy = Directory.CreateDirectory(Path.Combine(folder, "copy")).FullName;
        File.Copy(file, Path.Combine(copy, SqliteStore.FileName));
        Assert.Equal(0, (await RunAsync("runbook", name, "--data", copy)).ExitCode);
    }

    [Fact]
    public async Task Given_a_damaged_journal_when_the_folder_of_a_backup_is_named_then_it_is_printed()
    {
        await KeepAsync(Step());
        string backup = Backup();
        await File.WriteAllTextAsync(Path.Combine(folder, SqliteStore.FileName), new string('x', 8192));
        string error = (await RunAsync("runbook", "checkout-api-1", "--data", folder)).Error;

        string name = Advised.By(error, "Name the folder of a backup: backoutbot runbook * --data <folder>")[0];

        Assert.Equal(0, (await RunAsync("runbook", name, "--data", backup)).ExitCode);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static PlanStep Step() => new(
        new StepId("stop"), "codedeploy-stop", [], "Stop deployment d-1", "v2.4.0 going out", "v2.3.1", TimeSpan.FromMinutes(1), Reversibility.Compensable, null, null, 1, JsonDocument.Parse("{}").RootElement)
    {
        Runbook = new StepRunbook([], [new RunbookLine("Stop it", "aws deploy stop-deployment --deployment-id d-1", Changes: true)]),
    };

    private async Task<SqliteStore> KeepAsync(PlanStep step, bool stays = false)
    {
        DateTimeOffset at = new(2026, 11, 26, 3, 12, 0, TimeSpan.Zero);
        SqliteStore store = new(new StorageOptions { DataDirectory = folder }, new StoreChanges());
        await store.OpenAsync(CancellationToken.None);
        SealedEntry proposed = Seal(null, at, new PlanProposed(Sealed(step), 1, at.AddMinutes(15)));
        SealedEntry[] entries = [proposed, Seal(proposed, at, new NoteAdded(new PersonId("alice"), "Looks bad"))];
        _ = await store.Journal.AppendAsync(new JournalAppend(0, new BackoutHead(Backout, new ServiceId("checkout-api"), 1, BackoutPhase.AwaitingApproval, true, entries.Length), entries, [], null, []), CancellationToken.None);
        if (!stays)
        {
            await store.DisposeAsync();
        }

        return store;
    }

    /// <summary>The plan with the hash that its steps have as the journal stores them.</summary>
    private static Plan Sealed(PlanStep step)
    {
        Plan unsealed = new(new PlanHash(""), [step], []);
        using JsonDocument stored = JsonDocument.Parse(JournalJson.Serialize(new PlanProposed(unsealed, 1, default)));
        string steps = stored.RootElement.GetProperty("plan").GetProperty("steps").GetRawText();
        return unsealed with { Hash = new PlanHash(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Backout}\n0\n{steps}")))) };
    }

    private static SealedEntry Seal(SealedEntry? before, DateTimeOffset at, BackoutEvent happened) =>
        SealedEntry.Seal(before?.Entry.Hash ?? JournalChain.Genesis, Backout, (before?.Entry.Version ?? 0) + 1, at, null, new CommandKey("c-1"), null, happened);

    private string Backup()
    {
        string backup = Directory.CreateDirectory(Path.Combine(folder, "backup")).FullName;
        File.Copy(Path.Combine(folder, SqliteStore.FileName), Path.Combine(backup, SqliteStore.FileName));
        return backup;
    }

    private async Task<string> NothingIsPrintedAsync()
    {
        (int exitCode, string output, string error) = await RunAsync("runbook", "checkout-api-1", "--data", folder);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("BEWARE: Entry 1 of the journal of checkout-api-1 is not as the bot wrote it", error, StringComparison.Ordinal);
        return Advised.By(error, "Name the folder of a backup: backoutbot runbook * --data <folder>")[0];
    }

    private async Task EditAsync(string sql)
    {
        await using SqliteConnection connection = await OpenAsync();
        await ExecuteAsync(connection, $"DROP TRIGGER IF EXISTS journal_is_never_changed; DROP TRIGGER IF EXISTS journal_is_never_shortened; {sql}");
    }

    /// <summary>What somebody does who knows how entries are chained.</summary>
    private async Task ChainAnewAsync()
    {
        IReadOnlyList<SealedEntry> entries;
        await using (SqliteStore store = new(new StorageOptions { DataDirectory = folder }, new StoreChanges()))
        {
            entries = await store.Journal.ReadAsync(Backout, 0, CancellationToken.None);
        }

        await using SqliteConnection connection = await OpenAsync();
        string previous = JournalChain.Genesis;
        foreach ((JournalEntry entry, string json) in entries)
        {
            string hash = JournalChain.Hash(previous, entry.Backout, entry.Version, entry.At, entry.Actor, entry.Cause, entry.TraceParent, json);
            await ExecuteAsync(connection, $"UPDATE journal SET previous_hash = '{previous}', hash = '{hash}' WHERE version = {entry.Version}");
            previous = hash;
        }
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        SqliteConnection connection = new($"Data Source={Path.Combine(folder, SqliteStore.FileName)};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        _ = await command.ExecuteNonQueryAsync();
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] line)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = await BackoutBotCommand.Create(_ => throw new InvalidOperationException("the bot must not run"))
            .Parse(line).InvokeAsync(new() { Output = output, Error = error });
        return (exitCode, output.ToString(), error.ToString());
    }
}
