using BackoutBot.Aws.Parts.Alarms;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Tests.Parts.Alarms;

/// <summary>What alarms prove, and what they don't.</summary>
public sealed class QuietAlarmsTests
{
    private const string Alarm = "checkout-api-5xx";
    private const string ForWantOfData = "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].";

    [Fact]
    public async Task Given_quiet_alarms_when_they_are_to_prove_a_rollback_then_they_do_and_say_how_long_they_need_to_see_a_change()
    {
        await using var world = await AwsWorld.StartAsync();

        var found = await world.ProveAsync("12.2", world.Clock.GetUtcNow());

        Assert.Equal(CheckStatus.Pass, found.Status);
        Assert.Equal(TimeSpan.FromSeconds(60), found.Settles);
    }

    [Theory]
    [InlineData("checkout-api-health", "ALARM(checkout-api-5xx)")]
    [InlineData("shop", "ALARM(checkout-api-health)")]
    [InlineData("shop", "ALARM(shop) OR NOT OK(\"checkout-api-health\")")]
    public async Task Given_composite_alarms_alone_when_they_are_to_prove_a_rollback_then_they_need_as_long_as_the_slowest_alarm_below(string named, string rule)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.LatencyOver(300).CompositeOf("shop", $"'{rule}'"));
        world.Catalogue.Become(CheckoutApi.With<ServiceAlarm>(CheckoutApi.Alarms(named)));

        var found = await world.ProveAsync("12.2", world.Clock.GetUtcNow());

        Assert.Equal(TimeSpan.FromSeconds(300), found.Settles);
        Assert.DoesNotContain("checkout-api-latency", found.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkout-api-latency", "schedule: rate(5 minutes), startOffset: 360, results: 3", (3 * 300) + 360)]
    [InlineData("checkout-api-latency", "schedule: rate(1 hour), startOffset: 3600", 3600 + 3600)]
    [InlineData("checkout-api-health", "schedule: rate(1 minute), startOffset: 60, results: 2", (2 * 60) + 60)]
    public async Task Given_a_log_alarm_when_it_is_to_prove_a_rollback_then_it_needs_as_long_as_its_query_looks_at_what_was_before(string named, string query, int seconds)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.LatencyFromLogs(query));
        world.Catalogue.Become(CheckoutApi.With<ServiceAlarm>(CheckoutApi.Alarms(named)));

        var found = await world.ProveAsync("12.2", world.Clock.GetUtcNow());

        Assert.Equal((CheckStatus.Pass, TimeSpan.FromSeconds(seconds)), (found.Status, found.Settles));
    }

    [Fact]
    public async Task Given_a_log_alarm_in_ALARM_when_it_is_checked_then_it_counts_like_any_other()
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.LatencyFromLogs("schedule: rate(1 minute), startOffset: 60"));
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("7.1")).Status);

        await world.SetAlarmAsync(AlarmScenario.Latency, "ALARM", "3 lines say so");

        Assert.Equal(CheckStatus.Fail, (await world.CheckAsync("7.1")).Status);
        Assert.Equal(CheckStatus.Fail, (await world.ProveAsync("12.2", world.Clock.GetUtcNow())).Status);
    }

    [Fact]
    public async Task Given_a_composite_alarm_whose_children_can_not_be_read_when_it_is_to_prove_a_rollback_then_it_does_not()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With<ServiceAlarm>(CheckoutApi.Alarms(AlarmScenario.Health)));
        await world.FaultAsync("cloudwatch", "DescribeAlarms", "deny", after: 1);

        Assert.Equal(CheckStatus.Unknown, (await world.ProveAsync("12.2", world.Clock.GetUtcNow())).Status);
    }

    [Fact]
    [Judges("12.2", CheckStatus.Unknown, "an alarm lacks data, while a rollback is to be proven")]
    [Judges("12.2", CheckStatus.Warn, "an alarm lacks data, while no rollback is to be proven")]
    public async Task Given_an_alarm_without_data_when_it_is_to_prove_a_rollback_then_it_does_not_and_elsewhere_it_is_a_warning()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.SetAlarmAsync(Alarm, "INSUFFICIENT_DATA", "Insufficient Data: 1 datapoint was unknown.");

        var found = await world.ProveAsync("12.2", world.Clock.GetUtcNow());

        Assert.Equal(CheckStatus.Unknown, found.Status);
        Assert.Contains($"{Alarm} lacks data", found.Summary, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Warn, (await world.CheckAsync("12.2")).Status);
    }

    [Fact]
    [Judges("12.2", CheckStatus.Unknown, "an alarm became OK for want of data, while a rollback is to be proven")]
    public async Task Given_an_alarm_that_is_quiet_only_because_nobody_came_when_it_is_to_prove_a_rollback_then_it_does_not()
    {
        await using var world = await AwsWorld.StartAsync();
        var closed = world.Clock.GetUtcNow();
        world.Advance(1);
        await world.SetAlarmAsync(Alarm, "OK", ForWantOfData);

        var found = await world.ProveAsync("12.2", closed);

        Assert.Equal(CheckStatus.Unknown, found.Status);
        Assert.Contains("for want of data", found.Summary, StringComparison.Ordinal);

        Advised.By(found.Fix, "See that requests come in again, so that * has something to measure.");
        await world.SetAlarmAsync(Alarm, "OK", "Threshold Crossed: 1 datapoint [0.2] was not greater than the threshold (5.0).");
        Assert.Equal(CheckStatus.Pass, (await world.ProveAsync("12.2", closed)).Status);
    }
}
