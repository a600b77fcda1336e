using BackoutBot.Core.Ids;
using BackoutBot.Core.Signals;
using Dapper;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>What was heard of resources, in SQLite.</summary>
internal sealed class SqliteSignalStore(SqliteStore store) : ISignalStore
{
    // Of an alarm only what happened at about that time or later matters, of a deployment only itself and what takes it back.
    private const string Known =
        """
        SELECT id AS Id, kind AS Kind, subject AS Subject, occurred_at AS OccurredAt, takes_back AS TakesBack FROM signals
        WHERE resource = @resource AND CASE WHEN @isOfDeployment THEN subject = @subject OR takes_back = @subject ELSE occurred_at >= @from END
        ORDER BY occurred_at
        """;

    private static readonly TimeSpan About = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async ValueTask<Hearing> HearAsync(Signal signal, DateTimeOffset heardAt, CancellationToken cancellationToken) =>
        await store.Writer.WriteAsync(
            session =>
            {
                var rows = session.Connection.Query<Row>(Known, new { resource = signal.Resource.Value, subject = signal.Subject, isOfDeployment = signal.IsOfDeployment, from = StoredTime.Milliseconds(signal.OccurredAt - About) });
                var hearing = Hearing.Of(signal, [.. rows.Select(row => row.ToHeard())]);
                if (hearing.Repeats is null)
                {
                    session.Connection.Execute(
                        """
                        INSERT INTO signals (id, resource, kind, subject, occurred_at, takes_back, heard_at)
                        VALUES (@id, @resource, @kind, @subject, @occurredAt, @takesBack, @heardAt) ON CONFLICT (id) DO NOTHING
                        """,
                        new
                        {
                            id = signal.Id.Value,
                            resource = signal.Resource.Value,
                            kind = signal.Kind.ToString(),
                            subject = signal.Subject,
                            occurredAt = StoredTime.Milliseconds(signal.OccurredAt),
                            takesBack = signal.TakesBack,
                            heardAt = StoredTime.Milliseconds(heardAt),
                        });
                }

                return hearing;
            },
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<int> ForgetAsync(DateTimeOffset heardBefore, CancellationToken cancellationToken) =>
        await store.Writer.WriteAsync(
            session => session.Connection.Execute("DELETE FROM signals WHERE heard_at < @before", new { before = StoredTime.Milliseconds(heardBefore) }),
            cancellationToken);

    private sealed record Row(string Id, string Kind, string Subject, long OccurredAt, string? TakesBack)
    {
        public HeardSignal ToHeard() => new(new SignalId(Id), Enum.Parse<SignalKind>(Kind), Subject, StoredTime.Milliseconds(OccurredAt), TakesBack);
    }
}
