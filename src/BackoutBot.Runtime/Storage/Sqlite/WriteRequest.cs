namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>One caller's write, which shares a transaction, and so an fsync, with those that wait beside it.</summary>
internal abstract class WriteRequest
{
    /// <summary>Runs inside the shared transaction. A fault of its own undoes only what it did itself.</summary>
    public abstract void Execute(SqliteSession session);

    /// <summary>The shared transaction is on disk.</summary>
    public abstract void Complete();

    /// <summary>The shared transaction was lost.</summary>
    public abstract void Fail(Exception fault);
}

/// <summary>A write that answers something.</summary>
/// <typeparam name="T">What it answers.</typeparam>
internal abstract class WriteRequest<T> : WriteRequest
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? ownFault;
    private T? answer;

    /// <summary>Ends when the write is on disk, or failed.</summary>
    public Task<T> Task => completion.Task;

    /// <summary>Whether the work is one statement, which SQLite itself undoes when it fails.</summary>
    protected virtual bool IsOneStatement => false;

    /// <inheritdoc />
    public sealed override void Execute(SqliteSession session)
    {
        try
        {
            if (IsOneStatement)
            {
                answer = Work(session);
                return;
            }

            session.Savepoint();
            answer = Work(session);
            session.Release();
        }
        catch (Exception fault) when (session.IsInTransaction)
        {
            ownFault = fault;
            if (!IsOneStatement)
            {
                session.RollbackToSavepoint();
            }
        }
    }

    /// <inheritdoc />
    public sealed override void Complete()
    {
        if (ownFault is null)
        {
            completion.SetResult(answer!);
        }
        else
        {
            completion.SetException(ownFault);
        }
    }

    /// <inheritdoc />
    public sealed override void Fail(Exception fault) => completion.TrySetException(ownFault ?? fault);

    /// <summary>What is to be written.</summary>
    protected abstract T Work(SqliteSession session);
}

/// <summary>A write that is not on the hot path.</summary>
internal sealed class DelegatedWrite<T>(Func<SqliteSession, T> work) : WriteRequest<T>
{
    /// <inheritdoc />
    protected override T Work(SqliteSession session) => work(session);
}
