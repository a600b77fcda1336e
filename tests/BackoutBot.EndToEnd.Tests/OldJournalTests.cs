using System.Diagnostics;
using System.Text.Json.Nodes;
using BackoutBot.EndToEnd.Tests.OldJournals;
using BackoutBot.EndToEnd.Tests.Processes;
using BackoutBot.EndToEnd.Tests.World;
using BackoutBot.Tests.Journals;
using Xunit.Abstractions;

namespace BackoutBot.EndToEnd.Tests;

/// <summary>The present bot, started on what earlier versions left: <c>tests/Journals</c>.</summary>
[Collection(HeavyTests.Name)]
public sealed class OldJournalTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Given_the_journals_of_earlier_versions_then_what_is_over_is_shown_as_it_was_and_what_is_open_comes_to_its_end_with_nothing_done_twice()
    {
        long began = Stopwatch.GetTimestamp();
        JsonObject account = await FreshAccountAsync();

        // Those that have some way to go first: they take longest, and leave the processor idle while AWS works.
        UpgradeRun[] runs = [.. KeptJournal.All.OrderByDescending(kept => kept.IsOpen).Select(kept => new UpgradeRun(kept, account))];
        await Parallel.ForEachAsync(runs, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (run, _) => await run.PlayAsync());

        string summary = new UpgradeSummary(runs, Stopwatch.GetElapsedTime(began)).ToString();
        output.WriteLine(summary);
        string artifacts = Path.Combine(Repository.Root, "artifacts");
        _ = Directory.CreateDirectory(artifacts);
        await File.WriteAllTextAsync(Path.Combine(artifacts, "old-journals.txt"), summary);
        Assert.All(runs, run => Assert.True(run.Failure is null, $"{run.Kept.Name} ({run.Kept.Facts.Way}): {run.Failure}"));
        Assert.All(runs, run => Assert.True(run is { IsFolded: true, IsWhole: true, DoubledWrites: 0 } && run.IsCarried == run.Kept.IsOpen, run.Kept.Name));
        Assert.True(runs.Length > 0 && runs.Any(run => run.IsCarried), "No journal is kept.");
    }

    /// <summary>The account as the present sandbox makes it.</summary>
    private static async Task<JsonObject> FreshAccountAsync()
    {
        string folder = Directory.CreateTempSubdirectory("backoutbot-account-").FullName;
        try
        {
            using SandboxProcess sandbox = new(folder, Pace.Fast);
            await sandbox.StartAsync();
            sandbox.Kill();
            return JsonNode.Parse(await File.ReadAllTextAsync(sandbox.StateFile))!.AsObject();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
