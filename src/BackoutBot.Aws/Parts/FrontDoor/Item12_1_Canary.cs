using System.Globalization;
using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Parts.FrontDoor;

/// <summary>12.1 Verify the previous version is functioning correctly: a CloudWatch Synthetics canary, which does what a customer does, finds nothing amiss.</summary>
internal sealed class Item12_1_Canary(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsCheck("12.1", catalogue, clients, time)
{
    private const string Namespace = "CloudWatchSynthetics";

    // A schedule by rate is of one hour at most: CanaryScheduleInput, Synthetics API reference. Two runs tell how often it runs.
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan LookedBack = 3 * LongestInterval;

    public override bool SeesHowServiceIs => true;

    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        foreach (var door in resources.Of<CanaryFrontDoor>())
        {
            var since = MetricMinutes.Since(context);
            var from = context.ProvesSince is { } proves && proves < Now ? proves - LookedBack : Now - LookedBack;
            var series = await look.In(door.Account).MetricsAsync($"canary {door.Canary}", [Metric(door, "SuccessPercent", "Minimum"), Metric(door, "Duration", "Maximum")], MetricMinutes.Floor(from), MetricMinutes.Ceiling(Now));
            if (!series.All(one => one.IsComplete))
            {
                findings.Unknown($"CloudWatch did not tell all of what the canary {door.Canary} found.", "Wait for the next look.");
                continue;
            }

            var runs = series[0].Minutes
                .Select(minute => new CanaryRun(minute.Key, minute.Value, series[1].Minutes.TryGetValue(minute.Key, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : null))
                .OrderBy(run => run.Told).ToArray();
            var interval = runs.Length > 1 ? runs[^1].Told - runs[^2].Told : LongestInterval;
            if (runs.Length > 1)
            {
                findings.Settles(interval + (runs[^1].Took ?? TimeSpan.Zero) + MetricMinutes.Length + MetricMinutes.Late);
            }

            var counted = runs.Where(run => since is null || run.BeganAfter(since.Value)).ToArray();
            Judge(door.Canary, context.ProvesSince is null ? [.. counted.TakeLast(1)] : counted, interval, context.ProvesSince is not null, findings);
        }
    }

    private void Judge(string canary, CanaryRun[] runs, TimeSpan interval, bool proves, Findings findings)
    {
        if (runs.Length == 0)
        {
            NotRun(canary, proves ? "has made no whole run that is known since all that the backout had put up was gone" : "has made no run that is known", findings);
        }
        else if (runs.LastOrDefault(run => run.SuccessPercent < 100) is { } failed)
        {
            findings.Fail(
                $"{runs.Count(run => run.SuccessPercent < 100)} of {Runs(runs.Length)} of the canary {canary} did not succeed, the last of them at {Clock(failed.Told)}.",
                $"See in CloudWatch Synthetics what the canary {canary} met.");
        }
        else if (runs[^1].Told + (2 * interval) + MetricMinutes.Length + MetricMinutes.Late < Now)
        {
            NotRun(canary, $"has not run since {Clock(runs[^1].Told)}", findings);
        }
        else
        {
            findings.Pass($"{(runs.Length == 1 ? "The last run" : $"All {Runs(runs.Length)}")} of the canary {canary} succeeded, the last one at {Clock(runs[^1].Told)}.");
        }
    }

    private static void NotRun(string canary, string what, Findings findings) =>
        findings.Unknown($"The canary {canary} {what}.", $"Wait for its next run; if it is stopped, start it: aws synthetics start-canary --name {canary}");

    private static string Runs(int count) => count == 1 ? "1 run" : $"{count} runs";

    private static string Clock(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at:HH:mm} UTC");

    private static MetricByMinute Metric(CanaryFrontDoor door, string name, string statistic) => new(Namespace, name, statistic, [("CanaryName", door.Canary)]);

    /// <param name="Told">The beginning of the minute that its metrics carry.</param>
    /// <param name="SuccessPercent">100 where it found nothing amiss.</param>
    /// <param name="Took">How long it took; null where that is not told.</param>
    private sealed record CanaryRun(DateTimeOffset Told, double SuccessPercent, TimeSpan? Took)
    {
        // Whether the metrics carry the time of its beginning or of its end is not documented: so long before, it had not begun in either case.
        // A good run of which it isn't known how long it took proves nothing; a bad one may be told at once.
        public bool BeganAfter(DateTimeOffset instant) => Took is null ? SuccessPercent < 100 && Told >= instant : Told - Took.Value >= instant;
    }
}
