using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Parts.FrontDoor;

/// <summary>What CloudWatch's metrics say of what the load balancer's targets answered, and of the canary.</summary>
public sealed class MetricDataTests : IAsyncLifetime
{
    private const string Shop = "api.shop.example";
    private const string TargetGroup = "targetgroup/checkout-api-prod/73e2d6bc24d8a067";
    private const string LoadBalancer = "app/shop-prod/50dc6c495c0c9188";

    private static readonly (string Old, string New) Running = (", stopped: true", "");

    private SandboxHost sandbox = null!;
    private DateTimeOffset begin;

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_requests_when_their_minute_is_over_then_the_counts_come_a_minute_late()
    {
        await AskAsync(3);
        sandbox.Advance(119);
        Assert.Empty(await TargetsAsync("RequestCount"));

        sandbox.Advance(1);
        Assert.Equal([(begin, 3)], await TargetsAsync("RequestCount"));
        Assert.Equal([(begin, 3)], await TargetsAsync("HTTPCode_Target_2XX_Count"));
        Assert.Empty(await TargetsAsync("HTTPCode_Target_5XX_Count"));
    }

    [Fact]
    public async Task Given_a_page_and_a_redirect_when_counted_then_neither_is_the_targets()
    {
        await PageAsync();
        await AskAsync(2);
        await AskAsync(1, $"{Shop}:80");
        sandbox.Advance(180);
        Assert.Empty(await TargetsAsync("RequestCount"));
        Assert.Empty(await TargetsAsync("HTTPCode_Target_5XX_Count"));
    }

    [Fact]
    public async Task Given_a_bad_release_when_counted_then_what_it_answers_is_the_targets()
    {
        await StartAsync(("    stallsAfter: 4\n", ""));
        using (await sandbox.Http.PostAsync("/_sandbox/story/break-production", null))
        {
            sandbox.Advance(30);
        }

        await AskAsync(4);
        sandbox.Advance(180);
        Assert.Equal([4.0], (await TargetsAsync("HTTPCode_Target_5XX_Count")).Select(point => point.Value));
    }

    [Fact]
    public async Task Given_a_canary_when_it_runs_then_it_goes_through_the_load_balancer_and_is_a_request_there()
    {
        await StartAsync(Running);
        sandbox.Advance(60);
        await PageAsync();
        sandbox.Advance(240);

        // The run at the third minute's beginning and those after it met the page.
        Assert.Equal([100.0, 100, 0, 0], (await CanaryAsync("SuccessPercent", "Average")).Select(point => point.Value));
        Assert.Equal([8000.0, 8000, 8000, 8000], (await CanaryAsync("Duration", "Maximum")).Select(point => point.Value));
        Assert.Equal([(begin, 1), (begin.AddMinutes(1), 1)], await TargetsAsync("RequestCount"));
    }

    [Fact]
    public async Task Given_a_canary_that_was_stopped_when_asked_then_there_is_nothing()
    {
        sandbox.Advance(600);
        Assert.Empty(await CanaryAsync("SuccessPercent", "Average"));
    }

    [Fact]
    public async Task Given_a_canary_that_is_started_and_stopped_again_when_asked_then_it_ran_in_between()
    {
        (await sandbox.Http.PutAsync("/_sandbox/canaries/checkout-flow?stopped=false", null)).EnsureSuccessStatusCode();
        sandbox.Advance(90);
        (await sandbox.Http.PutAsync("/_sandbox/canaries/checkout-flow?stopped=true", null)).EnsureSuccessStatusCode();
        sandbox.Advance(600);
        Assert.Equal(2, (await CanaryAsync("SuccessPercent", "Average")).Count);
        Assert.Equal(400, (int)(await sandbox.Http.PutAsync("/_sandbox/canaries/nobody?stopped=true", null)).StatusCode);
    }

    [Fact]
    public async Task Given_longer_periods_and_small_pages_when_asked_then_each_is_whole_and_the_token_leads_on()
    {
        await StartAsync(Running);
        sandbox.Advance(600);
        var whole = await CanaryAsync("SuccessPercent", "SampleCount", period: 300);
        Assert.Equal(9, whole.Sum(point => point.Value));

        using var client = await ClientAsync();
        var request = Request(Query("a", "CloudWatchSynthetics", "SuccessPercent", "Average", 60, ("CanaryName", "checkout-flow")), Query("b", "CloudWatchSynthetics", "Duration", "Maximum", 60, ("CanaryName", "checkout-flow")));
        request.MaxDatapoints = 5;
        request.ScanBy = ScanBy.TimestampAscending;
        var first = await client.GetMetricDataAsync(request);
        Assert.Equal([(5, StatusCode.PartialData), (0, StatusCode.PartialData)], first.MetricDataResults.Select(result => (result.Values.Count, result.StatusCode)));
        request.NextToken = first.NextToken;
        var second = await client.GetMetricDataAsync(request);
        Assert.True(first.MetricDataResults[0].Timestamps[^1] < second.MetricDataResults[0].Timestamps[0]);
        Assert.Equal(StatusCode.Complete, second.MetricDataResults[0].StatusCode);
    }

    [Theory]
    [InlineData("StartTime", "2026-11-26T13:00:00Z", "must be less")]
    [InlineData("StartTime", "yesterday", "not a valid Timestamp")]
    [InlineData("MetricDataQueries.member.1.Id", "A", "expected pattern")]
    [InlineData("MetricDataQueries.member.1.MetricStat.Period", "10", "a period of 10 s")]
    [InlineData("MetricDataQueries.member.1.MetricStat.Stat", "p99", "p99")]
    [InlineData("MetricDataQueries.member.1.Expression", "SUM(METRICS())", "Expression")]
    [InlineData("ScanBy", "Values", "TimestampDescending")]
    [InlineData("MaxDatapoints", "0", "MaxDatapoints")]
    public async Task Given_what_the_api_does_not_take_when_asked_then_it_is_refused_with_why(string name, string value, string why)
    {
        var parameters = Period.Concat(Metric).ToDictionary(StringComparer.Ordinal);
        var verify = await sandbox.AsAsync("bo-verify");
        (await verify.QueryAsync("monitoring", "GetMetricData", [.. parameters.Select(one => (one.Key, one.Value))])).Ok();

        parameters[name] = value;
        var refused = await verify.QueryAsync("monitoring", "GetMetricData", [.. parameters.Select(one => (one.Key, one.Value))]);
        Assert.Equal(400, refused.Status);
        Assert.Contains(why, refused.Text("Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_an_expression_when_a_metric_is_asked_for_instead_then_there_is_an_answer()
    {
        var verify = await sandbox.AsAsync("bo-verify");
        var refused = await verify.QueryAsync("monitoring", "GetMetricData", [.. Period, ("MetricDataQueries.member.1.Id", "a"), ("MetricDataQueries.member.1.Expression", "SUM(METRICS())")]);
        Advised.By(refused.Text("Message"), "The sandbox does not simulate Expression of GetMetricData: ask for MetricStat.");

        (await verify.QueryAsync("monitoring", "GetMetricData", [.. Period, .. Metric])).Ok();
    }

    private static (string, string)[] Period => [("StartTime", "2026-11-26T11:00:00Z"), ("EndTime", "2026-11-26T12:00:00Z")];

    private static (string, string)[] Metric =>
    [
        ("MetricDataQueries.member.1.Id", "a"),
        ("MetricDataQueries.member.1.MetricStat.Metric.Namespace", "CloudWatchSynthetics"),
        ("MetricDataQueries.member.1.MetricStat.Metric.MetricName", "SuccessPercent"),
        ("MetricDataQueries.member.1.MetricStat.Period", "60"),
        ("MetricDataQueries.member.1.MetricStat.Stat", "Average"),
    ];

    private async Task StartAsync(params (string Old, string New)[] changes)
    {
        if (sandbox is not null)
        {
            await sandbox.DisposeAsync();
        }

        var scenario = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Scenarios", "checkout-api.yaml"));
        foreach (var (old, changed) in changes)
        {
            Assert.Contains(old, scenario, StringComparison.Ordinal);
            scenario = scenario.Replace(old, changed, StringComparison.Ordinal);
        }

        // The account is made at the beginning of a minute.
        sandbox = await SandboxHost.StartAsync(options =>
        {
            var file = Path.Combine(options.DataDirectory, "scenario.yaml");
            File.WriteAllText(file, scenario);
            return options with { ScenarioPath = file };
        });
        var now = sandbox.Clock.GetUtcNow();
        sandbox.Advance((60_000 - (now.ToUnixTimeMilliseconds() % 60_000)) / 1000d);
        await sandbox.Http.PostAsync("/_sandbox/reset", null);
        now = sandbox.Clock.GetUtcNow();
        begin = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / 60 * 60);
    }

    private async Task AskAsync(int times, string host = Shop)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        for (var i = 0; i < times; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, sandbox.Origin);
            request.Headers.Host = host;
            using var answer = await client.SendAsync(request);
        }
    }

    private async Task PageAsync()
    {
        var exec = await sandbox.AsAsync("bo-exec");
        (await exec.QueryAsync(
            "elasticloadbalancing",
            "CreateRule",
            ("ListenerArn", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop-prod/50dc6c495c0c9188/0467ef3c8400ae65"),
            ("Priority", "1"),
            ("Conditions.member.1.Field", "path-pattern"),
            ("Conditions.member.1.Values.member.1", "/*"),
            ("Actions.member.1.Type", "fixed-response"),
            ("Actions.member.1.FixedResponseConfig.StatusCode", "503"))).Ok();
    }

    private Task<List<(DateTimeOffset At, double Value)>> TargetsAsync(string metric) =>
        PointsAsync(Query("a", "AWS/ApplicationELB", metric, "Sum", 60, ("TargetGroup", TargetGroup), ("LoadBalancer", LoadBalancer)));

    private Task<List<(DateTimeOffset At, double Value)>> CanaryAsync(string metric, string stat, int period = 60) =>
        PointsAsync(Query("a", "CloudWatchSynthetics", metric, stat, period, ("CanaryName", "checkout-flow")));

    private async Task<List<(DateTimeOffset At, double Value)>> PointsAsync(MetricDataQuery query)
    {
        using var client = await ClientAsync();
        var request = Request(query);
        request.ScanBy = ScanBy.TimestampAscending;
        var result = Assert.Single((await client.GetMetricDataAsync(request)).MetricDataResults);
        return [.. (result.Timestamps ?? []).Zip(result.Values ?? [], (at, value) => (new DateTimeOffset(at), value))];
    }

    private GetMetricDataRequest Request(params MetricDataQuery[] queries) => new()
    {
        MetricDataQueries = [.. queries],
        StartTime = begin.AddHours(-1).UtcDateTime,
        EndTime = sandbox.Clock.GetUtcNow().UtcDateTime,
    };

    private static MetricDataQuery Query(string id, string space, string metric, string stat, int period, params (string Name, string Value)[] dimensions) => new()
    {
        Id = id,
        MetricStat = new MetricStat
        {
            Metric = new Metric { Namespace = space, MetricName = metric, Dimensions = [.. dimensions.Select(one => new Dimension { Name = one.Name, Value = one.Value })] },
            Period = period,
            Stat = stat,
        },
    };

    private async Task<AmazonCloudWatchClient> ClientAsync() => new(
        await sandbox.AssumeAsync("bo-verify"),
        new AmazonCloudWatchConfig { ServiceURL = sandbox.Origin, AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });
}
