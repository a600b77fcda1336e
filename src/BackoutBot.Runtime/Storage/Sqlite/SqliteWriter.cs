using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>
/// The one writer. Writes that wait at the same time go into one transaction and share its fsync, so that many callers cost
/// the disk as little as one; each ends only when its transaction is on disk.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int LargestBatch = 1024;

    private readonly Channel<WriteRequest> queue;
    private readonly SqliteSession session;
    private readonly SqliteCheckpointer checkpointer;
    private readonly string path;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SqliteWriter(SqliteConnection connection, SqliteCheckpointer checkpointer, string path, int capacity)
    {
        this.path = path;
        this.checkpointer = checkpointer;
        session = new SqliteSession(connection);
        queue = Channel.CreateBounded<WriteRequest>(new BoundedChannelOptions(capacity) { SingleReader = true });

        // A thread of its own: it sits in fsync most of the time, and the pool is small on small machines.
        new Thread(Run) { IsBackground = true, Name = "BackoutBot store writer" }.Start();
    }

    /// <summary>Queues the write and ends when it is on disk.</summary>
    /// <exception cref="StorageException">It could not be written.</exception>
    public async ValueTask<T> WriteAsync<T>(WriteRequest<T> request, CancellationToken cancellationToken)
    {
        if (!queue.Writer.TryWrite(request))
        {
            try
            {
                await queue.Writer.WriteAsync(request, cancellationToken);
            }
            catch (ChannelClosedException)
            {
                throw new StorageException($"The database {path} is closed: the bot is shutting down.");
            }
        }

        try
        {
            return await (cancellationToken.CanBeCanceled ? request.Task.WaitAsync(cancellationToken) : request.Task);
        }
        catch (SqliteException fault)
        {
            // It failed alone, while those beside it were written.
            throw SqliteFaults.Explain(fault, path);
        }
    }

    /// <summary>Queues the work and ends when it is on disk.</summary>
    /// <exception cref="StorageException">It could not be written.</exception>
    public ValueTask<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) =>
        WriteAsync(new DelegatedWrite<T>(work), cancellationToken);

    /// <summary>Writes what is queued, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await ended.Task;
    }

    private void Run()
    {
        var batch = new List<WriteRequest>(LargestBatch);
        try
        {
            while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (batch.Count < LargestBatch && queue.Reader.TryRead(out var request))
                {
                    batch.Add(request);
                }

                Write(batch);
                batch.Clear();
            }
        }
        finally
        {
            checkpointer.Dispose();
            session.Dispose();
            ended.SetResult();
        }
    }

    private void Write(List<WriteRequest> batch)
    {
        try
        {
            session.Begin();
            foreach (var request in batch)
            {
                request.Execute(session);
            }

            session.Commit();
        }
        catch (Exception fault)
        {
            Abandon(batch, SqliteFaults.Explain(fault, path));
            return;
        }

        checkpointer.Committed(batch.Count);
        session.RaiseChanges();
        foreach (var request in batch)
        {
            request.Complete();
        }
    }

    private void Abandon(List<WriteRequest> batch, StorageException fault)
    {
        try
        {
            session.Rollback();
        }
        catch (SqliteException)
        {
            // The fault that led here is the one to report; a rollback that fails too leaves nothing behind that counts.
        }

        foreach (var request in batch)
        {
            request.Fail(fault);
        }
    }
}
