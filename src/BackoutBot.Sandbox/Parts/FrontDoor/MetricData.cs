using System.Text.RegularExpressions;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Story;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Parts.FrontDoor;

/// <summary>CloudWatch's GetMetricData, of what the load balancer's targets answered and what the canaries found. A minute's data comes late.</summary>
internal sealed partial class MetricData(Scenario scenario, Pace pace)
{
    // GetMetricData, CloudWatch API reference.
    private const int MostQueries = 500;
    private const int MostPoints = 100_800;

    private static readonly string[] Statistics = ["Sum", "SampleCount", "Average", "Minimum", "Maximum"];

    public StructureReply Get(OperationCall call)
    {
        var queries = call.Query.Structures("MetricDataQueries").ConvertAll(Read);
        var from = call.Query.Time("StartTime") ?? throw QueryParameters.Missing("StartTime");
        var to = call.Query.Time("EndTime") ?? throw QueryParameters.Missing("EndTime");
        Check(queries, from, to);
        var most = call.Query.Integer("MaxDatapoints") ?? MostPoints;
        if (most is < 1 or > MostPoints)
        {
            throw CommonErrors.Invalid($"The value {most} for parameter MaxDatapoints is not between 1 and {MostPoints}.");
        }

        var ascending = call.Query["ScanBy"] switch
        {
            "TimestampAscending" => true,
            null or "TimestampDescending" => false,
            var other => throw CommonErrors.Invalid($"1 validation error detected: Value '{other}' at 'scanBy' failed to satisfy constraint: Member must satisfy enum value set: [TimestampDescending, TimestampAscending]"),
        };
        var all = queries.Where(query => query.ReturnsData).SelectMany(query => Points(query, call.State, from, to, call.Now, ascending)).ToList();
        var (page, next) = Page.Of(all, call.Query["NextToken"], most, "InvalidNextToken");
        var lastOf = all.GroupBy(point => point.Id).ToDictionary(points => points.Key, points => points.Last());
        return new StructureReply(new Structure
        {
            {
                "MetricDataResults",
                queries.Where(query => query.ReturnsData).Select(query => Result(query, [.. page.Where(point => point.Id == query.Id)], lastOf.GetValueOrDefault(query.Id))).ToList()
            },
            { "NextToken", next },
        });
    }

    private static Structure Result(Query query, List<Point> points, Point? last) => new()
    {
        { "Id", query.Id },
        { "Label", query.Name },
        { "Timestamps", points.ConvertAll(point => point.At) },
        { "Values", points.ConvertAll(point => point.Value) },
        { "StatusCode", last is null || points.Contains(last) ? "Complete" : "PartialData" },
    };

    private static Query Read(QueryParameters query)
    {
        if (query["Expression"] is not null)
        {
            throw CommonErrors.Invalid("The sandbox does not simulate Expression of GetMetricData: ask for MetricStat.");
        }

        var (stat, metric) = (query.Below("MetricStat"), query.Below("MetricStat").Below("Metric"));
        return new Query(
            query.Required("Id"),
            metric.Required("Namespace"),
            metric.Required("MetricName"),
            metric.Structures("Dimensions").ToDictionary(one => one.Required("Name"), one => one.Required("Value"), StringComparer.Ordinal),
            stat.Integer("Period") ?? throw QueryParameters.Missing("Period"),
            stat.Required("Stat"),
            query.Boolean("ReturnData") ?? true);
    }

    private static void Check(List<Query> queries, DateTimeOffset from, DateTimeOffset to)
    {
        if (queries.Count is 0 or > MostQueries)
        {
            throw CommonErrors.Invalid($"The parameter MetricDataQueries must have 1 to {MostQueries} members, not {queries.Count}.");
        }

        if (from >= to)
        {
            throw CommonErrors.Invalid("The parameter StartTime must be less than the parameter EndTime.");
        }

        foreach (var query in queries)
        {
            if (!Id().IsMatch(query.Id) || queries.Count(other => other.Id == query.Id) > 1)
            {
                throw CommonErrors.Invalid($"The value {query.Id} for parameter MetricDataQueries.member.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$, or is there twice.");
            }

            if (query.Period <= 0 || query.Period % 60 != 0)
            {
                throw CommonErrors.Invalid($"The sandbox keeps data by the minute: a period of {query.Period} s has none.");
            }

            if (!Statistics.Contains(query.Stat))
            {
                throw CommonErrors.Invalid($"The value {query.Stat} for parameter MetricDataQueries.member.MetricStat.Stat is not one that the sandbox simulates: {string.Join(", ", Statistics)}.");
            }
        }
    }

    private List<Point> Points(Query query, AccountState state, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now, bool ascending)
    {
        var period = TimeSpan.FromSeconds(query.Period);
        var start = Floor(from, period);
        var points = Samples(query, state)
            .Where(sample => Floor(sample.At, TimeSpan.FromMinutes(1)) + TimeSpan.FromMinutes(1) + pace.Of(scenario.Metrics.Seconds.Late) <= now)
            .GroupBy(sample => Floor(sample.At, period))
            .Where(samples => samples.Key >= start && samples.Key < to)
            .Select(samples => new Point(query.Id, samples.Key, Value(query.Stat, [.. samples])));
        return [.. ascending ? points.OrderBy(point => point.At) : points.OrderByDescending(point => point.At)];
    }

    private IEnumerable<Sample> Samples(Query query, AccountState state) => query.Namespace switch
    {
        "AWS/ApplicationELB" when Matches(query, ("TargetGroup", Last(scenario.LoadBalancer.TargetGroup.Arn)), ("LoadBalancer", Last(scenario.LoadBalancer.Arn)["loadbalancer/".Length..])) =>
            from minute in state.Answered
            from status in minute.Statuses
            where IsCounted(query.Name, status.Key)
            select new Sample(minute.Minute, 1, status.Value),
        "CloudWatchSynthetics" when scenario.Canaries.Find(canary => Matches(query, ("CanaryName", canary.Name))) is { } canary =>
            from run in state.CanaryRuns
            where run.Canary == canary.Name
            let value = query.Name switch { "SuccessPercent" => run.Succeeded ? 100d : 0d, "Duration" => (run.EndedAt - run.StartedAt).TotalMilliseconds, _ => double.NaN }
            where !double.IsNaN(value)
            select new Sample(run.EndedAt, value, 1),
        _ => [],
    };

    private static bool Matches(Query query, params (string Name, string Value)[] dimensions) =>
        query.Dimensions.Count == dimensions.Length && Array.TrueForAll(dimensions, one => query.Dimensions.GetValueOrDefault(one.Name) == one.Value);

    private static bool IsCounted(string metric, int status) => metric switch
    {
        "RequestCount" => true,
        "HTTPCode_Target_2XX_Count" => status / 100 == 2,
        "HTTPCode_Target_3XX_Count" => status / 100 == 3,
        "HTTPCode_Target_4XX_Count" => status / 100 == 4,
        "HTTPCode_Target_5XX_Count" => status / 100 == 5,
        _ => false,
    };

    private static double Value(string stat, Sample[] samples) => stat switch
    {
        "Sum" => samples.Sum(sample => sample.Value * sample.Count),
        "SampleCount" => samples.Sum(sample => sample.Count),
        "Average" => samples.Sum(sample => sample.Value * sample.Count) / samples.Sum(sample => sample.Count),
        "Minimum" => samples.Min(sample => sample.Value),
        _ => samples.Max(sample => sample.Value),
    };

    private static DateTimeOffset Floor(DateTimeOffset at, TimeSpan period) => new(at.UtcTicks - (at.UtcTicks % period.Ticks), TimeSpan.Zero);

    private static string Last(string arn) => arn.Split(':')[5];

    [GeneratedRegex("^[a-z][a-zA-Z0-9_]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 500)]
    private static partial Regex Id();

    private sealed record Query(string Id, string Namespace, string Name, Dictionary<string, string> Dimensions, int Period, string Stat, bool ReturnsData);

    private sealed record Sample(DateTimeOffset At, double Value, int Count);

    private sealed record Point(string Id, DateTimeOffset At, double Value);
}
