using System.Diagnostics;
using System.Globalization;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.EndToEnd.Tests.Crashes;
using BackoutBot.EndToEnd.Tests.Processes;
using BackoutBot.EndToEnd.Tests.World;
using Xunit.Abstractions;

namespace BackoutBot.EndToEnd.Tests;

/// <summary>The bot and the sandbox die at every place of the story; the next processes go on where they were, and nothing is done twice.</summary>
[Collection(HeavyTests.Name)]
public sealed class CrashTests(ITestOutputHelper output)
{
    /// <summary><c>few</c> points (the default), or <c>all</c>.</summary>
    private const string PointsVariable = "BACKOUTBOT_CRASH_POINTS";

    [Fact]
    public async Task Given_the_bot_is_killed_at_a_journal_boundary_then_the_next_one_ends_the_story_and_nothing_is_doubled_or_lost()
    {
        bool all = Environment.GetEnvironmentVariable(PointsVariable) == "all";
        Backout uncrashed = await UncrashedAsync();
        IReadOnlyList<CrashPoint> points = all ? CrashPoint.All(uncrashed) : CrashPoint.Few(uncrashed);
        long began = Stopwatch.GetTimestamp();
        CrashRun[] runs = new CrashRun[points.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, points.Count),
            new ParallelOptions { MaxDegreeOfParallelism = all ? 2 : 1 },
            async (index, _) =>
            {
                runs[index] = await CrashRun.PlayAsync(points[index]);
                Record();
            });
        output.WriteLine(Record());

        Assert.All(runs, run => Assert.True(run.Failure is null, $"{run.Point}: {run.Failure}"));

        // A run in which nobody died would prove nothing. The tail's appends differ from run to run, so there a few may miss.
        Assert.All(runs.Where(run => run.Point.IsCertain), run => Assert.True(run.Deaths == 1, $"{run.Point}: the bot died {run.Deaths} times"));

        // It takes a quarter of an hour: who waits can read how far it is.
        string Record()
        {
            lock (runs)
            {
                string summary = new CrashSummary([.. runs.OfType<CrashRun>()], Stopwatch.GetElapsedTime(began)).ToString();
                if (all)
                {
                    string artifacts = Path.Combine(Repository.Root, "artifacts");
                    _ = Directory.CreateDirectory(artifacts);
                    File.WriteAllText(Path.Combine(artifacts, "crash-test.txt"), summary);
                }

                return summary;
            }
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(11)]
    public Task Given_the_bot_is_killed_at_any_moments_then_the_story_ends_well(int seed) =>
        StoryWorld.RunAsync(Pace.FastAfterSlowBeginning, output, async world =>
        {
            Random random = new(seed);
            using CancellationTokenSource over = new();
            int kills = 0;
            Task killing = world.Bot.KeepAliveAsync(() => Task.CompletedTask, over.Token);
            Task murderer = Task.Run(async () =>
            {
                while (kills < 5 && !over.IsCancellationRequested)
                {
                    // From a start that is not over yet to well into the work.
                    await Task.Delay(random.Next(500, 5000), over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    world.Bot.Kill();
                    kills++;
                }
            });
            Backout backout = await world.ToRolledBackAsync();
            await over.CancelAsync();
            await Task.WhenAll(killing, murderer);

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {kills} kills"));
            Assert.True(kills > 1);
            DoneOnce.Assert(backout, await world.Control.MutatingCallsAsync());
        });

    [Fact]
    public Task Given_the_sandbox_is_killed_while_steps_run_then_the_story_goes_on_when_it_is_back() =>
        StoryWorld.RunAsync(Pace.Fast, output, async world =>
        {
            Backout planned = await world.ToApprovalAsync();
            await world.Bob.PressAsync(Journal.Id, "approve", "bob-approves-it", planned.Plan);
            _ = await world.Journal.UntilAsync("a step to run", backout => backout.Events<StepStarted>().Any(started => started.Step.Value == "code-stop"));
            world.Sandbox.Kill();
            Assert.True(await world.Journal.FindAsync() is { Phase: Core.Backouts.BackoutPhase.Running });
            await world.Sandbox.StartAsync(world.Bot.Webhook);

            DoneOnce.Assert(await world.ClosedAsync(Core.Backouts.BackoutPhase.RolledBack), await world.Control.MutatingCallsAsync());
        });

    private async Task<Backout> UncrashedAsync()
    {
        Backout? backout = null;
        await StoryWorld.RunAsync(Pace.Fast, output, async world =>
        {
            backout = await world.ToRolledBackAsync();
            DoneOnce.Assert(backout, await world.Control.MutatingCallsAsync());
        });
        return backout!;
    }
}
