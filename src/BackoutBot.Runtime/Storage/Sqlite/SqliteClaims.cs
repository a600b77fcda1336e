using System.Data;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using Dapper;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>Which backout works on which resource. A row of a closed backout means nothing; an open one's is removed once it is done with the resource.</summary>
internal static class SqliteClaims
{
    public static ResourceHolder? FindHolder(IDbConnection connection, BackoutId other, IReadOnlyList<string> resources)
    {
        foreach (var resource in resources)
        {
            if (connection.ExecuteScalar<string?>(
                "SELECT backout FROM claims JOIN backouts ON backouts.id = claims.backout WHERE resource = @resource AND is_open = 1 AND backout <> @other",
                new { resource, other = other.Value }) is { } holder)
            {
                return new ResourceHolder(new BackoutId(holder), resource);
            }
        }

        return null;
    }

    public static void Free(IDbConnection connection, BackoutId backout) =>
        connection.Execute("DELETE FROM claims WHERE backout = @backout", new { backout = backout.Value });

    public static void Take(IDbConnection connection, BackoutId backout, IReadOnlyList<string> resources)
    {
        foreach (var resource in resources)
        {
            connection.Execute(
                "INSERT INTO claims (resource, backout) VALUES (@resource, @backout) ON CONFLICT (resource) DO UPDATE SET backout = excluded.backout",
                new { resource, backout = backout.Value });
        }
    }
}
