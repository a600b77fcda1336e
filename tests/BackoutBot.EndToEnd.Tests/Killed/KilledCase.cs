using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using BackoutBot.Core.Backouts;
using BackoutBot.EndToEnd.Tests.Crashes;
using BackoutBot.EndToEnd.Tests.Processes;
using BackoutBot.EndToEnd.Tests.World;
using BackoutBot.Walk.Tests.Accounts;
using BackoutBot.Walk.Tests.Endings;
using BackoutBot.Walk.Tests.Judging;
using Xunit.Abstractions;
using Said = BackoutBot.Walk.Tests.Judging.Said;

namespace BackoutBot.EndToEnd.Tests.Killed;

/// <summary>The bot is killed at one place, started again, and the backout ended in one way.</summary>
/// <param name="Point">Where it dies.</param>
/// <param name="Verb">What bob presses then: <c>abort</c> or <c>leave</c>; null where nobody ends it.</param>
internal sealed partial record KilledCase(CrashPoint Point, string? Verb)
{
    private static readonly TimeSpan BetweenPresses = TimeSpan.FromMilliseconds(500);

    /// <summary>Plays it with the programs as they are shipped.</summary>
    public async Task<KilledVerdict> PlayAsync()
    {
        long began = Stopwatch.GetTimestamp();
        Words words = new();
        int deaths = 0;
        BackoutPhase? end = null;
        List<string> faults = [];
        try
        {
            await StoryWorld.RunAsync(
                Pace.Fast,
                words,
                async world =>
                {
                    using CancellationTokenSource over = new();
                    TaskCompletionSource died = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    Task alive = world.Bot.KeepAliveAsync(
                        () =>
                        {
                            deaths++;
                            _ = died.TrySetResult();
                            return Task.CompletedTask;
                        },
                        over.Token);
                    try
                    {
                        (end, IReadOnlyList<string> found) = await EndAsync(world, died.Task);
                        faults.AddRange(found);
                    }
                    finally
                    {
                        await over.CancelAsync();
                        await alive;
                    }
                },
                Point.ToString());
        }
        catch (Xunit.Sdk.XunitException e)
        {
            faults.Add($"{e.Message}\n{words}");
        }

        return new KilledVerdict(this, deaths, end, faults, Stopwatch.GetElapsedTime(began));
    }

    public override string ToString() => $"{Verb ?? "go on"} after a kill {Point} ({Point.Events})";

    private async Task<(BackoutPhase End, IReadOnlyList<string> Faults)> EndAsync(StoryWorld world, Task died)
    {
        Backout planned = await world.ToApprovalAsync();
        await world.Bob.PressAsync(Journal.Id, "approve", "bob-approves-it", planned.Plan);
        if (Verb is not null)
        {
            // A point near the end may not exist in this story: then it ends by itself.
            _ = await Task.WhenAny(died, world.EndAsync());
            await PressUntilItEndsAsync(world);
        }

        Backout ended = await world.EndAsync();
        BackoutState state = ended.Entries.Aggregate(BackoutState.New(new(Journal.Id)), (before, entry) => before.Apply(entry.Event, entry.At, new(entry.Cause)));
        JsonElement calls = JsonSerializer.SerializeToElement(await world.Control.RawMutatingCallsAsync());
        AccountReading account = new(await world.Control.StateAsync(), calls.Deserialize<AccountWrite[]>(JsonSerializerOptions.Web)!);
        IReadOnlyList<string> card = Said.CardOf(state);
        string page = await world.Alice.PageAsync("/backouts");
        string[] listed = [.. Listed().Matches(LeftBy().Match(page).Value).Select(line => WebUtility.HtmlDecode(line.Groups["text"].Value))];
        Expectation expected = Verb switch
        {
            null => Expectation.RolledBack,
            "abort" => Expectation.NoPage,
            _ => Expectation.Named,
        };
        return (state.Phase, Judge.Faults(new Said(state.Phase, card, listed), account, Journal.Id, expected));
    }

    /// <summary>As the refusal advises where a step is at work: pause, let it end, ask again. Where nothing stands that could be left, it is aborted.</summary>
    private async Task PressUntilItEndsAsync(StoryWorld world)
    {
        for (int press = 1; await world.Journal.FindAsync() is { Phase: < BackoutPhase.RolledBack and not (BackoutPhase.Ending or BackoutPhase.Reviewing) } backout; press++)
        {
            await world.Bob.PressAsync(Journal.Id, "pause", $"bob-pauses-{press}", backout.Entries.Select(entry => entry.Event).OfType<Core.Backouts.Events.PlanProposed>().Last().Plan.Hash.Value);
            await world.Bob.PressAsync(Journal.Id, press % 4 == 0 ? "abort" : Verb!, $"bob-ends-it-{press}", input: "We roll forward.");
            await Task.Delay(BetweenPresses);
        }
    }

    /// <summary>What the console's front page lists as left by the backout.</summary>
    [GeneratedRegex("data-key=\"left:checkout-api-1\".*?</ul>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeftBy();

    [GeneratedRegex("<li>(?<text>[^<]*)</li>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listed();

    /// <summary>Keeps what a failed world has to say.</summary>
    private sealed class Words : ITestOutputHelper
    {
        private readonly System.Text.StringBuilder text = new();

        public void WriteLine(string message) => text.AppendLine(message);

        public void WriteLine(string format, params object[] args) => text.AppendFormat(null, format, args).AppendLine();

        public override string ToString() => text.ToString();
    }
}

/// <summary>What came of a case.</summary>
internal sealed record KilledVerdict(KilledCase Case, int Deaths, BackoutPhase? End, IReadOnlyList<string> Faults, TimeSpan Took)
{
    public bool IsWrong => Faults.Count > 0;

    public override string ToString() => $"{(IsWrong ? "wrong: " : "")}{Case} → {End}, died {Deaths} times, {Took.TotalSeconds:F1} s{(IsWrong ? $": {string.Join("; ", Faults)}" : "")}";
}
