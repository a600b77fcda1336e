using BackoutBot.Tests.Journals;
using Dapper;
using Microsoft.Data.Sqlite;

namespace BackoutBot.EndToEnd.Tests.OldJournals;

/// <summary>What is stored of backouts and of what was said, row by row, as text.</summary>
internal static class StoredRows
{
    // By the columns that the oldest kept journal has: a later version may add some.
    private static readonly (string Table, string Columns, string Order)[] Tables =
    [
        ("backouts", "id, service, number, phase, is_open, version", "id"),
        ("journal", "backout, version, at, actor, cause, traceparent, event, previous_hash, hash", "backout, version"),
        ("outbox", "platform, key, channel, thread, only_for, body, revision, state, reference", "platform, key"),
        ("chat_log", "key, position, posted_at, author, channel, thread, only_for, body", "key"),
        ("restore_points", "service, taken_at, body", "service"),
    ];

    /// <summary>All rows, but for messages whose key holds that text.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(string folder, string except)
    {
        await using SqliteConnection connection = Open(folder);
        List<string> rows = [];
        foreach ((string table, string columns, string order) in Tables)
        {
            foreach (IDictionary<string, object?> row in await connection.QueryAsync($"SELECT {columns} FROM {table} ORDER BY {order}"))
            {
                if (!row.TryGetValue("key", out object? key) || !((string)key!).Contains(except, StringComparison.Ordinal))
                {
                    rows.Add($"{table}: {string.Join(" | ", row.Values)}");
                }
            }
        }

        return rows;
    }

    /// <summary>What the bot answered to the message whose key holds that text; null until it has.</summary>
    public static async Task<string?> AnswerAsync(string folder, string key)
    {
        await using SqliteConnection connection = Open(folder);
        return await connection.ExecuteScalarAsync<string?>("SELECT body FROM chat_log WHERE author IS NULL AND instr(key, @key) > 0", new { key });
    }

    private static SqliteConnection Open(string folder)
    {
        SqliteConnection connection = new($"Data Source={Path.Combine(folder, KeptJournal.Database)};Mode=ReadWrite;Pooling=False;Default Timeout=30");
        connection.Open();
        return connection;
    }
}
