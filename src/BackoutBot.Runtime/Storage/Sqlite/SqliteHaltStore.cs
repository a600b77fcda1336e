using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using Dapper;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>The record of halts in SQLite, which itself refuses to change or remove an entry.</summary>
internal sealed class SqliteHaltStore(SqliteStore store) : IHaltStore
{
    /// <inheritdoc />
    public async ValueTask<HaltRecord> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenForReadingAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>("SELECT number AS Number, at AS At, by AS By, basis AS Basis, act AS Act, reason AS Reason FROM halt_record ORDER BY number");
        return new HaltRecord([.. rows.Select(row => row.ToEntry())]);
    }

    /// <inheritdoc />
    public async ValueTask<bool> AppendAsync(HaltEntry entry, InboxKey cause, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken) =>
        await store.Writer.WriteAsync(
            session =>
            {
                var added = session.Connection.Execute(
                    """
                    INSERT INTO halt_record (number, at, by, basis, act, reason)
                    SELECT @number, @at, @by, @basis, @act, @reason WHERE @number = (SELECT COALESCE(MAX(number), 0) + 1 FROM halt_record)
                    """,
                    new { number = entry.Number, at = StoredTime.Milliseconds(entry.At), by = entry.By.Value, basis = entry.Basis, act = entry.Act.ToString(), reason = entry.Reason });
                if (added == 0)
                {
                    return false;
                }

                session.Complete(cause, entry.Act.ToString());
                SqliteOutboxStore.Put(session, messages, store.Changes.Outbox);
                return true;
            },
            cancellationToken);

    private sealed record Row(long Number, long At, string By, string Basis, string Act, string? Reason)
    {
        public HaltEntry ToEntry() => new((int)Number, StoredTime.Milliseconds(At), new PersonId(By), Basis, Enum.Parse<HaltAct>(Act), Reason);
    }
}
