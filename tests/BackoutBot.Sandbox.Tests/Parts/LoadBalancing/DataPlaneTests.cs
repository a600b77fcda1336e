using System.Net;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Parts.LoadBalancing;

/// <summary>What the customers get of the simulated load balancer.</summary>
public sealed class DataPlaneTests : IAsyncLifetime
{
    private const string Service = "elasticloadbalancing";
    private const string Shop = "api.shop.example";
    private const string Https = "id: 0467ef3c8400ae65, protocol: HTTPS, port: 443,";
    private const string Second = "  # healthChange: until";

    private const string Green = """
          otherTargetGroups:
            - name: checkout-api-green
              arn: arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/checkout-api-green/83e2d6bc24d8a078
              protocol: HTTP
              port: 8080
              healthCheck: { path: /healthz, intervalSeconds: 10, timeoutSeconds: 5, healthyThreshold: 2, unhealthyThreshold: 2, matcher: "200" }
              targets: [{ id: i-0c0ffee0000000010, zone: eu-west-1a, target: healthy }]
          # healthChange: until
        """;

    private SandboxHost sandbox = null!;
    private SignedClient exec = null!;

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_a_good_release_when_asked_then_it_answers_with_its_version()
    {
        Assert.Equal((200, "checkout-api v2.3.1: ok\n"), await GetAsync(Shop));
        Assert.Equal("ok\n", await sandbox.Http.GetStringAsync("/_sandbox/healthz"));
    }

    [Fact]
    public async Task Given_plain_http_when_asked_then_the_customer_is_sent_to_https()
    {
        using var answer = await AskAsync($"{Shop}:80", "/basket?id=1");
        Assert.Equal((HttpStatusCode.MovedPermanently, "https://api.shop.example:443/basket?id=1"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Given_a_port_without_listener_when_asked_then_there_is_no_answer() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync($"{Shop}:8443", "/"));

    [Fact]
    public async Task Given_a_page_when_asked_then_it_is_what_the_customers_get_until_it_is_removed()
    {
        var rule = (await CreateAsync("path-pattern", "/*")).Ok().Text("RuleArn");
        Assert.Equal((503, "Back soon"), await GetAsync(Shop));
        Assert.Equal(301, (int)(await AskAsync($"{Shop}:80", "/")).StatusCode);

        (await exec.QueryAsync(Service, "DeleteRule", ("RuleArn", rule))).Ok();
        Assert.Equal(200, (await GetAsync(Shop)).Status);
    }

    [Theory]
    [InlineData("host-header", "API.shop.*", Shop, "/", 503)]
    [InlineData("host-header", "api.shop.example", "www.shop.example", "/", 200)]
    [InlineData("path-pattern", "/Basket/*", Shop, "/Basket/1", 503)]
    [InlineData("path-pattern", "/Basket/*", Shop, "/basket/1", 200)]
    public async Task Given_a_rule_with_a_condition_when_asked_then_only_what_it_matches_gets_its_answer(string field, string value, string host, string path, int status)
    {
        (await CreateAsync(field, value)).Ok();
        Assert.Equal(status, (await GetAsync(host, path)).Status);
    }

    [Fact]
    public async Task Given_a_bad_release_under_way_when_asked_then_customers_get_it_until_the_health_checks_see_it()
    {
        await sandbox.BreakAsync();
        // Created 0.5, the first instance drained until 1.3, first checked at 2.3.
        sandbox.Advance(0.6);
        Assert.Equal(["draining", "healthy"], (await TargetsAsync()).Distinct());
        sandbox.Advance(0.8);
        Assert.Equal(["initial", "draining", "healthy"], (await TargetsAsync()).Distinct());
        sandbox.Advance(18);
        Assert.Equal(["unhealthy", "healthy"], (await TargetsAsync()).Distinct());
        Assert.All(await ManyAsync(), answer => Assert.Equal((200, "checkout-api v2.3.1: ok\n"), answer));
    }

    [Fact]
    public async Task Given_only_unhealthy_targets_when_asked_then_they_are_asked_all_the_same()
    {
        await StartAsync(("    stallsAfter: 4\n", ""));
        await sandbox.BreakAsync();
        sandbox.Advance(30);
        Assert.All(await TargetsAsync(), state => Assert.Equal("unhealthy", state));
        Assert.Equal((503, "checkout-api v2.4.0: out of order\n"), await GetAsync(Shop));
    }

    [Fact]
    public async Task Given_a_release_that_fails_later_when_time_goes_by_then_it_looks_well_first_and_the_alarm_rises_late()
    {
        await StartAsync(("    unhealthy: true\n    stallsAfter: 4\n", "    failsAfter: 60\n"));
        await sandbox.BreakAsync();
        sandbox.Advance(20);
        Assert.All(await TargetsAsync(), state => Assert.Equal("healthy", state));
        Assert.All(await ManyAsync(), answer => Assert.Equal((200, "checkout-api v2.4.0: ok\n"), answer));
        Assert.Equal("OK", await sandbox.AlarmAsync("checkout-api-5xx"));

        sandbox.Advance(70);
        Assert.All(await ManyAsync(), answer => Assert.Equal(503, answer.Status));
        Assert.Equal("ALARM", await sandbox.AlarmAsync("checkout-api-5xx"));
    }

    [Fact]
    public async Task Given_lists_that_follow_late_when_a_page_is_made_and_removed_then_customers_see_it_before_the_lists_do()
    {
        await StartAsync(("healthChange: 1.0, listed: 1.0", "healthChange: 1.0, listed: 0.5"));
        var rule = (await CreateAsync("path-pattern", "/*")).Ok().Text("RuleArn");
        Assert.Equal(503, (await GetAsync(Shop)).Status);
        Assert.Equal(["default"], await PrioritiesAsync());
        Assert.Equal("PriorityInUse", (await CreateAsync("path-pattern", "/*")).Code);
        sandbox.Advance(0.5);
        Assert.Equal(["1", "default"], await PrioritiesAsync());

        (await exec.QueryAsync(Service, "DeleteRule", ("RuleArn", rule))).Ok();
        Assert.Equal(200, (await GetAsync(Shop)).Status);
        Assert.Equal(["1", "default"], await PrioritiesAsync());
        Assert.Equal("RuleNotFound", (await exec.QueryAsync(Service, "DeleteRule", ("RuleArn", rule))).Code);
        sandbox.Advance(0.5);
        Assert.Equal(["default"], await PrioritiesAsync());
    }

    [Fact]
    public async Task Given_no_listener_that_forwards_when_described_then_the_targets_are_unused()
    {
        await StartAsync(("    - { id: 0467ef3c8400ae65, protocol: HTTPS, port: 443, certificateArn: \"arn:aws:acm:eu-west-1:123456789012:certificate/7b1c2f4e-93c5-4d0a-8a7e-2f6d1c9b0e53\" }\n", ""));
        Assert.All(await TargetsAsync(), state => Assert.Equal("unused", state));
    }

    [Fact]
    public async Task Given_weights_when_asked_then_each_group_gets_its_share_and_the_one_with_0_nothing()
    {
        await StartAsync((Https, $"{Https} forward: [{{ targetGroup: checkout-api-prod, weight: 0 }}, {{ targetGroup: checkout-api-green, weight: 3 }}],"), (Second, Green));
        await sandbox.BreakAsync();
        sandbox.Advance(20);
        Assert.All(await ManyAsync(), answer => Assert.Equal((200, "checkout-api v2.3.1: ok\n"), answer));
        Assert.Equal(["unhealthy", "healthy"], (await TargetsAsync()).Distinct());

        await StartAsync((Https, $"{Https} forward: [{{ targetGroup: checkout-api-prod, weight: 1 }}, {{ targetGroup: checkout-api-green, weight: 3 }}],"), (Second, Green.Replace("target: healthy", "target: draining", StringComparison.Ordinal)));
        Assert.Equal(2, (await ManyAsync()).Count(answer => answer.Status == 200));
    }

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

        sandbox = await SandboxHost.StartAsync(options =>
        {
            var file = Path.Combine(options.DataDirectory, "scenario.yaml");
            File.WriteAllText(file, scenario);
            return options with { ScenarioPath = file };
        });
        exec = await sandbox.AsAsync("bo-exec");
    }

    private async Task<HttpResponseMessage> AskAsync(string host, string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(sandbox.Origin), path));
        request.Headers.Host = host;
        return await client.SendAsync(request);
    }

    private async Task<(int Status, string Body)> GetAsync(string host, string path = "/")
    {
        using var answer = await AskAsync(host, path);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<List<(int Status, string Body)>> ManyAsync()
    {
        var answers = new List<(int, string)>();
        for (var i = 0; i < 8; i++)
        {
            answers.Add(await GetAsync(Shop));
        }

        return answers;
    }

    private async Task<List<string>> TargetsAsync()
    {
        var group = (await exec.QueryAsync(Service, "DescribeTargetGroups")).Ok().Text("TargetGroupArn");
        return [.. (await exec.QueryAsync(Service, "DescribeTargetHealth", ("TargetGroupArn", group))).Ok().Texts("State")];
    }

    private async Task<IReadOnlyList<string>> PrioritiesAsync() =>
        [.. (await exec.QueryAsync(Service, "DescribeRules", ("ListenerArn", await ListenerAsync()))).Ok().Texts("Priority")];

    private async Task<string> ListenerAsync()
    {
        var balancer = (await exec.QueryAsync(Service, "DescribeTargetGroups")).Ok().Xml.Descendants().Single(e => e.Name.LocalName == "LoadBalancerArns").Value;
        return (await exec.QueryAsync(Service, "DescribeListeners", ("LoadBalancerArn", balancer))).Ok().Text("ListenerArn");
    }

    private async Task<Answer> CreateAsync(string field, string value) =>
        await exec.QueryAsync(
            Service,
            "CreateRule",
            ("ListenerArn", await ListenerAsync()),
            ("Priority", "1"),
            ("Conditions.member.1.Field", field),
            ("Conditions.member.1.Values.member.1", value),
            ("Actions.member.1.Type", "fixed-response"),
            ("Actions.member.1.FixedResponseConfig.StatusCode", "503"),
            ("Actions.member.1.FixedResponseConfig.ContentType", "text/html"),
            ("Actions.member.1.FixedResponseConfig.MessageBody", "Back soon"));
}
