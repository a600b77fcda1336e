using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using Dapper;
using Microsoft.Data.Sqlite;

namespace BackoutBot.EndToEnd.Tests.World;

/// <summary>Reads the bot's database from beside it, whether the bot runs or not.</summary>
internal sealed class Journal(string dataFolder)
{
    public const string Id = "checkout-api-1";

    /// <summary>What is on disk of a backout, the story's first if none is named; null before it began.</summary>
    public async Task<Backout?> FindAsync(string id = Id)
    {
        string path = Path.Combine(dataFolder, "backoutbot.db");
        if (!File.Exists(path))
        {
            return null;
        }

        await using SqliteConnection connection = new($"Data Source={path};Mode=ReadWrite;Pooling=False;Default Timeout=30");
        await connection.OpenAsync();
        await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.Serializable);
        if (await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'chat_log'", transaction: moment) == 0)
        {
            return null;
        }

        string? phase = await connection.ExecuteScalarAsync<string?>("SELECT phase FROM backouts WHERE id = @id", new { id }, moment);
        if (phase is null)
        {
            return null;
        }

        var entries = await connection.QueryAsync<Row>(
            "SELECT version AS Version, at AS At, actor AS Actor, cause AS Cause, traceparent AS TraceParent, event AS Event, previous_hash AS PreviousHash, hash AS Hash FROM journal WHERE backout = @id ORDER BY version",
            new { id },
            moment);
        var chat = await connection.QueryAsync<ChatRow>("SELECT key AS Key, author AS Author, channel AS Channel, thread AS Thread, only_for AS OnlyFor, body AS Body FROM chat_log ORDER BY position", transaction: moment);
        long unsent = await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM outbox WHERE state <> 1", transaction: moment);
        var outbox = await connection.QueryAsync<string>("SELECT key FROM outbox WHERE platform = 'console'", transaction: moment);
        long backouts = await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM backouts", transaction: moment);
        return new Backout(
            Enum.Parse<BackoutPhase>(phase),
            [.. entries.Select(row => row.ToEntry(id))],
            [.. chat.Select(row => new Said(row.Key, row.Author, row.Channel, row.Thread, row.OnlyFor, JournalJson.DeserializeBody(row.Body)))],
            [.. outbox],
            unsent,
            backouts);
    }

    /// <summary>Waits until the message was delivered on the platform.</summary>
    /// <returns>The platform's reference of it.</returns>
    public Task<string> DeliveredAsync(string platform, string key) => Eventually.GetAsync($"{key} on {platform}", async () =>
    {
        await using SqliteConnection connection = new($"Data Source={Path.Combine(dataFolder, "backoutbot.db")};Mode=ReadWrite;Pooling=False;Default Timeout=30");
        await connection.OpenAsync();
        return await connection.ExecuteScalarAsync<string?>("SELECT reference FROM outbox WHERE platform = @platform AND key = @key AND state = 1", new { platform, key });
    });

    /// <summary>Waits until a restore point is kept that says the text.</summary>
    public Task KeptAsync(string text) => Eventually.TrueAsync($"a restore point with {text}", async () =>
    {
        await using SqliteConnection connection = new($"Data Source={Path.Combine(dataFolder, "backoutbot.db")};Mode=ReadWrite;Pooling=False;Default Timeout=30");
        await connection.OpenAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM restore_points WHERE body LIKE @like", new { like = $"%{text}%" }) > 0;
    });

    /// <summary>Waits until the backout is as wanted.</summary>
    public async Task<Backout> UntilAsync(string what, Func<Backout, bool> wanted, string id = Id) =>
        await Eventually.GetAsync(what, async () => await FindAsync(id) is { } backout && wanted(backout) ? backout : null);

    private sealed record ChatRow(string Key, string? Author, string Channel, string? Thread, string? OnlyFor, string Body);

    private sealed record Row(long Version, string At, string? Actor, string Cause, string? TraceParent, string Event, string PreviousHash, string Hash)
    {
        public Entry ToEntry(string backout)
        {
            DateTimeOffset at = DateTimeOffset.Parse(At, styles: System.Globalization.DateTimeStyles.AssumeUniversal, formatProvider: null);
            string sealedAs = JournalChain.Hash(
                PreviousHash,
                new BackoutId(backout),
                Version,
                at,
                Actor is null ? null : new PersonId(Actor),
                new CommandKey(Cause),
                TraceParent,
                Event);
            return new Entry(Version, at, Actor, Cause, JournalJson.Deserialize(Event), PreviousHash, Hash, sealedAs == Hash);
        }
    }
}

/// <summary>A backout as it is on disk at one moment.</summary>
/// <param name="Phase">Its phase.</param>
/// <param name="Entries">The journal.</param>
/// <param name="Chat">What stands in the chat.</param>
/// <param name="Outbox">The keys of all messages that were ever to be sent.</param>
/// <param name="Unsent">How many of them are not, or were refused.</param>
/// <param name="Backouts">How many backouts there are in all.</param>
internal sealed record Backout(BackoutPhase Phase, IReadOnlyList<Entry> Entries, IReadOnlyList<Said> Chat, IReadOnlyList<string> Outbox, long Unsent, long Backouts)
{
    public long Version => Entries.Count == 0 ? 0 : Entries[^1].Version;

    public IEnumerable<T> Events<T>()
        where T : BackoutEvent => Entries.Select(entry => entry.Event).OfType<T>();

    /// <summary>The hash of the plan that is up now.</summary>
    public string Plan => Events<PlanProposed>().Last().Plan.Hash.Value;
}

/// <summary>A journal entry.</summary>
/// <param name="IsGenuine">Whether its hash is that of its content.</param>
internal sealed record Entry(long Version, DateTimeOffset At, string? Actor, string Cause, BackoutEvent Event, string PreviousHash, string Hash, bool IsGenuine);

/// <summary>A message of the chat log.</summary>
internal sealed record Said(string Key, string? Author, string Channel, string? Thread, string? OnlyFor, MessageBody Body);
