using System.Data.Common;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using Dapper;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>The kept restore points in SQLite. Changes are read, made and written in the transaction of whoever calls.</summary>
internal static class SqliteRestorePoints
{
    /// <summary>The service's points, the newest first.</summary>
    public static IReadOnlyList<KeptRestorePoint> List(DbConnection connection, ServiceId service) =>
    [
        .. connection.Query<Row>(
            "SELECT release AS Release, body AS Body, left_by AS LeftBy, history AS History FROM restore_points WHERE service = @service ORDER BY taken_at DESC, release",
            new { service = service.Value }).Select(row => row.ToPoint()),
    ];

    /// <summary>Makes the change.</summary>
    public static void Apply(DbConnection connection, ServiceId service, RestorePointChange change)
    {
        switch (change)
        {
            case RestorePointChange.Keep { Reading: var reading }:
                Put(connection, service, Find(connection, service, reading.Point.Release)?.Renewed(reading) ?? KeptRestorePoint.First(reading));
                Prune(connection, service, reading);
                break;
            case RestorePointChange.Leave leave when Find(connection, service, leave.Release) is { } left:
                Put(connection, service, left.Left(leave.By));
                break;
            case RestorePointChange.Clear clear when Find(connection, service, clear.Release) is { } cleared:
                Put(connection, service, cleared.Cleared());
                break;
            case RestorePointChange.Trouble:
                foreach (var well in List(connection, service).Where(kept => kept.WellSince is not null))
                {
                    Put(connection, service, well.Troubled());
                }

                break;
            case RestorePointChange.Leave or RestorePointChange.Clear:
                // Of that release no point was ever kept.
                break;
            default:
                throw new InvalidOperationException($"No rule for {change.GetType().Name}.");
        }
    }

    private static KeptRestorePoint? Find(DbConnection connection, ServiceId service, Release release) =>
        connection.QuerySingleOrDefault<Row>(
            "SELECT release AS Release, body AS Body, left_by AS LeftBy, history AS History FROM restore_points WHERE service = @service AND release = @release",
            new { service = service.Value, release = release.Identity })?.ToPoint();

    private static void Put(DbConnection connection, ServiceId service, KeptRestorePoint kept) =>
        connection.Execute(
            """
            INSERT INTO restore_points (service, release, taken_at, left_by, body, history) VALUES (@service, @release, @takenAt, @leftBy, @body, @history)
            ON CONFLICT (service, release) DO UPDATE SET taken_at = excluded.taken_at, left_by = excluded.left_by, body = excluded.body, history = excluded.history
            """,
            new
            {
                service = service.Value,
                release = kept.Release.Identity,
                takenAt = StoredTime.Milliseconds(kept.Point.TakenAt),
                leftBy = kept.LeftBy?.Value,
                body = JournalJson.Serialize(kept.Point),
                history = JournalJson.SerializeHistory(kept),
            });

    private static void Prune(DbConnection connection, ServiceId service, RestorePointReading reading)
    {
        var all = List(connection, service);
        // What an earlier version kept without a release gives way to the first point that has one.
        var lasting = RestorePointChoice.Lasting([.. all.Where(kept => kept.Release.Components.Count > 0 || reading.Point.Release.Components.Count == 0)], reading.Point.TakenAt - reading.Rules.KeepFor);
        foreach (var gone in all.Except(lasting))
        {
            connection.Execute("DELETE FROM restore_points WHERE service = @service AND release = @release", new { service = service.Value, release = gone.Release.Identity });
        }
    }

    private sealed record Row(string Release, string Body, string? LeftBy, string History)
    {
        public KeptRestorePoint ToPoint() => JournalJson.DeserializeKept(Body, History, LeftBy is null ? null : new BackoutId(LeftBy));
    }
}
