using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using Dapper;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>The outbox in SQLite.</summary>
internal sealed class SqliteOutboxStore(SqliteStore store) : IOutboxStore
{
    private const string Select =
        """
        SELECT o.platform AS Platform, o.key AS Key, o.channel AS Channel, o.thread AS Thread, o.only_for AS OnlyFor, o.body AS Body,
               o.revision AS Revision, o.state AS State, o.reference AS Reference, root.reference AS ThreadReference, root.seq AS RootSeq,
               o.due_at AS DueAt, o.attempts AS Attempts, o.note AS Note, o.waiting_since AS WaitingSince
        FROM outbox o
        LEFT JOIN outbox root ON root.platform = o.platform AND root.key = o.thread

        """;

    /// <summary>Part of a larger transaction: see <see cref="IOutboxStore.PutAsync"/>.</summary>
    public static void Put(SqliteSession session, IReadOnlyList<OutboxMessage> messages, Pulse changed)
    {
        foreach (var (platform, message, since) in messages)
        {
            // A message that waits keeps the time of its oldest change; one that was sent starts to wait anew.
            session.Connection.Execute(
                """
                INSERT INTO outbox (platform, key, channel, thread, only_for, body, waiting_since)
                VALUES (@platform, @key, @channel, @thread, @onlyFor, @body, @since)
                ON CONFLICT (platform, key) DO UPDATE SET
                    body = excluded.body,
                    revision = revision + 1,
                    waiting_since = CASE WHEN state = 0 THEN waiting_since ELSE excluded.waiting_since END,
                    state = 0,
                    attempts = 0,
                    note = NULL
                WHERE body <> excluded.body
                """,
                new
                {
                    platform,
                    key = message.Key,
                    channel = message.Channel,
                    thread = message.Thread,
                    onlyFor = message.OnlyFor?.Value,
                    body = JournalJson.Serialize(message.Body),
                    since = StoredTime.Milliseconds(since),
                });
        }

        if (messages.Count > 0)
        {
            session.Changed(changed);
        }
    }

    /// <inheritdoc />
    public async ValueTask PutAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken) =>
        await store.Writer.WriteAsync(
            session =>
            {
                Put(session, messages, store.Changes.Outbox);
                return true;
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<OutboxItem>> PendingAsync(string platform, int limit, CancellationToken cancellationToken) =>
        await QueryAsync("WHERE o.platform = @platform AND o.state = 0 ORDER BY o.seq LIMIT @limit", new { platform, limit }, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<OutboxItem?> FindAsync(string platform, string key, CancellationToken cancellationToken) =>
        (await QueryAsync("WHERE o.platform = @platform AND o.key = @key", new { platform, key }, cancellationToken)).SingleOrDefault();

    /// <inheritdoc />
    public async ValueTask<string?> FindKeyAsync(string platform, string reference, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenForReadingAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<string>(
            "SELECT key FROM outbox WHERE platform = @platform AND reference = @reference AND thread IS NULL",
            new { platform, reference });
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<OutboxItem>> RefusedAsync(int limit, CancellationToken cancellationToken) =>
        await QueryAsync("WHERE o.state = 2 ORDER BY o.seq DESC LIMIT @limit", new { limit }, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<long> CountPendingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenForReadingAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE state = 0");
    }

    /// <inheritdoc />
    public async ValueTask DeliveredAsync(string platform, string key, long revision, string reference, DateTimeOffset nextEditAt, CancellationToken cancellationToken) =>
        await UpdateAsync(
            "state = CASE WHEN revision = @revision THEN 1 ELSE 0 END, reference = @reference, due_at = @due, attempts = 0, note = NULL",
            new { platform, key, revision, reference, due = StoredTime.Milliseconds(nextEditAt) },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask RescheduleAsync(string platform, string key, DateTimeOffset dueAt, string reason, CancellationToken cancellationToken) =>
        await UpdateAsync(
            "due_at = @due, attempts = attempts + 1, note = @reason",
            new { platform, key, due = StoredTime.Milliseconds(dueAt), reason },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask RefuseAsync(string platform, string key, long revision, string reason, CancellationToken cancellationToken) =>
        await UpdateAsync(
            "state = CASE WHEN revision = @revision THEN 2 ELSE 0 END, note = @reason",
            new { platform, key, revision, reason },
            cancellationToken);

    private async ValueTask UpdateAsync(string assignments, object parameters, CancellationToken cancellationToken) =>
        await store.Writer.WriteAsync(
            session => session.Connection.Execute($"UPDATE outbox SET {assignments} WHERE platform = @platform AND key = @key", parameters),
            cancellationToken);

    private async ValueTask<IReadOnlyList<OutboxItem>> QueryAsync(string where, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenForReadingAsync(cancellationToken);
        return [.. (await connection.QueryAsync<Row>(Select + where, parameters)).Select(row => row.ToItem())];
    }

    private sealed record Row(
        string Platform,
        string Key,
        string Channel,
        string? Thread,
        string? OnlyFor,
        string Body,
        long Revision,
        long State,
        string? Reference,
        string? ThreadReference,
        long? RootSeq,
        long DueAt,
        long Attempts,
        string? Note,
        long WaitingSince)
    {
        public OutboxItem ToItem() => new(
            Platform,
            new ChatMessage(Key, Channel, Thread, OnlyFor is null ? null : new PersonId(OnlyFor), JournalJson.DeserializeBody(Body)),
            Revision,
            (OutboxState)State,
            Reference,
            ThreadReference,
            RootSeq is not null,
            StoredTime.Milliseconds(DueAt),
            (int)Attempts,
            Note,
            StoredTime.Milliseconds(WaitingSince));
    }
}
