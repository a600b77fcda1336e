using System.IO.Compression;
using System.Text.Json;

namespace BackoutBot.Tests.Journals;

/// <summary>A database as an earlier version of the bot left it, with what is needed to go on from there: one folder of <c>tests/Journals</c>.</summary>
/// <param name="Name">Its folder, such as <c>e855bc2/denied</c>.</param>
/// <param name="Facts">What that version had written by then.</param>
internal sealed record KeptJournal(string Name, KeptFacts Facts)
{
    /// <summary>The bot's name for its database.</summary>
    public const string Database = "backoutbot.db";

    private const string Compressed = $"{Database}.gz";
    private const string FactsFile = "kept.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The folder of all of them.</summary>
    public static string Root { get; } = Find();

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<KeptJournal> All { get; } =
    [
        .. Directory.EnumerateFiles(Root, FactsFile, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, Path.GetDirectoryName(file)!).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    /// <summary>The plan file that the backout was made with.</summary>
    public string PlanFile => Path.Combine(Root, Name, "checkout-api.yaml");

    /// <summary>The sandbox's account at that moment; only beside a backout that is not over.</summary>
    public string AccountFile => Path.Combine(Root, Name, "account.json");

    /// <summary>Whether the backout is to be carried to its end yet.</summary>
    public bool IsOpen => Facts.AccountAt is not null;

    /// <summary>Copies the database into a folder, where a bot may go on with it.</summary>
    public void CopyTo(string folder)
    {
        _ = Directory.CreateDirectory(folder);
        using FileStream database = File.Create(Path.Combine(folder, Database));
        using GZipStream kept = new(File.OpenRead(Path.Combine(Root, Name, Compressed)), CompressionMode.Decompress);
        kept.CopyTo(database);
    }

    /// <summary>Keeps a database and the facts of it.</summary>
    public static void Keep(string name, string database, KeptFacts facts)
    {
        using (FileStream from = File.OpenRead(database))
        using (GZipStream kept = new(File.Create(Path.Combine(Root, name, Compressed)), CompressionLevel.SmallestSize))
        {
            from.CopyTo(kept);
        }

        File.WriteAllText(Path.Combine(Root, name, FactsFile), JsonSerializer.Serialize(facts, Format) + "\n");
    }

    private static KeptJournal Read(string name) =>
        new(name, JsonSerializer.Deserialize<KeptFacts>(File.ReadAllText(Path.Combine(Root, name, FactsFile)), Format)!);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BackoutBot.sln")))
            {
                return Path.Combine(folder.FullName, "tests", "Journals");
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds BackoutBot.sln.");
    }
}

/// <summary>What a kept database holds, as it was when it was kept.</summary>
/// <param name="Way">How the backout came there, for people.</param>
/// <param name="Backout">The backout.</param>
/// <param name="Phase">The phase that it is in.</param>
/// <param name="LeftFrom">Where it was when it ended, before its post-mortem; null where it has not ended.</param>
/// <param name="LeftBy">What ended it; null where it has not ended.</param>
/// <param name="Entries">How many entries its journal has.</param>
/// <param name="LastHash">The hash of the last one.</param>
/// <param name="AccountAt">The moment that the account beside it is of, UTC; null where there is none.</param>
internal sealed record KeptFacts(string Way, string Backout, string Phase, string? LeftFrom, string? LeftBy, long Entries, string LastHash, DateTimeOffset? AccountAt);
