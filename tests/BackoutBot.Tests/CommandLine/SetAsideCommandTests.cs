using BackoutBot.CommandLine;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Runtime.Storage;
using BackoutBot.Runtime.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace BackoutBot.Tests.CommandLine;

/// <summary><c>backoutbot set-aside</c>, as whoever runs the bot calls it for a backout whose journal was changed.</summary>
public sealed class SetAsideCommandTests : IDisposable
{
    private static readonly BackoutId Backout = new("checkout-api-1");
    private readonly string folder = Directory.CreateTempSubdirectory("backoutbot-aside-").FullName;

    [Fact]
    public async Task Given_a_backout_whose_journal_was_changed_when_its_card_is_followed_then_it_is_set_aside_and_nothing_is_taken_from_its_journal()
    {
        await KeepAsync();
        await ChangeAsync();
        string said = BrokenJournal.InWords(BackoutState.New(Backout) with { BrokenAt = 1 })!;
        Assert.EndsWith("until whoever runs the bot lets them go on: backoutbot set-aside checkout-api-1 --data <folder>", said, StringComparison.Ordinal);

        (int exitCode, string output, string error) = await RunAsync("set-aside", "checkout-api-1", "--data", folder);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.StartsWith("checkout-api-1 is set aside: no other backout waits for it any more, and checkout-api may have a new one.", output, StringComparison.Ordinal);
        Assert.Contains("Entry 1 of the journal of checkout-api-1 is not as the bot wrote it", output, StringComparison.Ordinal);
        await using SqliteStore store = new(new StorageOptions { DataDirectory = folder }, new StoreChanges());
        Assert.Empty(await store.Journal.ListOpenAsync(CancellationToken.None));
        Assert.Equal("was made", ((NoteAdded)Assert.Single(await store.Journal.ReadAsync(Backout, 0, CancellationToken.None)).Entry.Event).Text);
    }

    [Fact]
    public async Task Given_a_backout_whose_journal_is_whole_then_it_stays_open()
    {
        await KeepAsync();

        (int exitCode, string output, string error) = await RunAsync("set-aside", "checkout-api-1", "--data", folder);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("The journal of checkout-api-1 is as the bot wrote it, so it is ended in chat", error, StringComparison.Ordinal);
        await using SqliteStore store = new(new StorageOptions { DataDirectory = folder }, new StoreChanges());
        Assert.Single(await store.Journal.ListOpenAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Given_one_that_was_set_aside_before_or_is_not_there_then_it_says_so()
    {
        await KeepAsync();
        await ChangeAsync();
        Assert.Equal(0, (await RunAsync("set-aside", "checkout-api-1", "--data", folder)).ExitCode);

        Assert.StartsWith("checkout-api-1 is not open", (await RunAsync("set-aside", "checkout-api-1", "--data", folder)).Error, StringComparison.Ordinal);
        Assert.StartsWith("There is no backout checkout-api-2 in ", (await RunAsync("set-aside", "checkout-api-2", "--data", folder)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_no_journal_then_it_says_how_to_name_its_folder_and_makes_none()
    {
        string elsewhere = Directory.CreateDirectory(Path.Combine(folder, "elsewhere")).FullName;
        await KeepAsync();
        await ChangeAsync();

        (int exitCode, _, string error) = await RunAsync("set-aside", "checkout-api-1", "--data", elsewhere);

        Assert.Equal(1, exitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
        Assert.Equal(0, (await RunAsync("set-aside", Advised.By(error, "Name its folder: backoutbot set-aside * --data <folder>")[0], "--data", folder)).ExitCode);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task KeepAsync()
    {
        await using SqliteStore store = new(new StorageOptions { DataDirectory = folder }, new StoreChanges());
        await store.OpenAsync(CancellationToken.None);
        SealedEntry entry = SealedEntry.Seal(JournalChain.Genesis, Backout, 1, new DateTimeOffset(2026, 11, 26, 3, 12, 0, TimeSpan.Zero), null, new CommandKey("c-1"), null, new NoteAdded(new PersonId("alice"), "is made"));
        _ = await store.Journal.AppendAsync(new JournalAppend(0, new BackoutHead(Backout, new ServiceId("checkout-api"), 1, BackoutPhase.Running, true, 1), [entry], [], null, []), CancellationToken.None);
    }

    private async Task ChangeAsync()
    {
        await using SqliteConnection connection = new($"Data Source={Path.Combine(folder, SqliteStore.FileName)};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand change = connection.CreateCommand();
        change.CommandText = "DROP TRIGGER IF EXISTS journal_is_never_changed; UPDATE journal SET event = replace(event, 'is made', 'was made')";
        _ = await change.ExecuteNonQueryAsync();
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
