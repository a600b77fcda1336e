using BackoutBot.Core.Intake;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>The one connection that writes, with its prepared statements. Used by the writer's thread alone.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand rollback;
    private readonly SqliteCommand savepoint;
    private readonly SqliteCommand release;
    private readonly SqliteCommand rollbackToSavepoint;
    private readonly SqliteCommand accept;
    private readonly SqliteCommand settle;
    private readonly HashSet<Pulse> changed = [];

    public SqliteSession(SqliteConnection connection)
    {
        Connection = connection;
        begin = Prepare("BEGIN IMMEDIATE");
        commit = Prepare("COMMIT");
        rollback = Prepare("ROLLBACK");
        savepoint = Prepare("SAVEPOINT request");
        release = Prepare("RELEASE request");
        rollbackToSavepoint = Prepare("ROLLBACK TO request");
        accept = Prepare(
            "INSERT INTO inbox (source, key, body, received_at, traceparent) VALUES ($source, $key, $body, $receivedAt, $traceParent) ON CONFLICT DO NOTHING",
            ("$source", SqliteType.Text),
            ("$key", SqliteType.Text),
            ("$body", SqliteType.Text),
            ("$receivedAt", SqliteType.Integer),
            ("$traceParent", SqliteType.Text));
        settle = Prepare(
            "UPDATE inbox SET status = $status, note = $note WHERE source = $source AND key = $key",
            ("$status", SqliteType.Integer),
            ("$note", SqliteType.Text),
            ("$source", SqliteType.Text),
            ("$key", SqliteType.Text));
    }

    /// <summary>The connection, for everything that is not on the hot path.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Whether SQLite still holds the shared transaction: a full disk, say, makes it give all of it up.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(Connection.Handle) == 0;

    public void Begin() => begin.ExecuteNonQuery();

    public void Commit() => commit.ExecuteNonQuery();

    public void Savepoint() => savepoint.ExecuteNonQuery();

    public void Release() => release.ExecuteNonQuery();

    public void RollbackToSavepoint()
    {
        rollbackToSavepoint.ExecuteNonQuery();
        release.ExecuteNonQuery();
    }

    /// <summary>Gives up the shared transaction, where there still is one.</summary>
    public void Rollback()
    {
        changed.Clear();
        if (IsInTransaction)
        {
            rollback.ExecuteNonQuery();
        }
    }

    /// <summary>Accepts the message; false where its key was accepted before.</summary>
    public bool Accept(InboxMessage message)
    {
        accept.Parameters[0].Value = message.Source;
        accept.Parameters[1].Value = message.Key;
        accept.Parameters[2].Value = message.Body;
        accept.Parameters[3].Value = StoredTime.Milliseconds(message.ReceivedAt);
        accept.Parameters[4].Value = (object?)message.TraceParent ?? DBNull.Value;
        return accept.ExecuteNonQuery() == 1;
    }

    /// <summary>The message is dealt with.</summary>
    public void Complete(InboxKey key, string? note) => Settle(key, InboxStatus.Done, note);

    /// <summary>The message is no longer pending.</summary>
    public void Settle(InboxKey key, InboxStatus status, string? note)
    {
        settle.Parameters[0].Value = (int)status;
        settle.Parameters[1].Value = (object?)note ?? DBNull.Value;
        settle.Parameters[2].Value = key.Source;
        settle.Parameters[3].Value = key.Key;
        settle.ExecuteNonQuery();
    }

    /// <summary>Waiters are to be told once it is on disk.</summary>
    public void Changed(Pulse pulse) => changed.Add(pulse);

    /// <summary>Tells the waiters.</summary>
    public void RaiseChanges()
    {
        foreach (var pulse in changed)
        {
            pulse.Raise();
        }

        changed.Clear();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[begin, commit, rollback, savepoint, release, rollbackToSavepoint, accept, settle])
        {
            command.Dispose();
        }

        Connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<(string Name, SqliteType Type)> parameters)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, type) in parameters)
        {
            command.Parameters.Add(name, type);
        }

        command.Prepare();
        return command;
    }
}
