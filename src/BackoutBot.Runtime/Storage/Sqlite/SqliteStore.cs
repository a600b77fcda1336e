using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using Dapper;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>The store in one SQLite file: the embedded default, which needs no server.</summary>
public sealed class SqliteStore : IStore
{
    /// <summary>The name of its file in the data directory.</summary>
    public const string FileName = "backoutbot.db";

    private readonly SqliteDatabase database;
    private readonly StorageOptions options;
    private readonly StoreChanges changes;
    private SqliteWriter? writer;
    private InstallationId? installation;

    /// <summary>A store in the directory that the options name; nothing is touched before <see cref="OpenAsync"/>.</summary>
    public SqliteStore(StorageOptions options, StoreChanges changes)
    {
        this.options = options;
        this.changes = changes;
        database = new SqliteDatabase(options);
        Journal = new SqliteJournalStore(this);
        Inbox = new SqliteInboxStore(this);
        Outbox = new SqliteOutboxStore(this);
        Chat = new SqliteChatLogStore(this);
        Halts = new SqliteHaltStore(this);
        Signals = new SqliteSignalStore(this);
        Memory = new SqliteAdapterMemory(this);
    }

    /// <inheritdoc />
    public IJournalStore Journal { get; }

    /// <inheritdoc />
    public IInboxStore Inbox { get; }

    /// <inheritdoc />
    public IOutboxStore Outbox { get; }

    /// <inheritdoc />
    public IHaltStore Halts { get; }

    /// <inheritdoc />
    public ISignalStore Signals { get; }

    /// <inheritdoc />
    public IChatLogStore Chat { get; }

    /// <inheritdoc />
    public IAdapterMemory Memory { get; }

    /// <inheritdoc />
    public InstallationId Installation => installation ?? throw NotOpen();

    internal SqliteDatabase Database => database;

    internal StoreChanges Changes => changes;

    internal SqliteWriter Writer => writer ?? throw NotOpen();

    /// <inheritdoc />
    public ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (writer is null)
        {
            var connection = database.OpenForWriting();
            installation = new InstallationId(connection.QuerySingle<string>("SELECT id FROM installation"));
            writer = new SqliteWriter(connection, new SqliteCheckpointer(database.OpenForCheckpoints()), database.Path, options.WriteQueue);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (writer is not null)
        {
            await writer.DisposeAsync();
            database.ClosePool();
        }
    }

    private StorageException NotOpen() => new($"The database {database.Path} is not open.");
}
