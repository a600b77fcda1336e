using System.Text.Json.Nodes;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Chat;
using BackoutBot.EndToEnd.Tests.Processes;
using BackoutBot.EndToEnd.Tests.World;
using BackoutBot.Tests.Journals;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace BackoutBot.EndToEnd.Tests.OldJournals;

/// <summary>The present version of the bot, started on one kept journal.</summary>
/// <param name="kept">The journal.</param>
/// <param name="freshAccount">A new account of the present sandbox.</param>
internal sealed class UpgradeRun(KeptJournal kept, JsonObject freshAccount) : ITestOutputHelper
{
    private const string Question = "carol-asks-what-is-open";

    private readonly System.Text.StringBuilder words = new();

    public KeptJournal Kept => kept;

    /// <summary>Whether the console shows the backout where the old version left it, or further on.</summary>
    public bool IsFolded { get; private set; }

    /// <summary>Whether the console says that the hash chain is whole.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Whether it came from where it was to production as it was.</summary>
    public bool IsCarried { get; private set; }

    /// <summary>Whether what was at work was still so when it was looked at.</summary>
    public bool IsSeenAtWork { get; private set; }

    /// <summary>Writes to AWS that had their effect twice, before and after the upgrade counted together.</summary>
    public int DoubledWrites { get; private set; }

    /// <summary>What is wrong, or null.</summary>
    public string? Failure { get; private set; }

    public async Task PlayAsync()
    {
        try
        {
            if (kept.IsOpen)
            {
                await StoryWorld.RunAsync(Carrying, this, CarryOnAsync, prepare: PrepareAsync);
            }
            else
            {
                // Nothing is to be done on AWS, so there is none.
                await StoryWorld.RunAsync(Looking, this, LookAsync, prepare: PrepareAsync, hasAws: false);
            }
        }
        catch (Exception e) when (e is XunitException or System.Text.Json.JsonException or InvalidOperationException or HttpRequestException)
        {
            // One that can't be read is told of beside the others.
            Failure = $"{e.Message}\n{words}";
        }
    }

    public void WriteLine(string message) => words.AppendLine(message);

    public void WriteLine(string format, params object[] args) => words.AppendFormat(null, format, args).AppendLine();

    // Slow enough for what was in flight to be still so, on most machines, when the bot is there to look.
    private Pace Carrying => Pace.Fast with { Speed = 1, BadReleaseAfter = TimeSpan.FromSeconds(0.3), PlanFile = kept.PlanFile };

    private Pace Looking => Pace.Fast with
    {
        PlanFile = kept.PlanFile,
        BotSettings = new Dictionary<string, string>(Pace.Fast.BotSettings, StringComparer.Ordinal)
        {
            ["Runtime__RestorePointInterval"] = "00:00:00",
        },
    };

    private async Task PrepareAsync(StoryWorld world)
    {
        kept.CopyTo(world.Bot.Data);

        // On what can't be read no bot gets ready: that is known sooner from here.
        Assert.Equal(kept.Facts.Phase, (await world.Journal.FindAsync())!.Phase.ToString());
        if (kept.IsOpen)
        {
            JsonObject account = JsonNode.Parse(await File.ReadAllTextAsync(kept.AccountFile))!.AsObject();
            _ = Directory.CreateDirectory(Path.GetDirectoryName(world.Sandbox.StateFile)!);
            await File.WriteAllTextAsync(world.Sandbox.StateFile, KeptAccount.Restore(account, freshAccount, DateTimeOffset.UtcNow - kept.Facts.AccountAt!.Value).ToJsonString());
        }
    }

    /// <summary>What is over is shown, and stays as it is.</summary>
    private async Task LookAsync(StoryWorld world)
    {
        IReadOnlyList<string> before = await StoredRows.ReadAsync(world.Bot.Data, Question);

        ConsolePage page = await PageAsync(world);
        IsFolded = page.Shows(kept.Facts.Phase);
        IsWhole = page.IsWhole(kept.Facts.Entries);
        Assert.True(IsFolded, $"The page says {page.State} of a backout that ended as {kept.Facts.Phase}.");
        Assert.True(IsWhole, $"The page says {page.Chain} of a chain of {kept.Facts.Entries} entries.");

        // What was not needed has no post-mortem.
        Assert.Equal(kept.Facts.Phase != nameof(BackoutPhase.NotNeeded), page.HasPostMortem);
        Assert.Contains($"<span>{ConsolePage.WordsOf(kept.Facts.Phase)}</span>", await world.Carol.PageAsync("/backouts"), StringComparison.Ordinal);

        // Whoever answers this has taken what lies in the inbox, and has looked for what is open.
        await world.Carol.SayAsync("#ops", "/backout list", Question);
        string answer = await Eventually.GetAsync("an answer", () => StoredRows.AnswerAsync(world.Bot.Data, Question));
        Assert.Contains("No backout is open.", answer, StringComparison.Ordinal);
        world.Bot.Kill();
        Assert.Equal(before, await StoredRows.ReadAsync(world.Bot.Data, Question));
    }

    /// <summary>What is not over is shown, and goes on to its end without doing anything again.</summary>
    private async Task CarryOnAsync(StoryWorld world)
    {
        Backout found = (await world.Journal.FindAsync())!;
        if (found.Phase is BackoutPhase.AwaitingApproval)
        {
            await ApproveAsync(world, found);
        }

        Backout backout = await world.ClosedAsync(BackoutPhase.RolledBack);
        ConsolePage page = await PageAsync(world);
        IsFolded = page.Shows(nameof(BackoutPhase.RolledBack)) && page.HasPostMortem;
        IsWhole = page.IsWhole(backout.Entries.Count) && backout.Entries[(int)kept.Facts.Entries - 1].Hash == kept.Facts.LastHash;
        Assert.True(IsFolded, $"The page says {page.State}, and as the post-mortem: {page.PostMortem}.");
        Assert.True(IsWhole, $"The page says {page.Chain} of a chain of {backout.Entries.Count} entries, of which the first {kept.Facts.Entries} end with {kept.Facts.LastHash}.");
        DoneOnce.AssertChain(backout);
        AssertSaidOnce(backout);

        IsSeenAtWork = backout.Entries.Skip((int)kept.Facts.Entries).Any(entry => entry.Event is StepProgressed);
        IReadOnlyList<SandboxCall> calls = await world.Control.MutatingCallsAsync();
        DoubledWrites = Writes.Doubled(backout, calls);
        Assert.Equal(Writes.Expected(backout), Writes.Effective(calls));
        Assert.Empty(backout.Events<StepFailed>());
        Assert.Empty(backout.Events<StepBecameUncertain>());
        AssertAsBefore(await world.Control.StateAsync());
        IsCarried = true;
    }

    private async Task ApproveAsync(StoryWorld world, Backout found)
    {
        ConsolePage waiting = await PageAsync(world);
        Assert.True(waiting.Shows(nameof(BackoutPhase.AwaitingApproval)), $"The page says {waiting.State}.");
        Assert.True(waiting.IsWhole(kept.Facts.Entries), $"The page says {waiting.Chain}.");

        // Who asked, and who has approved before the upgrade, count no more than before it.
        await world.Alice.PressAsync(Journal.Id, "approve", "alice-approves-again", found.Plan);
        await world.Carol.PressAsync(Journal.Id, "approve", "carol-approves-again", found.Plan);
        Backout refused = await world.Journal.UntilAsync("both refusals", backout => backout.Events<CommandRefused>().Count() == found.Events<CommandRefused>().Count() + 2);
        Assert.Equal(BackoutPhase.AwaitingApproval, refused.Phase);
        Assert.Equal(
            [("alice", RefusalCode.RequesterCannotApprove), ("carol", RefusalCode.AlreadyApproved)],
            refused.Events<CommandRefused>().TakeLast(2).Select(one => (one.By.Value, one.Code)).Order());

        await world.Bob.PressAsync(Journal.Id, "approve", "bob-approves-it", found.Plan);
    }

    private async Task<ConsolePage> PageAsync(StoryWorld world) => new(await world.Carol.PageAsync($"/backouts/{kept.Facts.Backout}"));

    private static void AssertSaidOnce(Backout backout)
    {
        _ = Assert.Single(backout.Chat, said => said.Body is CardBody);
        _ = Assert.Single(backout.Chat, said => said.Body is DocumentBody { Title: var title } && title.StartsWith("Post-mortem: ", StringComparison.Ordinal));
        Assert.Equal(
            backout.Outbox.Order(StringComparer.Ordinal),
            backout.Chat.Where(said => said.Author is null).Select(said => said.Key).Order(StringComparer.Ordinal));
        Assert.All(
            backout.Events<AnnouncementMade>().GroupBy(made => (made.Audience, made.Channel, made.Occasion)),
            occasion => Assert.Single(occasion));
    }

    private static void AssertAsBefore(JsonNode account)
    {
        Assert.All(account["instances"]!.AsArray(), instance => Assert.Equal(("v2.3.1", "healthy"), ((string)instance!["version"]!, (string)instance["target"]!)));
        Assert.Empty(account["rules"]!.AsArray());
        Assert.Contains(account["records"]!.AsArray(), record => (string)record!["name"]! == "api.shop.example." && (string)record["values"]![0]! == "checkout-v231.shop.example.");
    }
}
