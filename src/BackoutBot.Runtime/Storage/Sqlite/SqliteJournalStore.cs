using BackoutBot.Core.Backouts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using Dapper;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>The journal in SQLite.</summary>
internal sealed class SqliteJournalStore(SqliteStore store) : IJournalStore
{
    private const string SelectHead =
        "SELECT id AS Id, service AS Service, number AS Number, phase AS Phase, is_open AS IsOpen, version AS Version FROM backouts ";

    /// <inheritdoc />
    public async ValueTask<AppendResult> AppendAsync(JournalAppend append, CancellationToken cancellationToken)
    {
        JournalAppendRules.Check(append);
        return await store.Writer.WriteAsync(session => Append(session, append), cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<SealedEntry>> ReadAsync(BackoutId backout, long afterVersion, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenForReadingAsync(cancellationToken);
        var rows = await connection.QueryAsync<EntryRow>(
            """
            SELECT version AS Version, at AS At, actor AS Actor, cause AS Cause, traceparent AS TraceParent, event AS Event,
                   previous_hash AS PreviousHash, hash AS Hash
            FROM journal WHERE backout = @backout AND version > @afterVersion ORDER BY version
            """,
            new { backout = backout.Value, afterVersion });
        return [.. rows.Select(row => row.ToEntry(backout))];
    }

    /// <inheritdoc />
    public async ValueTask<BackoutHead?> FindAsync(BackoutId backout, CancellationToken cancellationToken) =>
        (await HeadsAsync("WHERE id = @id", new { id = backout.Value }, cancellationToken)).SingleOrDefault();

    /// <inheritdoc />
    public async ValueTask<BackoutHead?> FindOpenAsync(ServiceId service, CancellationToken cancellationToken) =>
        (await HeadsAsync("WHERE service = @service AND is_open = 1", new { service = service.Value }, cancellationToken)).SingleOrDefault();

    /// <inheritdoc />
    public async ValueTask<int> LatestNumberAsync(ServiceId service, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenForReadingAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(
            "SELECT COALESCE(MAX(number), 0) FROM backouts WHERE service = @service",
            new { service = service.Value });
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<BackoutHead>> ListOpenAsync(CancellationToken cancellationToken) =>
        await HeadsAsync("WHERE is_open = 1 ORDER BY seq", new { }, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<BackoutHead>> ListEndedSinceWholeAsync(CancellationToken cancellationToken) =>
        await HeadsAsync(
            """
            WHERE phase IN ('Abandoned', 'RolledBackInPart', 'StoodDown')
                AND seq > COALESCE((SELECT MAX(seq) FROM backouts AS whole WHERE whole.service = backouts.service AND whole.phase = 'RolledBack'), 0)
            ORDER BY seq DESC
            """,
            new { },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<BackoutHead>> ListAsync(int limit, CancellationToken cancellationToken) =>
        await HeadsAsync("ORDER BY seq DESC LIMIT @limit", new { limit }, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<KeptRestorePoint>> ListRestorePointsAsync(ServiceId service, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenForReadingAsync(cancellationToken);
        return SqliteRestorePoints.List(connection, service);
    }

    /// <inheritdoc />
    public async ValueTask<ResourceHolder?> FindHolderAsync(BackoutId other, IReadOnlyList<string> resources, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenForReadingAsync(cancellationToken);
        return SqliteClaims.FindHolder(connection, other, resources);
    }

    private AppendResult Append(SqliteSession session, JournalAppend append)
    {
        var connection = session.Connection;
        var (id, service, number, phase, isOpen, version) = append.Head;
        var head = new
        {
            id = id.Value,
            service = service.Value,
            number,
            phase = phase.ToString(),
            isOpen,
            version,
            expected = append.ExpectedVersion,
        };

        var actual = connection.ExecuteScalar<long?>("SELECT version FROM backouts WHERE id = @id", head) ?? 0;
        if (actual != append.ExpectedVersion)
        {
            return new AppendResult.Stale(actual);
        }

        if (SqliteClaims.FindHolder(connection, id, append.Claims) is { } holder)
        {
            return new AppendResult.Held(holder);
        }

        if (append.ExpectedVersion == 0)
        {
            if (connection.ExecuteScalar<string?>("SELECT id FROM backouts WHERE service = @service AND is_open = 1", head) is string open)
            {
                return new AppendResult.Occupied(new BackoutId(open));
            }

            connection.Execute("INSERT INTO backouts (id, service, number, phase, is_open, version) VALUES (@id, @service, @number, @phase, @isOpen, @version)", head);
        }
        else
        {
            connection.Execute("UPDATE backouts SET phase = @phase, is_open = @isOpen, version = @version WHERE id = @id", head);
        }

        if (append.FreesClaims)
        {
            SqliteClaims.Free(connection, id);
        }

        SqliteClaims.Take(connection, id, append.Claims);
        foreach (var entry in append.Entries)
        {
            connection.Execute(
                """
                INSERT INTO journal (backout, version, at, actor, cause, traceparent, event, previous_hash, hash)
                VALUES (@Backout, @Version, @At, @Actor, @Cause, @TraceParent, @Event, @PreviousHash, @Hash)
                """,
                EntryRow.From(entry));
        }

        foreach (var change in append.RestorePoints)
        {
            SqliteRestorePoints.Apply(session.Connection, append.Head.Service, change);
        }

        if (append.Handled is { } handled)
        {
            session.Complete(handled, $"{id} at version {version}");
        }

        SqliteOutboxStore.Put(session, append.Messages, store.Changes.Outbox);
        session.Changed(store.Changes.Journal);
        return AppendResult.Appended.Instance;
    }

    /// <inheritdoc />
    public async ValueTask KeepRestorePointAsync(ServiceId service, RestorePointReading reading, CancellationToken cancellationToken) =>
        await store.Writer.WriteAsync(
            session =>
            {
                SqliteRestorePoints.Apply(session.Connection, service, new RestorePointChange.Keep(reading));
                return true;
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<bool> SetAsideAsync(BackoutId backout, CancellationToken cancellationToken) =>
        await store.Writer.WriteAsync(
            session =>
            {
                var closed = session.Connection.Execute(
                    "UPDATE backouts SET is_open = 0, phase = @phase, version = version + 1 WHERE id = @id AND is_open = 1",
                    new { id = backout.Value, phase = nameof(BackoutPhase.Abandoned) });
                session.Changed(store.Changes.Journal);
                return closed > 0;
            },
            cancellationToken);

    private async ValueTask<IReadOnlyList<BackoutHead>> HeadsAsync(string where, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenForReadingAsync(cancellationToken);
        return [.. (await connection.QueryAsync<HeadRow>(SelectHead + where, parameters)).Select(row => row.ToHead())];
    }

    private sealed record HeadRow(string Id, string Service, long Number, string Phase, long IsOpen, long Version)
    {
        public BackoutHead ToHead() =>
            new(new BackoutId(Id), new ServiceId(Service), (int)Number, Enum.Parse<BackoutPhase>(Phase), IsOpen != 0, Version);
    }

    private sealed record EntryRow(long Version, string At, string? Actor, string Cause, string? TraceParent, string Event, string PreviousHash, string Hash)
    {
        public string Backout { get; private init; } = "";

        public static EntryRow From(SealedEntry one) => new(
            one.Entry.Version,
            StoredTime.Exact(one.Entry.At),
            one.Entry.Actor?.Value,
            one.Entry.Cause.Value,
            one.Entry.TraceParent,
            one.EventJson,
            one.Entry.PreviousHash,
            one.Entry.Hash)
        {
            Backout = one.Entry.Backout.Value,
        };

        public SealedEntry ToEntry(BackoutId backout) => new(
            new JournalEntry(
                backout,
                Version,
                StoredTime.ExactOrNone(At),
                Actor is null ? null : new PersonId(Actor),
                new CommandKey(Cause),
                TraceParent,
                JournalJson.DeserializeAny(Event),
                PreviousHash,
                Hash),
            Event);
    }
}
