using System.Reflection;
using Dapper;
using DbUp;
using DbUp.Engine.Output;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>Brings a database's schema up to date by the scripts in <c>Migrations</c>, each once and in order.</summary>
internal static class SqliteSchema
{
    private const string Prefix = "BackoutBot.Runtime.Storage.Sqlite.Migrations.";

    private static readonly string[] Scripts = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    /// <summary>Runs the scripts that the database has not seen.</summary>
    /// <exception cref="StorageException">A newer bot has written it, or a script failed.</exception>
    public static void Update(SqliteConnection connection, string path)
    {
        var applied = Applied(connection);
        var unknown = applied.Except(Scripts, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new StorageException(
                $"The database {path} was written by a newer version of the bot: it has {unknown[0][Prefix.Length..]}, which this version does not know. "
                + "Run that version; or move the file and its -wal and -shm files away, then put a backup from before it in its place.");
        }

        // DbUp costs a tenth of a second, which a start that has nothing to change need not spend.
        if (applied.Count == Scripts.Length)
        {
            return;
        }

        using var shared = new SharedConnection(connection);
        var result = DeployChanges.To
            .SqliteDatabase(shared)
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .WithTransaction()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new StorageException($"The database {path} could not be brought up to date: {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        }
    }

    private static List<string> Applied(SqliteConnection connection) =>
        connection.ExecuteScalar<long>("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'SchemaVersions'") == 0
            ? []
            : [.. connection.Query<string>("SELECT ScriptName FROM SchemaVersions")];
}
