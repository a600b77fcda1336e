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

    // A rule may name a hundred alarms, composite ones among them, and so on in a circle. Of more than these the windows are left out, so that a rollback may be called unproven early, and never proven.
    private const int MaxComposites = 20;

    // Without types DescribeAlarms answers metric alarms only.
    private static readonly List<string> Types = [AlarmType.MetricAlarm.Value, AlarmType.CompositeAlarm.Value, AlarmType.LogAlarm.Value];

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
                        IsComposite = true,
                        SuppressedBy = alarm.ActionsSuppressedBy?.Value,
                    };
                }

                foreach (var alarm in answer.LogAlarms ?? [])
                {
                    found[alarm.AlarmName] = new AlarmState(alarm.AlarmName, alarm.StateValue?.Value ?? "unknown", alarm.StateReason, (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp).ToInstant(), alarm.ActionsEnabled == true, alarm.AlarmActions ?? [])
                    {
                        Evaluation = alarm.EvaluationState?.Value,
                        Window = LogAlarmWindow.Of(alarm),
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

    /// <summary>The longest window of those that the composite alarms stand on, by whatever composite alarms there are between.</summary>
    public static async Task<TimeSpan> WindowBelowAsync(this AwsLook look, IEnumerable<AlarmState> alarms)
    {
        AlarmState[] given = [.. alarms];
        var known = given.Select(alarm => alarm.Name).ToHashSet(StringComparer.Ordinal);
        Queue<string> asked = new(given.Where(alarm => alarm.IsComposite).Select(alarm => alarm.Name));
        var longest = TimeSpan.Zero;
        for (var left = MaxComposites; left > 0 && asked.TryDequeue(out var composite); left--)
        {
            // Of children DescribeAlarms tells neither period nor periods.
            string[] children = [.. (await look.ChildrenAsync(composite)).Where(known.Add)];
            foreach (var child in (children.Length == 0 ? new Dictionary<string, AlarmState>(StringComparer.Ordinal) : await look.AlarmsAsync(children)).Values)
            {
                longest = longest > child.Window ? longest : child.Window;
                if (child.IsComposite)
                {
                    asked.Enqueue(child.Name);
                }
            }
        }

        return longest;
    }

    private static Task<IReadOnlyList<string>> ParentsAsync(this AwsLook look, string name) =>
        look.RelatedAsync($"composite alarms over {name}", page => new DescribeAlarmsRequest { ParentsOfAlarmName = name, NextToken = page });

    private static Task<IReadOnlyList<string>> ChildrenAsync(this AwsLook look, string name) =>
        look.RelatedAsync($"alarms of the composite alarm {name}", page => new DescribeAlarmsRequest { ChildrenOfAlarmName = name, NextToken = page });

    private static async Task<IReadOnlyList<string>> RelatedAsync(this AwsLook look, string what, Func<string?, DescribeAlarmsRequest> ask)
    {
        List<string> related = [];
        string? token = null;
        do
        {
            var page = token;
            var answer = await look.CallAsync(
                Api,
                what,
                (aws, cancel) => aws.CloudWatch.DescribeAlarmsAsync(ask(page), cancel));
            related.AddRange((answer.CompositeAlarms ?? []).Select(alarm => alarm.AlarmName).Concat((answer.MetricAlarms ?? []).Select(alarm => alarm.AlarmName)).Concat((answer.LogAlarms ?? []).Select(alarm => alarm.AlarmName)));
            token = answer.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        return related;
    }

    // An alarm on metric math or on a band of expected values has its periods with its metrics.
    private static int PeriodOf(MetricAlarm alarm) =>
        alarm.Period ?? (alarm.Metrics ?? []).Select(metric => metric.Period ?? metric.MetricStat?.Period ?? 0).DefaultIfEmpty(0).Max();

    private static string Fact(AlarmState alarm) =>
        $"{alarm.Name} {alarm.State} {alarm.Since:O} {alarm.ActionsEnabled} [{string.Join(' ', alarm.Actions)}] {alarm.SuppressedBy} {alarm.Evaluation} {alarm.Window} {alarm.Reason}";
}
