using Microsoft.Data.Sqlite;

namespace BackoutBot.Benchmarks.Suites;

/// <summary>Looks into the database of a bot that was killed, for what it had acknowledged.</summary>
internal static class InboxAudit
{
    /// <summary>Throws where an acknowledged message is not in the inbox; else answers how many of all messages were still to be read.</summary>
    public static int Check(string data, IEnumerable<string> acknowledged)
    {
        var path = Directory.EnumerateFiles(data, "*.db", SearchOption.AllDirectories).Single();
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var pending = 0;
        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT key, status FROM inbox WHERE source = 'sns'";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                // The key is the topic and the message id: ids are unique within a topic only.
                var key = reader.GetString(0);
                kept.Add(key[(key.LastIndexOf('|') + 1)..]);
                pending += reader.GetInt32(1) == 0 ? 1 : 0;
            }
        }

        var lost = acknowledged.Where(id => !kept.Contains(id)).ToList();
        return lost.Count == 0
            ? pending
            : throw new BenchmarkException($"{lost.Count} messages were acknowledged and are not in the inbox of {path}, {lost[0]} first.");
    }
}
