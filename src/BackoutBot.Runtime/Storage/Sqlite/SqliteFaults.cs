using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BackoutBot.Runtime.Storage.Sqlite;

/// <summary>Says in words what SQLite says in codes (https://sqlite.org/rescode.html).</summary>
internal static class SqliteFaults
{
    /// <summary>What is wrong with the database at <paramref name="path"/>, and what to do.</summary>
    public static StorageException Explain(Exception fault, string path) =>
        fault as StorageException ?? new StorageException($"The database {path} {Describe(fault, path)}", fault);

    private static string Describe(Exception fault, string path) => (fault as SqliteException)?.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => "can't grow: the disk is full. Free some space; nothing that was acknowledged is lost.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "is held by another process for too long. Only one bot may use a data directory, and no tool may keep a write transaction open on it.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => "is read-only. Give the bot's user write access to the file and to its directory.",
        raw.SQLITE_CANTOPEN => $"can't be opened. See that {path} is a file that the bot's user may read and write.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "is damaged or not a SQLite database. Move it and its -wal and -shm files away; then put a backup in its place, or begin anew without one.",
        raw.SQLITE_IOERR => $"can't be read or written: {fault.Message} Check the disk and its file system.",
        _ => $"could not be used: {fault.Message}",
    };
}
