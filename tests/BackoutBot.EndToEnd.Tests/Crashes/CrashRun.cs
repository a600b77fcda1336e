using System.Diagnostics;
using BackoutBot.Core.Backouts;
using BackoutBot.EndToEnd.Tests.Processes;
using BackoutBot.EndToEnd.Tests.World;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace BackoutBot.EndToEnd.Tests.Crashes;

/// <summary>One story with one crash.</summary>
/// <param name="Point">Where the bot was to die.</param>
/// <param name="Deaths">How often it died.</param>
/// <param name="Phase">How far the story came.</param>
/// <param name="DoubledWrites">Writes to AWS that had their effect twice.</param>
/// <param name="LostApprovals">Approvals that were given and are not in the journal.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Failure">What is wrong, or null.</param>
internal sealed record CrashRun(CrashPoint Point, int Deaths, BackoutPhase? Phase, int DoubledWrites, int LostApprovals, TimeSpan Took, string? Failure)
{
    public static async Task<CrashRun> PlayAsync(CrashPoint point)
    {
        long began = Stopwatch.GetTimestamp();
        Words words = new();
        Backout? backout = null;
        IReadOnlyList<SandboxCall> calls = [];
        int deaths = 0;
        string? failure = null;
        try
        {
            await StoryWorld.RunAsync(
                point.IsEarly ? Pace.FastAfterSlowBeginning : Pace.Fast,
                words,
                async world =>
                {
                    using CancellationTokenSource over = new();
                    Task alive = world.Bot.KeepAliveAsync(
                        () =>
                        {
                            deaths++;
                            return Task.CompletedTask;
                        },
                        over.Token);
                    try
                    {
                        backout = await world.ToRolledBackAsync();
                    }
                    finally
                    {
                        await over.CancelAsync();
                        await alive;
                        backout ??= await world.Journal.FindAsync();
                        calls = await world.Control.MutatingCallsAsync();
                    }

                    DoneOnce.Assert(backout!, calls);
                },
                point.ToString());
        }
        catch (XunitException e)
        {
            failure = $"{e.Message}\n{words}";
        }

        return new CrashRun(
            point,
            deaths,
            backout?.Phase,
            DoneOnce.DoubledWrites(calls),
            backout is null ? 1 : DoneOnce.LostApprovals(backout),
            Stopwatch.GetElapsedTime(began),
            failure);
    }

    /// <summary>Keeps what a failed world has to say for the summary.</summary>
    private sealed class Words : ITestOutputHelper
    {
        private readonly System.Text.StringBuilder text = new();

        public void WriteLine(string message) => text.AppendLine(message);

        public void WriteLine(string format, params object[] args) => text.AppendFormat(null, format, args).AppendLine();

        public override string ToString() => text.ToString();
    }
}
