using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Storage;
using BackoutBot.Runtime.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace BackoutBot.Runtime.Tests.Storage;

/// <summary>The contract on SQLite, and what is SQLite's own.</summary>
public sealed class SqliteStoreTests : StoreContract, IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string DatabasePath => Path.Combine(directory.Path, "backoutbot.db");

    protected override IStore Create(StoreChanges changes) => new SqliteStore(new StorageOptions { DataDirectory = directory.Path }, changes);

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("UPDATE journal SET actor = 'mallory' WHERE version = 2")]
    [InlineData("DELETE FROM journal WHERE version = 3")]
    public async Task Given_the_journal_when_somebody_changes_it_then_the_database_refuses(string sql)
    {
        await Journal.AppendAsync(Appends.First("shop", 1, notes: 3), default);
        using var connection = Connect();

        var fault = Assert.Throws<SqliteException>(() => connection.Execute(sql));

        Assert.Contains("append-only", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE journal SET event = replace(event, 'note 2', 'note X') WHERE version = 2", 2)]
    [InlineData("UPDATE journal SET actor = NULL WHERE version = 1", 1)]
    [InlineData("DELETE FROM journal WHERE version = 3", 3)]
    [InlineData("DELETE FROM journal WHERE version = 2", 2)]
    public async Task Given_somebody_who_gets_past_that_then_the_chain_tells_where(string sql, long expected)
    {
        var append = Appends.First("shop", 1, notes: 3);
        await Journal.AppendAsync(append, default);
        using (var connection = Connect())
        {
            connection.Execute($"DROP TRIGGER journal_is_never_changed; DROP TRIGGER journal_is_never_shortened; {sql}");
        }

        Assert.Equal(expected, VerifiedFold.New(append.Head.Id).Continue(await Journal.ReadAsync(append.Head.Id, 0, default), headVersion: 3).State.BrokenAt);
    }

    [Fact]
    public async Task Given_a_new_store_then_only_the_bots_own_user_may_read_any_file_of_it()
    {
        await Journal.AppendAsync(Appends.First("shop", 1, notes: 1), default);

        Assert.NotEmpty(Directory.GetFiles(directory.Path, "backoutbot.db-wal"));
        foreach (var file in Directory.GetFiles(directory.Path))
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public async Task Given_a_file_that_is_no_database_then_the_message_says_what_to_do()
    {
        using var other = new TemporaryDirectory();
        await File.WriteAllTextAsync(Path.Combine(other.Path, "backoutbot.db"), new string('x', 8192));

        var fault = await OpenFaultAsync(other.Path);

        Assert.Contains("is damaged or not a SQLite database. Move it", fault.Message, StringComparison.Ordinal);
        Assert.Contains(other.Path, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_directory_that_can_not_be_made_then_the_message_names_it_and_the_setting()
    {
        using var other = new TemporaryDirectory();
        var file = Path.Combine(other.Path, "taken");
        await File.WriteAllTextAsync(file, "");

        var fault = await OpenFaultAsync(Path.Combine(file, "data"));

        Assert.Contains("(setting Storage:DataDirectory) can't be written to", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_database_of_a_newer_version_then_the_message_says_so()
    {
        using (var connection = Connect())
        {
            connection.Execute("INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('BackoutBot.Runtime.Storage.Sqlite.Migrations.9999-later.sql', CURRENT_TIMESTAMP)");
        }

        var fault = await OpenFaultAsync(directory.Path);

        Assert.Contains("was written by a newer version of the bot: it has 9999-later.sql", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_closed_store_then_writes_say_so()
    {
        await Store.DisposeAsync();

        var fault = await Assert.ThrowsAsync<Core.Intake.InboxUnavailableException>(async () => await Store.Inbox.AcceptAsync(Message("m"), default));

        Assert.Contains("is closed", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<StorageException> OpenFaultAsync(string path)
    {
        await using var store = new SqliteStore(new StorageOptions { DataDirectory = path }, new StoreChanges());
        return await Assert.ThrowsAsync<StorageException>(async () => await store.OpenAsync(default));
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        return connection;
    }
}
