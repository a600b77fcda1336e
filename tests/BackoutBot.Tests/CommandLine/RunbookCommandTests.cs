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
    public async Task Given_an_entry_that_was_changed_then_it_says_not_to_believe_it()
    {
        await KeepAsync(Step());
        await using (SqliteConnection connection = new($"Data Source={Path.Combine(folder, SqliteStore.FileName)};Pooling=False"))
        {
            await connection.OpenAsync();
            await using SqliteCommand change = connection.CreateCommand();
            change.CommandText = "DROP TRIGGER IF EXISTS journal_is_never_changed; UPDATE journal SET event = replace(event, 'd-1', 'd-2')";
            _ = await change.ExecuteNonQueryAsync();
        }

        Assert.Contains("BEWARE", (await RunAsync("runbook", "checkout-api-1", "--data", folder)).Error, StringComparison.Ordinal);
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
        string file = Path.Combine(folder, SqliteStore.FileName);
        string backup = Directory.CreateDirectory(Path.Combine(folder, "backup")).FullName;
        File.Copy(file, Path.Combine(backup, SqliteStore.FileName));
        await File.WriteAllTextAsync(file, new string('x', 8192));
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
        new StepId("stop"), "codedeploy-stop", [], "Stop deployment d-1", "v2.4.0 going out", "v2.3.1", TimeSpan.FromMinutes(1), Reversibility.Compensable, null, null, 1, System.Text.Json.JsonDocument.Parse("{}").RootElement)
    {
        Runbook = new StepRunbook([], [new RunbookLine("Stop it", "aws deploy stop-deployment --deployment-id d-1", Changes: true)]),
    };

    private async Task<SqliteStore> KeepAsync(PlanStep step, bool stays = false)
    {
        DateTimeOffset at = new(2026, 11, 26, 3, 12, 0, TimeSpan.Zero);
        SqliteStore store = new(new StorageOptions { DataDirectory = folder }, new StoreChanges());
        await store.OpenAsync(CancellationToken.None);
        SealedEntry entry = SealedEntry.Seal(JournalChain.Genesis, Backout, 1, at, null, new CommandKey("c-1"), null, new PlanProposed(new Plan(new PlanHash("0123456789abcdef"), [step], []), 1, at.AddMinutes(15)));
        _ = await store.Journal.AppendAsync(new JournalAppend(0, new BackoutHead(Backout, new ServiceId("checkout-api"), 1, BackoutPhase.AwaitingApproval, true, 1), [entry], [], null, []), CancellationToken.None);
        if (!stays)
        {
            await store.DisposeAsync();
        }

        return store;
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
