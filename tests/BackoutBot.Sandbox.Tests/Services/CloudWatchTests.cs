using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Services;

public sealed class CloudWatchTests : IAsyncLifetime
{
    private SandboxHost sandbox = null!;
    private SignedClient verify = null!;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync();
        verify = await sandbox.AsAsync("bo-verify");
    }

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_no_types_when_described_then_only_metric_alarms_come()
    {
        Assert.Equal(["checkout-api-5xx", "checkout-api-latency"], await NamesAsync());
        Assert.Equal(["checkout-api-health"], await NamesAsync(("AlarmTypes.member.1", "CompositeAlarm")));
        Assert.Equal(3, (await NamesAsync(("AlarmTypes.member.1", "CompositeAlarm"), ("AlarmTypes.member.2", "MetricAlarm"))).Count);
    }

    [Fact]
    public async Task Given_filters_when_described_then_they_hold()
    {
        Assert.Equal(["checkout-api-5xx"], await NamesAsync(("AlarmNames.member.1", "checkout-api-5xx"), ("AlarmNames.member.2", "none")));
        Assert.Empty(await NamesAsync(("StateValue", "ALARM")));
        await sandbox.BrokenAsync();
        Assert.Equal(["checkout-api-5xx", "checkout-api-latency"], await NamesAsync(("StateValue", "ALARM")));
    }

    [Fact]
    public async Task Given_small_pages_when_described_then_the_token_leads_on()
    {
        var first = (await verify.QueryAsync("monitoring", "DescribeAlarms", ("MaxRecords", "1"))).Ok();
        Assert.Equal(["checkout-api-5xx"], first.Texts("AlarmName"));
        var second = (await verify.QueryAsync("monitoring", "DescribeAlarms", ("MaxRecords", "1"), ("NextToken", first.Text("NextToken")))).Ok();
        Assert.Equal(["checkout-api-latency"], second.Texts("AlarmName"));
        Assert.Empty(second.Texts("NextToken"));
        Assert.Equal("InvalidNextToken", (await verify.QueryAsync("monitoring", "DescribeAlarms", ("NextToken", "x"))).Code);
    }

    [Fact]
    public async Task Given_a_parameter_that_is_not_simulated_when_called_then_it_is_refused_and_not_ignored()
    {
        var refused = await verify.QueryAsync("monitoring", "DescribeAlarms", ("ChildrenOfAlarmName", "x"));
        Assert.Equal((400, "ValidationError"), (refused.Status, refused.Code));
    }

    private async Task<List<string>> NamesAsync(params (string, string)[] parameters) => (await verify.QueryAsync("monitoring", "DescribeAlarms", parameters)).Ok().Texts("AlarmName");
}
