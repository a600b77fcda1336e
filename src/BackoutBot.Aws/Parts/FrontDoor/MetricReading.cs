using System.Globalization;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using BackoutBot.Aws.Reading;

namespace BackoutBot.Aws.Parts.FrontDoor;

/// <summary>One metric, by the minute.</summary>
/// <param name="Namespace">Whose it is, such as <c>AWS/ApplicationELB</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Statistic">What is made of a minute's values, such as <c>Sum</c>.</param>
/// <param name="Dimensions">What it is of.</param>
internal sealed record MetricByMinute(string Namespace, string Name, string Statistic, params IReadOnlyList<(string Name, string Value)> Dimensions);

/// <summary>What CloudWatch has of one metric.</summary>
/// <param name="Minutes">The value by the beginning of its minute, UTC; a minute without data is not there.</param>
/// <param name="IsComplete">Whether that is all of what was asked for.</param>
internal sealed record MetricSeries(IReadOnlyDictionary<DateTimeOffset, double> Minutes, bool IsComplete)
{
    /// <summary>All of it together.</summary>
    public double Sum => Minutes.Values.Sum();
}

/// <summary>Reads CloudWatch's metrics.</summary>
internal static class MetricReading
{
    private const string Api = "cloudwatch:GetMetricData";
    private const int Period = 60;

    /// <summary>Those metrics, in their order, from one instant (inclusive) to another (exclusive), both at the beginning of a minute: in one call, and its further pages.</summary>
    public static async Task<IReadOnlyList<MetricSeries>> MetricsAsync(this AwsLook look, string what, IReadOnlyList<MetricByMinute> metrics, DateTimeOffset from, DateTimeOffset to)
    {
        var minutes = metrics.Select(_ => new SortedDictionary<DateTimeOffset, double>()).ToArray();
        var complete = new bool[metrics.Count];
        GetMetricDataResponse answer;
        string? token = null;
        do
        {
            var page = token;
            answer = await look.CallAsync(Api, what, (aws, cancel) => aws.CloudWatch.GetMetricDataAsync(Request(metrics, from, to, page), cancel));
            foreach (var result in answer.MetricDataResults ?? [])
            {
                var index = int.Parse(result.Id.AsSpan(1), CultureInfo.InvariantCulture);
                complete[index] = result.StatusCode == StatusCode.Complete;
                foreach (var (at, value) in (result.Timestamps ?? []).Zip(result.Values ?? []))
                {
                    minutes[index][((DateTime?)at).ToInstant()!.Value] = value;
                }
            }

            token = answer.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        look.Saw(
            Api,
            answer,
            metrics.Zip(minutes).SelectMany(one => one.Second.Select(minute => string.Create(CultureInfo.InvariantCulture, $"{Name(one.First)} {minute.Key:O} {minute.Value}"))),
            metrics.Zip(minutes).Select(one => (Name(one.First), one.Second.Count == 0 ? "no data" : string.Join(' ', one.Second.Values.TakeLast(5).Select(value => value.ToString(CultureInfo.InvariantCulture))))));
        return [.. minutes.Zip(complete, (one, whole) => new MetricSeries(one, whole))];
    }

    private static string Name(MetricByMinute metric) => $"{metric.Name} {metric.Dimensions[0].Value}";

    private static GetMetricDataRequest Request(IReadOnlyList<MetricByMinute> metrics, DateTimeOffset from, DateTimeOffset to, string? token) => new()
    {
        StartTime = from.UtcDateTime,
        EndTime = to.UtcDateTime,
        ScanBy = ScanBy.TimestampAscending,
        NextToken = token,
        MetricDataQueries =
        [
            .. metrics.Select((metric, index) => new MetricDataQuery
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"m{index}"),
                MetricStat = new MetricStat
                {
                    Metric = new Metric { Namespace = metric.Namespace, MetricName = metric.Name, Dimensions = [.. metric.Dimensions.Select(one => new Dimension { Name = one.Name, Value = one.Value })] },
                    Period = Period,
                    Stat = metric.Statistic,
                },
            }),
        ],
    };
}
