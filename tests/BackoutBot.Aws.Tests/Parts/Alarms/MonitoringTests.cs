using BackoutBot.Aws.Parts.Alarms;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Tests.Parts.Alarms;

/// <summary>What 7.1 says of alarms: an alarm is of use here if this bot hears of it.</summary>
public sealed class MonitoringTests
{
    [Fact]
    [Judges("7.1", CheckStatus.Fail, "an alarm tells nobody, or others only, and no composite alarm over it tells this bot")]
    public async Task Given_an_alarm_that_tells_only_another_team_when_no_composite_alarm_is_over_it_then_it_fails_and_names_whom_it_tells()
    {
        await using (var world = await AwsWorld.StartAsync(scenario => scenario.ErrorsToOthers().CompositeHas("rule: ALARM(checkout-api-latency)").Replace("    anyOf: [checkout-api-5xx, checkout-api-latency]\n", "", StringComparison.Ordinal)))
        {
            var result = await world.CheckAsync("7.1");
            Assert.Equal((CheckStatus.Fail, "checkout-api-5xx does not tell this bot when it goes off, but arn:aws:sns:eu-west-1:123456789012:other-team."), (result.Status, result.Summary));
            Assert.Equal(AlarmScenario.Errors, Advised.By(result.Fix, "Let * notify one of the plan file's topics.")[0]);
        }

        await using var mended = await AwsWorld.StartAsync();
        Assert.Equal(CheckStatus.Pass, (await mended.CheckAsync("7.1")).Status);
    }

    [Fact]
    public async Task Given_an_alarm_in_ALARM_that_tells_nobody_when_it_is_checked_then_both_is_said()
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Errors5xx("isSilent: true").CompositeToOthers());
        world.Catalogue.Become(CheckoutApi.Resources with { Topics = [CheckoutApi.AlarmTopic] });
        await world.SetAlarmAsync(AlarmScenario.Errors, "ALARM", "the disk is full");
        var result = await world.CheckAsync("7.1");
        Assert.Contains("checkout-api-5xx does nothing when it goes off.", result.Summary, StringComparison.Ordinal);
        Assert.Contains("checkout-api-5xx is in ALARM.", result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [Judges("7.1", CheckStatus.Pass, "the same holds where an alarm tells this bot by a composite alarm over it that the plan file names")]
    [InlineData("isSilent: true")]
    [InlineData("")]
    public async Task Given_an_alarm_whose_composite_alarm_tells_this_bot_when_it_is_checked_then_it_passes_and_says_by_which(string errors)
    {
        await using var world = await AwsWorld.StartAsync(scenario => errors.Length > 0 ? scenario.Errors5xx(errors) : scenario.ErrorsToOthers());
        var result = await world.CheckAsync("7.1");
        Assert.Equal((CheckStatus.Pass, "All 3 alarms are OK, enabled, and tell this bot; checkout-api-5xx by the composite alarm checkout-api-health."), (result.Status, result.Summary));
    }

    [Fact]
    [Judges("7.1", CheckStatus.Warn, "an alarm tells this bot only by a composite alarm that the plan file does not name")]
    public async Task Given_a_composite_alarm_that_the_plan_file_does_not_name_when_it_is_added_then_the_check_passes()
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Errors5xx("isSilent: true"));
        world.Catalogue.Become(CheckoutApi.With<ServiceAlarm>(CheckoutApi.Alarms(AlarmScenario.Errors, AlarmScenario.Latency)));
        var result = await world.CheckAsync("7.1");
        Assert.Equal(CheckStatus.Warn, result.Status);
        string added = Advised.By(result.Fix, "Add * to aws.alarms.")[0];

        world.Catalogue.Become(CheckoutApi.With<ServiceAlarm>(CheckoutApi.Alarms(AlarmScenario.Errors, AlarmScenario.Latency, added)));
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("7.1")).Status);
    }

    [Theory]
    [Judges("7.1", CheckStatus.Fail, "the actions of the composite alarm by which an alarm would tell this bot are disabled")]
    [Judges("7.1", CheckStatus.Warn, "the actions of the composite alarm by which an alarm tells this bot are suppressed")]
    [InlineData("actionsEnabled: false", CheckStatus.Fail)]
    [InlineData("suppressor: checkout-api-latency", CheckStatus.Warn)]
    public async Task Given_a_composite_alarm_that_can_not_tell_now_when_it_is_checked_then_its_children_are_not_heard(string composite, CheckStatus status)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Errors5xx("isSilent: true").CompositeHas(composite));
        world.Catalogue.Become(CheckoutApi.With<ServiceAlarm>(CheckoutApi.Alarms(AlarmScenario.Errors, AlarmScenario.Health)));
        await world.SetAlarmAsync(AlarmScenario.Latency, "ALARM", "maintenance");
        var result = await world.CheckAsync("7.1");
        Assert.Equal(status, result.Status);
        Assert.Contains(AlarmScenario.Errors, result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [Judges("7.1", CheckStatus.Fail, "the actions of an alarm are disabled")]
    [Judges("7.1", CheckStatus.Warn, "an alarm lacks data")]
    [InlineData("actionsEnabled: false", "OK", CheckStatus.Fail)]
    [InlineData("actionsEnabled: true", "INSUFFICIENT_DATA", CheckStatus.Warn)]
    public async Task Given_an_alarm_that_is_disabled_or_lacks_data_when_it_is_checked_then_it_does_not_pass(string actions, string state, CheckStatus status)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Errors5xx(actions));
        await world.SetAlarmAsync(AlarmScenario.Errors, state, "nothing was measured");
        Assert.Equal(status, (await world.CheckAsync("7.1")).Status);
    }

    [Fact]
    public async Task Given_a_topic_of_another_service_when_it_is_in_the_alarms_account_then_this_bot_hears_by_it()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.Resources with { Topics = [CheckoutApi.DeploymentTopic] });
        Assert.Equal(CheckStatus.Fail, (await world.CheckAsync("7.1")).Status);

        world.Catalogue.All = new Dictionary<Core.Ids.ServiceId, AwsService>(world.Catalogue.All) { [new("billing")] = CheckoutApi.Resources with { Resources = [] } };
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("7.1")).Status);
    }

    [Theory]
    [Judges("7.1", CheckStatus.Warn, "an alarm is not evaluated, or on a part of its data only")]
    [InlineData("EVALUATION_ERROR", "Correct what hinders *: *")]
    [InlineData("EVALUATION_FAILURE", "Watch by hand what * watches, until CloudWatch evaluates it again.")]
    [InlineData("PARTIAL_DATA", "Let the query of * match fewer metrics.")]
    [InlineData("IN_WARM_UP", "Wait until * is evaluated.")]
    [InlineData("SOMETHING_NEW", "See in CloudWatch what that means for *.")]
    public async Task Given_an_alarm_that_is_not_evaluated_as_it_should_be_when_it_is_again_then_the_check_passes(string evaluation, string advice)
    {
        await using (var world = await AwsWorld.StartAsync(scenario => scenario.Errors5xx($"evaluationState: {evaluation}")))
        {
            var result = await world.CheckAsync("7.1");
            Assert.Equal(CheckStatus.Warn, result.Status);
            Assert.Contains(evaluation, result.Summary, StringComparison.Ordinal);
            Assert.Equal(AlarmScenario.Errors, Advised.By(result.Fix, advice)[0]);
        }

        await using var mended = await AwsWorld.StartAsync();
        Assert.Equal(CheckStatus.Pass, (await mended.CheckAsync("7.1")).Status);
    }

    [Theory]
    [Judges("12.2", CheckStatus.Unknown, "an alarm says OK or lacks data, and is not evaluated now")]
    [Judges("12.2", CheckStatus.Warn, "an alarm says OK, and is evaluated on a part of its data only")]
    [InlineData("EVALUATION_ERROR", CheckStatus.Unknown)]
    [InlineData("EVALUATION_FAILURE", CheckStatus.Unknown)]
    [InlineData("IN_WARM_UP", CheckStatus.Unknown)]
    [InlineData("SOMETHING_NEW", CheckStatus.Unknown)]
    [InlineData("PARTIAL_DATA", CheckStatus.Warn)]
    public async Task Given_an_alarm_that_is_not_evaluated_when_it_says_OK_then_12_2_does_not_take_its_word(string evaluation, CheckStatus status)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Errors5xx($"evaluationState: {evaluation}"));
        Assert.Equal(status, (await world.CheckAsync("12.2")).Status);
        Assert.Equal(status, (await world.ProveAsync("12.2", world.Clock.GetUtcNow())).Status);
    }

    [Fact]
    [Judges("7.1", CheckStatus.Warn, "a mute rule is active for an alarm")]
    public async Task Given_a_mute_rule_when_it_is_removed_or_ends_then_the_check_passes()
    {
        await using (var world = await AwsWorld.StartAsync(scenario => scenario.Mute("name: night-work, alarms: [checkout-api-5xx], minutesAgo: 10, minutes: 60")))
        {
            var begins = world.Clock.GetUtcNow().AddMinutes(-10);
            var result = await world.CheckAsync("7.1");
            Assert.Equal((CheckStatus.Warn, $"The actions of checkout-api-5xx are muted by the rule night-work, until {begins.AddMinutes(60).AddSeconds(-begins.Second).UtcDateTime:yyyy-MM-dd HH:mm:ss}Z."), (result.Status, result.Summary));
            Assert.Equal("night-work", Advised.By(result.Fix, "Remove the mute rule *, or wait until it ends.")[0]);

            world.Advance(50 * 60);
            Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("7.1")).Status);
        }

        await using var removed = await AwsWorld.StartAsync();
        Assert.Equal(CheckStatus.Pass, (await removed.CheckAsync("7.1")).Status);
    }

    [Theory]
    [InlineData("name: nightly, minutesAgo: 10, minutes: 120, daily: true", 3, "for PT2H from each cron(")]
    [InlineData("name: others, alarms: [somebody-elses], minutesAgo: 10, minutes: 120", 0, "tell this bot")]
    [InlineData("name: later, minutesAgo: -60, minutes: 120", 0, "tell this bot")]
    public async Task Given_mute_rules_when_it_is_checked_then_those_count_that_mute_these_alarms_now(string rule, int muted, string said)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Mute(rule));
        var result = await world.CheckAsync("7.1");
        Assert.Equal(muted == 0 ? CheckStatus.Pass : CheckStatus.Warn, result.Status);
        Assert.Equal(muted, result.Summary.Split("are muted by").Length - 1);
        Assert.Contains(said, result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ListAlarmMuteRules")]
    [InlineData("GetAlarmMuteRule")]
    public async Task Given_mute_rules_that_can_not_be_read_when_it_is_checked_then_it_is_unknown(string operation)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Mute("name: night-work, minutesAgo: 10, minutes: 60"));
        await world.FaultAsync("cloudwatch", operation, "deny");
        var result = await world.CheckAsync("7.1");
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains($"cloudwatch:{operation}", result.Fix, StringComparison.Ordinal);
    }
}
