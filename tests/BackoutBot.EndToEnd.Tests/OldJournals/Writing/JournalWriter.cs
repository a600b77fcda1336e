using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.EndToEnd.Tests.World;
using BackoutBot.Tests.Journals;
using Dapper;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace BackoutBot.EndToEnd.Tests.OldJournals.Writing;

/// <summary>Plays a recipe and keeps what the bot left.</summary>
/// <param name="commit">The folder of <c>tests/Journals</c> that it goes to, named after the commit whose programs are run.</param>
/// <param name="output">Where a failure is told.</param>
internal sealed class JournalWriter(string commit, ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>How many attempts it took.</returns>
    public async Task<int> WriteAsync(JournalRecipe recipe)
    {
        for (int attempt = 0; attempt < recipe.Attempts; attempt++)
        {
            bool kept = false;
            await StoryWorld.RunAsync(recipe.Pace, output, async world =>
            {
                await recipe.Tell(new Teller(world, attempt));
                if (!recipe.IsOpen && await EndedOtherwiseAsync(world, recipe))
                {
                    return;
                }

                // As a power cut would: the bot first, and the account before it has gone on by itself.
                world.Bot.Kill();
                DateTimeOffset at = DateTimeOffset.UtcNow;
                world.Sandbox.Kill();
                await KeepAsync(recipe, world, at);
                kept = true;
            });
            if (kept)
            {
                return attempt + 1;
            }
        }

        throw new Xunit.Sdk.XunitException($"{recipe.Name}: {recipe.Attempts} attempts, and none ended by {recipe.Left}.");
    }

    /// <summary>Waits for the end. Where it hangs on the moment, another is no failure but one more attempt.</summary>
    private static async Task<bool> EndedOtherwiseAsync(StoryWorld world, JournalRecipe recipe)
    {
        bool mayFail = recipe.Attempts > 1;
        Backout backout = await world.Journal.UntilAsync("the backout to be closed", one => (one.Phase >= BackoutPhase.RolledBack && one.Unsent == 0) || (mayFail && one.Events<CommandRefused>().Any()));
        if (backout.Phase == recipe.Phase && Left(backout) == recipe.Left)
        {
            return false;
        }

        return mayFail ? true : throw new Xunit.Sdk.XunitException($"{recipe.Name}: it ended as {backout.Phase}, by {Left(backout)}.");
    }

    private static (BackoutPhase From, BackoutTrigger By)? Left(Backout backout) =>
        backout.Events<PhaseEntered>().LastOrDefault(entered => entered.To is BackoutPhase.Reviewing or BackoutPhase.NotNeeded) is { } left ? (left.From, left.Trigger) : null;

    private async Task KeepAsync(JournalRecipe recipe, StoryWorld world, DateTimeOffset at)
    {
        string name = $"{commit}/{recipe.Name}";
        string folder = Path.Combine(KeptJournal.Root, name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        _ = Directory.CreateDirectory(folder);
        string database = Path.Combine(world.Bot.Data, KeptJournal.Database);
        await using (SqliteConnection connection = new($"Data Source={database};Pooling=False"))
        {
            await connection.OpenAsync();
            _ = await connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE);");
        }

        Assert.False(File.Exists(database + "-wal"), "The log was not copied back into the database.");
        Backout backout = (await world.Journal.FindAsync())!;
        Assert.Equal(recipe.Phase, backout.Phase);
        DoneOnce.AssertChain(backout);
        File.Copy(Path.Combine(world.Folder, "plans", "checkout-api.yaml"), Path.Combine(folder, "checkout-api.yaml"));
        if (recipe.IsOpen)
        {
            JsonObject account = KeptAccount.ToKeep(JsonNode.Parse(await File.ReadAllTextAsync(world.Sandbox.StateFile))!.AsObject());
            await File.WriteAllTextAsync(Path.Combine(folder, "account.json"), account.ToJsonString(Format) + "\n");
        }

        var left = recipe.IsOpen ? null : recipe.Left;
        KeptJournal.Keep(name, database, new KeptFacts(
            recipe.Way,
            Journal.Id,
            backout.Phase.ToString(),
            left?.From.ToString(),
            left?.By.ToString(),
            backout.Entries.Count,
            backout.Entries[^1].Hash,
            recipe.IsOpen ? at : null));
    }
}
