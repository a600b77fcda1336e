using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using Dapper;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>The console's chat in SQLite.</summary>
internal sealed class SqliteChatLogStore(SqliteStore store) : IChatLogStore
{
    private const string Columns =
        "position AS Position, posted_at AS PostedAt, author AS Author, key AS Key, channel AS Channel, thread AS Thread, only_for AS OnlyFor, body AS Body";

    /// <inheritdoc />
    public async ValueTask<ChatLogEntry> PutAsync(ChatMessage message, PersonId? author, DateTimeOffset at, CancellationToken cancellationToken) =>
        await store.Writer.WriteAsync(
            session =>
            {
                session.Changed(store.Changes.Chat);
                return session.Connection.QuerySingle<Row>(
                    $"""
                     INSERT INTO chat_log (key, position, posted_at, author, channel, thread, only_for, body)
                     VALUES (@key, (SELECT COALESCE(MAX(position), 0) + 1 FROM chat_log), @at, @author, @channel, @thread, @onlyFor, @body)
                     ON CONFLICT (key) DO UPDATE SET body = excluded.body, position = excluded.position
                     RETURNING {Columns}
                     """,
                    new
                    {
                        key = message.Key,
                        at = StoredTime.Milliseconds(at),
                        author = author?.Value,
                        channel = message.Channel,
                        thread = message.Thread,
                        onlyFor = message.OnlyFor?.Value,
                        body = JournalJson.Serialize(message.Body),
                    }).ToEntry();
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<ChatLogEntry>> ReadAsync(long position, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenForReadingAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            $"SELECT {Columns} FROM chat_log WHERE position > @position ORDER BY position LIMIT @limit",
            new { position, limit });
        return [.. rows.Select(row => row.ToEntry())];
    }

    /// <inheritdoc />
    public async ValueTask<long> LatestPositionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenForReadingAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT COALESCE(MAX(position), 0) FROM chat_log");
    }

    private sealed record Row(long Position, long PostedAt, string? Author, string Key, string Channel, string? Thread, string? OnlyFor, string Body)
    {
        public ChatLogEntry ToEntry() => new(
            Position,
            StoredTime.Milliseconds(PostedAt),
            Author is null ? null : new PersonId(Author),
            new ChatMessage(Key, Channel, Thread, OnlyFor is null ? null : new PersonId(OnlyFor), JournalJson.DeserializeBody(Body)));
    }
}
