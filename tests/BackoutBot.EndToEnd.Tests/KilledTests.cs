using BackoutBot.Core.Backouts.Events;
using BackoutBot.EndToEnd.Tests.Crashes;
using BackoutBot.EndToEnd.Tests.Killed;
using BackoutBot.EndToEnd.Tests.World;
using Xunit.Abstractions;

namespace BackoutBot.EndToEnd.Tests;

/// <summary>The bot dies, comes back, and the backout is ended: what it then says is held against the account, as in the walk in one process.</summary>
[Collection(HeavyTests.Name)]
public sealed class KilledTests(ITestOutputHelper output)
{
    /// <summary><c>few</c> cases (the default), or <c>all</c>, which is a sample of sixty.</summary>
    private const string CasesVariable = "BACKOUTBOT_WALK";

    private static readonly string?[] Verbs = ["abort", "leave", null];

    [Fact]
    public async Task Given_the_bot_is_killed_and_started_again_when_the_backout_is_ended_then_the_account_is_as_it_says()
    {
        bool all = Environment.GetEnvironmentVariable(CasesVariable) == "all";
        IReadOnlyList<CrashPoint> points = await PointsAsync();
        KilledCase[] possible = [.. points.SelectMany(point => Verbs.Select(verb => new KilledCase(point, verb)))];
        KilledCase[] cases = Spread(possible, all ? 60 : 2);
        List<KilledVerdict> verdicts = [];
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = all ? 2 : 1 }, async (one, _) =>
        {
            KilledVerdict verdict = await one.PlayAsync();
            lock (verdicts)
            {
                verdicts.Add(verdict);
                Record(all);
            }
        });
        Record(all);
        output.WriteLine(Summary());

        Assert.Empty(verdicts.Where(verdict => verdict.IsWrong).Select(verdict => verdict.ToString()));
        Assert.Contains(verdicts, verdict => verdict.Deaths == 1);

        string Summary() =>
            $"{string.Join('\n', verdicts)}\nkilled: {verdicts.Count} run / {possible.Length} possible / {verdicts.Count(verdict => verdict.IsWrong)} wrong, {verdicts.Count(verdict => verdict.Deaths == 0)} where nobody died";

        // It takes minutes: who waits can read how far it is.
        void Record(bool isAwaited)
        {
            if (isAwaited)
            {
                DirectoryInfo artifacts = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts"));
                File.WriteAllText(Path.Combine(artifacts.FullName, "walk-killed.txt"), Summary() + "\n");
            }
        }
    }

    /// <summary>Both sides of every move of the steps, in a story that nobody ends.</summary>
    private async Task<IReadOnlyList<CrashPoint>> PointsAsync()
    {
        Backout? backout = null;
        await StoryWorld.RunAsync(Pace.Fast, output, async world => backout = await world.ToRolledBackAsync());
        long approved = backout!.Entries.First(entry => entry.Event is PlanApproved).Version;
        return [.. CrashPoint.All(backout).Where(point => point.Version >= approved && point.Events.Contains("Step", StringComparison.Ordinal) && point.Events != nameof(StepProgressed))];
    }

    private static KilledCase[] Spread(KilledCase[] all, int count) =>
        all.Length <= count ? all : [.. Enumerable.Range(0, count).Select(index => all[(int)((long)index * all.Length / count)])];
}
