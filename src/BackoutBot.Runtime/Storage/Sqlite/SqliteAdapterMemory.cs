using BackoutBot.Core.Chat;
using Dapper;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>What the adapters remember, in SQLite.</summary>
internal sealed class SqliteAdapterMemory(SqliteStore store) : IAdapterMemory
{
    /// <inheritdoc />
    public async ValueTask PutAsync(string platform, string key, string text, CancellationToken cancellationToken) =>
        await store.Writer.WriteAsync(
            session => session.Connection.Execute(
                "INSERT INTO adapter_memory (platform, key, text) VALUES (@platform, @key, @text) ON CONFLICT (platform, key) DO UPDATE SET text = excluded.text",
                new { platform, key, text }),
            cancellationToken);

    /// <inheritdoc />
    public async ValueTask<string?> FindAsync(string platform, string key, CancellationToken cancellationToken)
    {
        await using var connection = await store.Database.OpenForReadingAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<string>(
            "SELECT text FROM adapter_memory WHERE platform = @platform AND key = @key",
            new { platform, key });
    }
}
