using Dapper;
using Microsoft.Data.Sqlite;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>The database file: how it is found, created and connected to.</summary>
internal sealed class SqliteDatabase(StorageOptions options)
{
    /// <summary>Where the file is.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(options.DataDirectory, SqliteStore.FileName));

    /// <summary>Finds or creates the file, brings its schema up to date, and answers the connection that writes.</summary>
    /// <exception cref="StorageException">It can't be used.</exception>
    public SqliteConnection OpenForWriting()
    {
        SeeThatDirectoryIsWritable();
        SqliteConnection? connection = null;
        try
        {
            SeeThatNobodyElseReadsIt();

            // Not pooled: the connection lives as long as the writer, and its pragmas must not leak to others.
            connection = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadWriteCreate, pooling: false));
            connection.Open();

            // FULL: in WAL mode only FULL makes a commit wait for the fsync (https://sqlite.org/pragma.html#pragma_synchronous).
            connection.Execute($"PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");

            // The checkpoints are made beside the writer (SqliteCheckpointer): its own, at 64 MiB of log, is the backstop. Under a flood the
            // same index pages are dirtied again and again; with 16 MiB of cache hardly any is read again.
            connection.Execute("PRAGMA wal_autocheckpoint = 16384; PRAGMA cache_size = -16384;");
            SqliteSchema.Update(connection, Path);
            return connection;
        }
        catch (SqliteException fault)
        {
            connection?.Dispose();
            throw SqliteFaults.Explain(fault, Path);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>A connection for <see cref="SqliteCheckpointer"/>. The database must be open for writing already.</summary>
    public SqliteConnection OpenForCheckpoints()
    {
        var connection = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadWrite, pooling: false));
        connection.Open();

        // FULL, so that what is copied back is on disk before the log that held it is overwritten.
        connection.Execute("PRAGMA synchronous = FULL;");
        return connection;
    }

    /// <summary>A connection that reads, from the pool.</summary>
    public async ValueTask<SqliteConnection> OpenForReadingAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadOnly, pooling: true));
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Closes the pooled connections, so that the file can be moved.</summary>
    public void ClosePool()
    {
        using var connection = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadOnly, pooling: true));
        SqliteConnection.ClearPool(connection);
    }

    private string ConnectionString(SqliteOpenMode mode, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Mode = mode,
        Pooling = pooling,
        DefaultTimeout = Math.Max(1, (int)options.BusyTimeout.TotalSeconds),
    }.ToString();

    /// <summary>Makes a new file the bot's own. SQLite gives the log beside it the same rights (https://sqlite.org/wal.html).</summary>
    private void SeeThatNobodyElseReadsIt()
    {
        if (!OperatingSystem.IsWindows() && !System.IO.Path.Exists(Path))
        {
            using FileStream made = new(Path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        }
    }

    private void SeeThatDirectoryIsWritable()
    {
        var directory = System.IO.Path.GetDirectoryName(Path)!;
        try
        {
            Directory.CreateDirectory(directory);
            var probe = System.IO.Path.Combine(directory, $".writable-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"The data directory {directory} (setting {StorageOptions.Section}:{nameof(StorageOptions.DataDirectory)}) can't be written to: {fault.Message} "
                + "Name a directory that the bot's user may create files in.",
                fault);
        }
    }
}
