using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using BackoutBot.Aws.Reading;

namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>How an alarm, metric or composite, stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State"><c>OK</c>, <c>ALARM</c> or <c>INSUFFICIENT_DATA</c>.</param>
/// <param name="Reason">Why, in CloudWatch's words.</param>
/// <param name="Since">When it came to that state, UTC; null where CloudWatch does not say.</param>
/// <param name="ActionsEnabled">Whether its actions run at all.</param>
/// <param name="Actions">How many actions it takes when it goes off.</param>
/// <param name="SuppressedBy">What holds its actions back just now; null where nothing does.</param>
internal sealed record AlarmState(string Name, string State, string? Reason, DateTimeOffset? Since, bool ActionsEnabled, int Actions, string? SuppressedBy)
{
    /// <summary>How long it takes until it shows a change of its metric, at the latest: its period times its evaluation periods. Zero for a composite alarm.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>Whether it came to its state because there was nothing to measure. CloudWatch says so in the reason alone: "no datapoints were received for …".</summary>
    public bool IsForWantOfData => Reason?.Contains("no datapoints were received", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>Reads CloudWatch alarms.</summary>
internal static class AlarmReading
{
    private const string Api = "cloudwatch:DescribeAlarms";

    // DescribeAlarms takes at most 100 names.
    private const int MaxNames = 100;

    // Without types DescribeAlarms answers metric alarms only.
    private static readonly List<string> Types = [AlarmType.MetricAlarm.Value, AlarmType.CompositeAlarm.Value];

    /// <summary>The alarms of those names that exist.</summary>
    public static async Task<IReadOnlyDictionary<string, AlarmState>> AlarmsAsync(this AwsLook look, IReadOnlyList<string> names)
    {
        var found = new Dictionary<string, AlarmState>(StringComparer.Ordinal);
        foreach (var chunk in names.Distinct(StringComparer.Ordinal).Chunk(MaxNames))
        {
            DescribeAlarmsResponse answer;
            string? token = null;
            do
            {
                var page = token;
                answer = await look.CallAsync(
                    Api,
                    $"alarms {string.Join(", ", chunk)}",
                    (aws, cancel) => aws.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = [.. chunk], AlarmTypes = Types, NextToken = page }, cancel));
                foreach (var alarm in answer.MetricAlarms ?? [])
                {
                    found[alarm.AlarmName] = new AlarmState(alarm.AlarmName, alarm.StateValue?.Value ?? "unknown", alarm.StateReason, (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp).ToInstant(), alarm.ActionsEnabled == true, alarm.AlarmActions?.Count ?? 0, null)
                    {
                        Window = TimeSpan.FromSeconds((long)(alarm.Period ?? 0) * (alarm.EvaluationPeriods ?? 1)),
                    };
                }

                foreach (var alarm in answer.CompositeAlarms ?? [])
                {
                    found[alarm.AlarmName] = new AlarmState(alarm.AlarmName, alarm.StateValue?.Value ?? "unknown", alarm.StateReason, (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp).ToInstant(), alarm.ActionsEnabled == true, alarm.AlarmActions?.Count ?? 0, alarm.ActionsSuppressedBy?.Value);
                }

                token = answer.NextToken;
            }
            while (!string.IsNullOrEmpty(token));

            var seen = found.Values.OrderBy(alarm => alarm.Name, StringComparer.Ordinal).ToArray();
            look.Saw(Api, answer, seen.Select(alarm => alarm.ToString()), seen.Select(alarm => (alarm.Name, alarm.State)));
        }

        return found;
    }
}
