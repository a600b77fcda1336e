using Microsoft.Data.Sqlite;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>
/// Copies the write-ahead log back into the database beside the writer, which would otherwise do so in the middle of a commit while all
/// callers wait. A passive checkpoint holds up neither writers nor readers (https://sqlite.org/pragma.html#pragma_wal_checkpoint). The
/// writer's own automatic checkpoint stays as the backstop: it finds little left to copy, and begins the log anew.
/// </summary>
internal sealed class SqliteCheckpointer : IDisposable
{
    // A write fills one to three pages; the log is begun anew at wal_autocheckpoint pages.
    private const int WritesBetween = 2048;

    private readonly SqliteConnection connection;
    private readonly AutoResetEvent due = new(initialState: false);
    private readonly Thread thread;
    private volatile bool stop;
    private int writes;

    /// <param name="connection">A connection that may write and that nobody else uses.</param>
    public SqliteCheckpointer(SqliteConnection connection)
    {
        this.connection = connection;
        thread = new Thread(Run) { IsBackground = true, Name = "BackoutBot store checkpoints" };
        thread.Start();
    }

    /// <summary>Writes were committed. For the writer's thread alone.</summary>
    public void Committed(int count)
    {
        writes += count;
        if (writes >= WritesBetween)
        {
            writes = 0;
            due.Set();
        }
    }

    /// <summary>Ends what is under way, then closes.</summary>
    public void Dispose()
    {
        stop = true;
        due.Set();
        thread.Join();
        due.Dispose();
        connection.Dispose();
    }

    private void Run()
    {
        using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        while (due.WaitOne() && !stop)
        {
            try
            {
                checkpoint.ExecuteNonQuery();
            }
            catch (SqliteException)
            {
                // Nothing is lost: the log stays until the next checkpoint, and what ails the disk reaches the callers by the writer.
            }
        }
    }
}
