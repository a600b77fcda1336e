using BackoutBot.Core.Intake;
using BackoutBot.Runtime.Storage;
using BackoutBot.Runtime.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace BackoutBot.Runtime.Tests.Storage;

/// <summary>Whoever does what a fault of the database says has a database.</summary>
public sealed class SqliteAdviceTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory directory = new();

    private string DatabasePath => Path.Combine(directory.Path, "backoutbot.db");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_a_directory_that_can_not_be_made_when_another_is_named_then_the_database_is_there()
    {
        var file = Path.Combine(directory.Path, "taken");
        await File.WriteAllTextAsync(file, "");
        Advised.By((await Assert.ThrowsAsync<StorageException>(() => KeptAsync(Path.Combine(file, "data")))).Message, "Name a directory that the bot's user may create files in.");

        Assert.Empty(await KeptAsync(Path.Combine(directory.Path, "data")));
    }

    [Fact]
    public async Task Given_something_else_in_the_database_s_place_when_a_file_may_be_made_there_then_the_database_is_there()
    {
        Directory.CreateDirectory(DatabasePath);
        var told = Advised.By(await FaultAsync(), "See that * is a file that the bot's user may read and write.");

        Directory.Delete(told[0]);
        Assert.Empty(await KeptAsync());
    }

    [Theory]
    [InlineData("Move it and its -wal and -shm files away; then put a backup in its place, or begin anew without one.", true)]
    [InlineData("Move it and its -wal and -shm files away; then put a backup in its place, or begin anew without one.", false)]
    public async Task Given_a_damaged_database_with_a_log_when_all_of_it_is_moved_away_then_the_backup_holds_what_it_held_or_all_begins_anew(string advice, bool hasBackup)
    {
        await KeepAsync("before");
        var backup = await File.ReadAllBytesAsync(DatabasePath);
        await KeepAsync("after");
        await File.WriteAllTextAsync(DatabasePath, new string('x', 8192));
        await File.WriteAllTextAsync($"{DatabasePath}-wal", "what is left of a log");
        Advised.By(await FaultAsync(), advice);

        MoveAway();
        if (hasBackup)
        {
            await File.WriteAllBytesAsync(DatabasePath, backup);
        }

        Assert.Equal(hasBackup ? ["before"] : Array.Empty<string>(), await KeptAsync());
    }

    [Fact]
    public async Task Given_a_database_of_a_newer_version_when_a_backup_from_before_it_is_put_back_then_it_is_read()
    {
        await KeepAsync("before");
        var backup = await File.ReadAllBytesAsync(DatabasePath);
        using (var connection = Connect(SqliteOpenMode.ReadWrite))
        {
            connection.Execute("INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('BackoutBot.Runtime.Storage.Sqlite.Migrations.9999-later.sql', CURRENT_TIMESTAMP)");
        }

        Advised.By(await FaultAsync(), "Run that version; or move the file and its -wal and -shm files away, then put a backup from before it in its place.");

        MoveAway();
        await File.WriteAllBytesAsync(DatabasePath, backup);
        Assert.Equal(["before"], await KeptAsync());
    }

    [Fact]
    public async Task Given_a_full_disk_when_some_space_is_freed_then_it_is_written_to_again_and_nothing_that_was_acknowledged_is_lost()
    {
        await KeepAsync("before");
        await using (var writer = Writer(SqliteOpenMode.ReadWrite))
        {
            await HaveRoomAsync(writer, pages: 1);
            var fault = await Assert.ThrowsAsync<StorageException>(async () => await RememberAsync(writer, new string('x', 100_000)));
            Advised.By(fault.Message, "Free some space; nothing that was acknowledged is lost.");

            await HaveRoomAsync(writer, pages: 100_000);
            await RememberAsync(writer, new string('x', 100_000));
        }

        Assert.Equal(["before"], await KeptAsync());
    }

    [Fact]
    public async Task Given_a_database_that_may_only_be_read_when_it_may_be_written_to_then_it_is()
    {
        await KeepAsync("before");
        await using (var writer = Writer(SqliteOpenMode.ReadOnly))
        {
            var fault = await Assert.ThrowsAsync<StorageException>(async () => await RememberAsync(writer, "x"));
            Advised.By(fault.Message, "Give the bot's user write access to the file and to its directory.");
        }

        await using var other = Writer(SqliteOpenMode.ReadWrite);
        await RememberAsync(other, "x");
    }

    private static async Task HaveRoomAsync(SqliteWriter writer, int pages) =>
        await writer.WriteAsync(session => session.Connection.Execute($"PRAGMA max_page_count = {pages}"), default);

    private static async Task RememberAsync(SqliteWriter writer, string value) =>
        await writer.WriteAsync(session => session.Connection.Execute("CREATE TABLE IF NOT EXISTS remembered (value TEXT); INSERT INTO remembered VALUES (@value)", new { value }), default);

    private static async Task<IReadOnlyList<string>> KeptAsync(string path)
    {
        await using var store = new SqliteStore(new StorageOptions { DataDirectory = path }, new StoreChanges());
        await store.OpenAsync(default);
        return [.. (await store.Inbox.PendingAsync(Noon, 10, default)).Select(pending => pending.Message.Key)];
    }

    private void MoveAway()
    {
        foreach (var file in Directory.GetFiles(directory.Path, "backoutbot.db*"))
        {
            File.Move(file, $"{file}.away");
        }
    }

    private Task<IReadOnlyList<string>> KeptAsync() => KeptAsync(directory.Path);

    private async Task<string> FaultAsync() => (await Assert.ThrowsAsync<StorageException>(KeptAsync)).Message;

    private async Task KeepAsync(string key)
    {
        await using var store = new SqliteStore(new StorageOptions { DataDirectory = directory.Path }, new StoreChanges());
        await store.OpenAsync(default);
        await store.Inbox.AcceptAsync(new InboxMessage(key, "scripted", "", Noon, null), default);
    }

    private SqliteWriter Writer(SqliteOpenMode mode) => new(Connect(mode), new SqliteCheckpointer(Connect(SqliteOpenMode.ReadWrite)), DatabasePath, 16);

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = DatabasePath, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
