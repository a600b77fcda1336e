using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using BackoutBot.Aws.Reading;

namespace BackoutBot.Aws.Parts.Alarms;

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
                    found[alarm.AlarmName] = new AlarmState(alarm.AlarmName, alarm.StateValue?.Value ?? "unknown", alarm.StateReason, (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp).ToInstant(), alarm.ActionsEnabled == true, alarm.AlarmActions ?? [])
                    {
                        Evaluation = alarm.EvaluationState?.Value,
                        Window = TimeSpan.FromSeconds((long)PeriodOf(alarm) * (alarm.EvaluationPeriods ?? 1)),
                    };
                }

                foreach (var alarm in answer.CompositeAlarms ?? [])
                {
                    found[alarm.AlarmName] = new AlarmState(alarm.AlarmName, alarm.StateValue?.Value ?? "unknown", alarm.StateReason, (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp).ToInstant(), alarm.ActionsEnabled == true, alarm.AlarmActions ?? [])
                    {
                        SuppressedBy = alarm.ActionsSuppressedBy?.Value,
                    };
                }

                token = answer.NextToken;
            }
            while (!string.IsNullOrEmpty(token));

            var seen = found.Values.OrderBy(alarm => alarm.Name, StringComparer.Ordinal).ToArray();
            look.Saw(Api, answer, seen.Select(Fact), seen.Select(alarm => (alarm.Name, alarm.State)));
        }

        return found;
    }

    /// <summary>The composite alarms whose rules name the alarm, and those whose rules name these.</summary>
    public static async Task<IReadOnlyList<AlarmState>> CompositesOverAsync(this AwsLook look, string name)
    {
        var over = new Dictionary<string, AlarmState>(StringComparer.Ordinal);
        Queue<string> asked = new([name]);
        while (asked.TryDequeue(out var child))
        {
            // Of parents DescribeAlarms tells the names and ARNs only.
            string[] parents = [.. (await look.ParentsAsync(child)).Where(parent => !over.ContainsKey(parent))];
            foreach (var parent in (parents.Length == 0 ? new Dictionary<string, AlarmState>(StringComparer.Ordinal) : await look.AlarmsAsync(parents)).Values)
            {
                over[parent.Name] = parent;
                asked.Enqueue(parent.Name);
            }
        }

        return [.. over.Values];
    }

    private static async Task<IReadOnlyList<string>> ParentsAsync(this AwsLook look, string name)
    {
        List<string> parents = [];
        string? token = null;
        do
        {
            var page = token;
            var answer = await look.CallAsync(
                Api,
                $"composite alarms over {name}",
                (aws, cancel) => aws.CloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { ParentsOfAlarmName = name, NextToken = page }, cancel));
            parents.AddRange((answer.CompositeAlarms ?? []).Select(alarm => alarm.AlarmName));
            token = answer.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        return parents;
    }

    // An alarm on metric math or on a band of expected values has its periods with its metrics.
    private static int PeriodOf(MetricAlarm alarm) =>
        alarm.Period ?? (alarm.Metrics ?? []).Select(metric => metric.Period ?? metric.MetricStat?.Period ?? 0).DefaultIfEmpty(0).Max();

    private static string Fact(AlarmState alarm) =>
        $"{alarm.Name} {alarm.State} {alarm.Since:O} {alarm.ActionsEnabled} [{string.Join(' ', alarm.Actions)}] {alarm.SuppressedBy} {alarm.Evaluation} {alarm.Window} {alarm.Reason}";
}
