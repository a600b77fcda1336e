using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Parts.Alarms;

/// <summary>What alarms do when they go off, and what keeps them from it.</summary>
public sealed class AlarmActionsTests
{
    private const string Errors = "description: checkout-api answers more than 5 % of requests with a server error";
    private const string Health = "description: checkout-api is unwell";
    private const string AnyOf = "    anyOf: [checkout-api-5xx, checkout-api-latency]\n";

    /// <summary>The errors are in ALARM and the latency is OK, and nothing evaluates either.</summary>
    [Theory]
    [InlineData("ALARM(checkout-api-5xx)", "ALARM")]
    [InlineData("ALARM(checkout-api-latency)", "OK")]
    [InlineData("OK(\"checkout-api-latency\") AND NOT INSUFFICIENT_DATA(checkout-api-5xx)", "ALARM")]
    [InlineData("NOT ALARM(checkout-api-latency) AND NOT ALARM(checkout-api-5xx)", "OK")]
    [InlineData("ALARM(checkout-api-latency) OR NOT (OK(checkout-api-5xx) AND OK(checkout-api-latency))", "ALARM")]
    [InlineData("ALARM(checkout-api-5xx) OR ALARM(checkout-api-latency) AND FALSE", "ALARM")]
    [InlineData("(ALARM(checkout-api-5xx) OR ALARM(checkout-api-latency)) AND FALSE", "OK")]
    [InlineData("NOT FALSE AND TRUE", "ALARM")]
    [InlineData("ALARM(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-api-5xx)", "ALARM")]
    public async Task Given_a_composite_alarm_when_the_states_of_its_children_are_known_then_it_follows_its_rule(string rule, string state)
    {
        await using var sandbox = await StartAsync((AnyOf, ""), (Errors, $"{Errors}\n    evaluationState: EVALUATION_ERROR"), (Health, $"{Health}\n    rule: '{rule}'"));
        await SetAsync(sandbox, "checkout-api-5xx", "ALARM");
        sandbox.Advance(5);
        Assert.Equal(state, await sandbox.AlarmAsync("checkout-api-health"));
    }

    [Fact]
    public async Task Given_an_alarm_that_suppresses_a_composite_when_it_ends_then_the_composite_tells_what_it_kept_back()
    {
        await using var sandbox = await StartAsync((Health, $"{Health}\n    suppressor: checkout-api-latency"), ("description: checkout-api needs", "evaluationState: EVALUATION_ERROR\n    description: checkout-api needs"));
        var verify = await sandbox.AsAsync("bo-verify");
        await SetAsync(sandbox, "checkout-api-latency", "ALARM");
        await sandbox.BreakAsync();
        sandbox.Advance(20);
        Assert.Equal("ALARM", await sandbox.AlarmAsync("checkout-api-health"));
        Assert.DoesNotContain(await SubjectsAsync(sandbox), IsOfHealth);
        Assert.Equal(("checkout-api-latency", "Alarm"), await SuppressionAsync());

        await SetAsync(sandbox, "checkout-api-latency", "OK");
        sandbox.Advance(1);
        Assert.Single(await SubjectsAsync(sandbox), IsOfHealth);
        Assert.Equal(("checkout-api-latency", null), await SuppressionAsync());

        static bool IsOfHealth(string subject) => subject.StartsWith("ALARM: \"checkout-api-health\"", StringComparison.Ordinal);

        async Task<(string?, string?)> SuppressionAsync()
        {
            var told = (await verify.QueryAsync("monitoring", "DescribeAlarms", ("AlarmTypes.member.1", "CompositeAlarm"))).Ok();
            return (told.Texts("ActionsSuppressor").SingleOrDefault(), told.Texts("ActionsSuppressedBy").SingleOrDefault());
        }
    }

    [Theory]
    [InlineData("actionsEnabled: false")]
    [InlineData("isSilent: true")]
    [InlineData("evaluationState: EVALUATION_ERROR")]
    public async Task Given_an_alarm_that_does_nothing_or_is_not_evaluated_when_production_breaks_then_it_tells_nobody(string members)
    {
        await using var sandbox = await StartAsync((Errors, $"{Errors}\n    {members}"));
        await sandbox.BrokenAsync();
        Assert.DoesNotContain(await SubjectsAsync(sandbox), subject => subject.Contains("checkout-api-5xx", StringComparison.Ordinal));
        Assert.Contains(await SubjectsAsync(sandbox), subject => subject.Contains("checkout-api-latency", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("query", "", "ONE_TIME", "at(")]
    [InlineData("cbor", ", daily: true", "RECURRING", "cron(")]
    public async Task Given_an_active_mute_rule_when_production_breaks_then_what_it_mutes_changes_and_tells_nobody(string protocol, string daily, string type, string expression)
    {
        await using var sandbox = await StartAsync(("compositeAlarms:\n", $"muteRules: [{{ name: night-work, alarms: [checkout-api-5xx], minutesAgo: 5, minutes: 90{daily} }}, {{ name: later, minutesAgo: -60, minutes: 5 }}]\ncompositeAlarms:\n"));
        await sandbox.BrokenAsync();
        Assert.Equal("ALARM", await sandbox.AlarmAsync("checkout-api-5xx"));
        Assert.DoesNotContain(await SubjectsAsync(sandbox), subject => subject.Contains("checkout-api-5xx", StringComparison.Ordinal));

        var active = (await CallAsync("ListAlarmMuteRules", ("Statuses", new[] { "ACTIVE" }))).Ok();
        Assert.Equal(["arn:aws:cloudwatch:eu-west-1:123456789012:alarm-mute-rule:night-work"], active.Texts("AlarmMuteRuleArn"));
        Assert.Equal(type, active.Text("MuteType"));
        Assert.Equal(["SCHEDULED"], (await CallAsync("ListAlarmMuteRules", ("Statuses", new[] { "SCHEDULED" }))).Ok().Texts("Status"));
        var rule = (await CallAsync("GetAlarmMuteRule", ("AlarmMuteRuleName", "night-work"))).Ok();
        Assert.Equal(("night-work", "PT1H30M", "UTC"), (rule.Text("Name"), rule.Text("Duration"), rule.Text("Timezone")));
        Assert.StartsWith(expression, rule.Text("Expression"), StringComparison.Ordinal);
        Assert.Equal(404, (await CallAsync("GetAlarmMuteRule", ("AlarmMuteRuleName", "nonesuch"))).Status);

        sandbox.Advance(3 * 60 * 60);
        Assert.Equal(daily.Length == 0 ? "EXPIRED" : "SCHEDULED", (await CallAsync("ListAlarmMuteRules", ("AlarmName", "checkout-api-5xx"))).Ok().Text("Status"));

        async Task<Answer> CallAsync(string operation, params (string Name, object Value)[] parameters)
        {
            var verify = await sandbox.AsAsync("bo-verify");
            return protocol == "cbor"
                ? await verify.CborAsync(operation, CborText.Write(parameters), queryMode: true)
                : await verify.QueryAsync("monitoring", operation, [.. parameters.SelectMany(p => p.Value is string[] list ? list.Select((text, i) => ($"{p.Name}.member.{i + 1}", text)) : [(p.Name, p.Value.ToString()!)])]);
        }
    }

    private static async Task SetAsync(SandboxHost sandbox, string alarm, string state)
    {
        using var answer = await sandbox.Http.PutAsync($"/_sandbox/alarms/{alarm}?state={state}", null);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<IReadOnlyList<string>> SubjectsAsync(SandboxHost sandbox) =>
        [.. (await sandbox.Http.GetFromJsonAsync<JsonNode>("/_sandbox/state"))!["published"]!.AsArray().Select(message => (string)message!["subject"]!)];

    [Fact]
    public async Task Given_an_alarm_with_a_query_of_logs_when_described_then_it_is_a_log_alarm_and_comes_only_where_its_type_is_asked_for()
    {
        await using var sandbox = await StartAsync(("    topic: checkout-api-alarms\n    metric: { name: T", "    topic: checkout-api-alarms\n    logs: { schedule: rate(5 minutes), startOffset: 360, results: 3 }\n    metric: { name: T"));
        var verify = await sandbox.AsAsync("bo-verify");

        Assert.Equal(["checkout-api-5xx"], (await verify.QueryAsync("monitoring", "DescribeAlarms")).Ok().Texts("AlarmName"));
        var told = (await verify.QueryAsync("monitoring", "DescribeAlarms", ("AlarmTypes.member.1", "LogAlarm"))).Ok();
        Assert.Equal(("checkout-api-latency", "rate(5 minutes)", "360", "3"), (told.Text("AlarmName"), told.Text("ScheduleExpression"), told.Text("StartTimeOffset"), told.Text("QueryResultsToEvaluate")));
        Assert.Empty(told.Texts("MetricName"));
        Assert.Equal(["checkout-api-5xx", "checkout-api-latency"], (await verify.QueryAsync("monitoring", "DescribeAlarms", ("ChildrenOfAlarmName", "checkout-api-health"))).Ok().Texts("AlarmName").Order(StringComparer.Ordinal));
        var refused = await verify.QueryAsync("monitoring", "DescribeAlarms", ("AlarmTypes.member.1", "Alarm"));
        Assert.Equal((400, "ValidationError"), (refused.Status, refused.Code));
    }

    private static async Task<SandboxHost> StartAsync(params (string Old, string New)[] changes)
    {
        var scenario = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Scenarios", "checkout-api.yaml"));
        foreach (var (old, changed) in changes)
        {
            Assert.Contains(old, scenario, StringComparison.Ordinal);
            scenario = scenario.Replace(old, changed, StringComparison.Ordinal);
        }

        return await SandboxHost.StartAsync(options =>
        {
            var file = Path.Combine(options.DataDirectory, "scenario.yaml");
            File.WriteAllText(file, scenario);
            return options with { ScenarioPath = file };
        });
    }
}
