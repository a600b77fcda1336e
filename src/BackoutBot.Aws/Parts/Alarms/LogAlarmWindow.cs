using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.CloudWatch.Model;

namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>
/// How long a log alarm needs to show a change, at the latest: it judges so many results of a scheduled query, each of a range that begins some
/// time before the query runs (<c>LogAlarm</c> and <c>ScheduleConfiguration</c>, CloudWatch API reference).
/// </summary>
internal static partial class LogAlarmWindow
{
    public static TimeSpan Of(LogAlarm alarm)
    {
        var schedule = alarm.ScheduledQueryConfiguration?.ScheduleConfiguration;
        return (IntervalOf(schedule?.ScheduleExpression) * (alarm.QueryResultsToEvaluate ?? 1)) + TimeSpan.FromSeconds(schedule?.StartTimeOffset ?? 0);
    }

    // "Specify a rate() expression, for example rate(5 minutes)": ScheduleConfiguration.
    private static TimeSpan IntervalOf(string? expression) => Rate().Match(expression ?? "") is { Success: true } rate
        ? int.Parse(rate.Groups["count"].Value, CultureInfo.InvariantCulture) * rate.Groups["unit"].Value switch
        {
            "minute" => TimeSpan.FromMinutes(1),
            "hour" => TimeSpan.FromHours(1),
            _ => TimeSpan.FromDays(1),
        }
        : TimeSpan.Zero;

    [GeneratedRegex(@"^rate\((?<count>\d{1,6}) (?<unit>minute|hour|day)s?\)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rate();
}
