using BackoutBot.Core.Intake;
using Dapper;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>The inbox in SQLite.</summary>
internal sealed class SqliteInboxStore(SqliteStore store) : IInboxStore
{
    private const string Columns = "source AS Source, key AS Key, body AS Body, received_at AS ReceivedAt, traceparent AS TraceParent, status AS Status, note AS Note, attempts AS Attempts";

    /// <inheritdoc />
    public async ValueTask<InboxReceipt> AcceptAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await store.Writer.WriteAsync(new AcceptRequest(message, store.Changes.Inbox), cancellationToken);
        }
        catch (StorageException fault)
        {
            throw new InboxUnavailableException($"The message {message.Key} from {message.Source} could not be kept. {fault.Message}", fault);
        }
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<PendingMessage>> PendingAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenForReadingAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            $"SELECT {Columns} FROM inbox WHERE status = 0 AND due_at <= @now ORDER BY id LIMIT @limit",
            new { now = StoredTime.Milliseconds(now), limit });
        return [.. rows.Select(row => new PendingMessage(row.ToMessage(), (int)row.Attempts))];
    }

    /// <inheritdoc />
    public async ValueTask<long> CountPendingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenForReadingAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM inbox WHERE status = 0");
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<InboxEntry>> ListAsync(InboxStatus? status, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenForReadingAsync(cancellationToken);
        var where = status is InboxStatus wanted ? $"WHERE status = {(int)wanted}" : "";
        var rows = await connection.QueryAsync<Row>($"SELECT {Columns} FROM inbox {where} ORDER BY id DESC LIMIT @limit", new { limit });
        return [.. rows.Select(row => new InboxEntry(row.ToMessage(), (InboxStatus)row.Status, row.Note, (int)row.Attempts))];
    }

    /// <inheritdoc />
    public async ValueTask CompleteAsync(InboxKey key, string? note, CancellationToken cancellationToken) =>
        await store.Writer.WriteAsync(new SettleRequest(key, InboxStatus.Done, note), cancellationToken);

    /// <inheritdoc />
    public async ValueTask CompleteAsync(InboxKey key, string? note, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken) =>
        await store.Writer.WriteAsync(
            session =>
            {
                session.Complete(key, note);
                SqliteOutboxStore.Put(session, messages, store.Changes.Outbox);
                return true;
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask MarkUnrecognisedAsync(InboxKey key, string reason, CancellationToken cancellationToken) =>
        await store.Writer.WriteAsync(new SettleRequest(key, InboxStatus.Unrecognised, reason), cancellationToken);

    /// <inheritdoc />
    public async ValueTask RetryAsync(InboxKey key, DateTimeOffset dueAt, string reason, CancellationToken cancellationToken) =>
        await store.Writer.WriteAsync(
            session => session.Connection.Execute(
                "UPDATE inbox SET attempts = attempts + 1, due_at = @due, note = @reason WHERE source = @Source AND key = @Key AND status = 0",
                new { key.Source, key.Key, due = StoredTime.Milliseconds(dueAt), reason }),
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<int> ForgetAsync(DateTimeOffset receivedBefore, CancellationToken cancellationToken) =>
        await store.Writer.WriteAsync(
            session => session.Connection.Execute(
                "DELETE FROM inbox WHERE status = 1 AND received_at < @before",
                new { before = StoredTime.Milliseconds(receivedBefore) }),
            cancellationToken);

    /// <summary>The hot path: one prepared statement, no closure.</summary>
    private sealed class AcceptRequest(InboxMessage message, Pulse accepted) : WriteRequest<InboxReceipt>
    {
        protected override bool IsOneStatement => true;

        protected override InboxReceipt Work(SqliteSession session)
        {
            if (!session.Accept(message))
            {
                return InboxReceipt.Duplicate;
            }

            session.Changed(accepted);
            return InboxReceipt.Accepted;
        }
    }

    /// <summary>One for each message that was accepted, so on the hot path too.</summary>
    private sealed class SettleRequest(InboxKey key, InboxStatus status, string? note) : WriteRequest<bool>
    {
        protected override bool IsOneStatement => true;

        protected override bool Work(SqliteSession session)
        {
            session.Settle(key, status, note);
            return true;
        }
    }

    private sealed record Row(string Source, string Key, string Body, long ReceivedAt, string? TraceParent, long Status, string? Note, long Attempts)
    {
        public InboxMessage ToMessage() => new(Key, Source, Body, StoredTime.Milliseconds(ReceivedAt), TraceParent);
    }
}
