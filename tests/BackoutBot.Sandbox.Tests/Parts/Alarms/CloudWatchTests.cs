using System.Text.Json.Nodes;
using BackoutBot.Sandbox.Parts.Alarms;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Parts.Alarms;

/// <summary>What CloudWatch says, alike in both of its protocols.</summary>
public sealed class CloudWatchTests : IAsyncLifetime
{
    private SandboxHost sandbox = null!;
    private SignedClient verify = null!;

    public static TheoryData<string> Protocols => ["query", "cbor"];

    public async Task InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync();
        verify = await sandbox.AsAsync("bo-verify");
    }

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Theory, MemberData(nameof(Protocols))]
    public async Task Given_no_types_when_described_then_only_metric_alarms_come(string protocol)
    {
        Assert.Equal(["checkout-api-5xx", "checkout-api-latency"], await NamesAsync(protocol));
        Assert.Equal(["checkout-api-health"], await NamesAsync(protocol, ("AlarmTypes", new[] { "CompositeAlarm" })));
        Assert.Equal(3, (await NamesAsync(protocol, ("AlarmTypes", new[] { "CompositeAlarm", "MetricAlarm" }))).Count);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Given_filters_when_described_then_they_hold(string protocol)
    {
        Assert.Equal(["checkout-api-5xx"], await NamesAsync(protocol, ("AlarmNames", new[] { "checkout-api-5xx", "none" })));
        Assert.Empty(await NamesAsync(protocol, ("StateValue", "ALARM")));
        await sandbox.BrokenAsync();
        Assert.Equal(["checkout-api-5xx", "checkout-api-latency"], await NamesAsync(protocol, ("StateValue", "ALARM")));
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Given_small_pages_when_described_then_the_token_leads_on(string protocol)
    {
        var first = (await DescribeAsync(protocol, ("MaxRecords", 1))).Ok();
        Assert.Equal(["checkout-api-5xx"], first.Texts("AlarmName"));
        var second = (await DescribeAsync(protocol, ("MaxRecords", 1), ("NextToken", first.Text("NextToken")))).Ok();
        Assert.Equal(["checkout-api-latency"], second.Texts("AlarmName"));
        Assert.Empty(second.Texts("NextToken"));
        var refused = await DescribeAsync(protocol, ("NextToken", "x"));
        Assert.Equal((400, "InvalidNextToken"), (refused.Status, refused.Code));
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Given_parameters_that_do_not_go_together_or_fit_when_called_then_it_is_refused_with_why(string protocol)
    {
        var both = await DescribeAsync(protocol, ("AlarmNames", new[] { "checkout-api-5xx" }), ("AlarmNamePrefix", "checkout"));
        Assert.Equal((400, "InvalidParameterCombination"), (both.Status, both.Code));
        var tooMany = await DescribeAsync(protocol, ("MaxRecords", 101));
        Assert.Equal((400, "ValidationError"), (tooMany.Status, tooMany.Code));
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Given_an_alarm_of_a_composite_when_its_relatives_are_asked_for_then_only_what_AWS_tells_of_them_is_told(string protocol)
    {
        var parents = (await DescribeAsync(protocol, ("ParentsOfAlarmName", "checkout-api-5xx"))).Ok();
        Assert.Equal(["checkout-api-health"], parents.Texts("AlarmName"));
        Assert.Empty(parents.Texts("StateValue"));
        Assert.Empty(parents.Texts("AlarmRule"));
        var children = (await DescribeAsync(protocol, ("ChildrenOfAlarmName", "checkout-api-health"))).Ok();
        Assert.Equal(["checkout-api-5xx", "checkout-api-latency"], children.Texts("AlarmName"));
        Assert.Equal(["OK", "OK"], children.Texts("StateValue"));
        Assert.Empty((await DescribeAsync(protocol, ("ParentsOfAlarmName", "checkout-api-health"))).Ok().Texts("AlarmName"));

        var mixed = await DescribeAsync(protocol, ("ParentsOfAlarmName", "checkout-api-5xx"), ("AlarmTypes", new[] { "CompositeAlarm" }));
        Assert.Equal((400, "ValidationError"), (mixed.Status, mixed.Code));
    }

    [Fact]
    public async Task Given_both_protocols_when_described_then_they_say_the_same()
    {
        await sandbox.BrokenAsync();
        var types = ("AlarmTypes", new[] { "CompositeAlarm", "MetricAlarm" });
        var query = (await DescribeAsync("query", types)).Ok();
        var cbor = (await DescribeAsync("cbor", types)).Ok();

        foreach (var member in (string[])["AlarmName", "AlarmArn", "AlarmDescription", "StateValue", "StateReason", "StateReasonData", "MetricName", "Namespace", "Statistic", "Name", "Period", "EvaluationPeriods", "AlarmRule", "ComparisonOperator"])
        {
            Assert.NotEmpty(query.Texts(member));
            Assert.Equal(query.Texts(member), cbor.Texts(member));
        }

        var alarm = cbor.Cbor["MetricAlarms"]![0]!;
        var seconds = (double)alarm["StateUpdatedTimestamp"]!["seconds"]!;
        Assert.Equal(DateTimeOffset.Parse(query.Texts("StateUpdatedTimestamp")[1]), DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1000)));
        Assert.True((bool)alarm["ActionsEnabled"]!);
        Assert.Empty(Assert.IsType<JsonArray>(alarm["InsufficientDataActions"]));
        Assert.Equal(double.Parse(query.Texts("Threshold")[0]), (double)alarm["Threshold"]!);
    }

    private async Task<List<string>> NamesAsync(string protocol, params (string, object)[] parameters) => (await DescribeAsync(protocol, parameters)).Ok().Texts("AlarmName");

    private Task<Answer> DescribeAsync(string protocol, params (string Name, object Value)[] parameters) => protocol == "cbor"
        ? verify.CborAsync("DescribeAlarms", CborText.Write(parameters), queryMode: true)
        : verify.QueryAsync("monitoring", "DescribeAlarms", [.. parameters.SelectMany(p => p.Value is string[] list
            ? list.Select((text, i) => ($"{p.Name}.member.{i + 1}", text))
            : [(p.Name, p.Value.ToString()!)])]);
}
