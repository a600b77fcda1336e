using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Tests.Sns;

/// <summary>The webhook with the sandbox's SNS at the other end.</summary>
public sealed class SubscriptionTests
{
    [Fact]
    public async Task Given_a_webhook_that_SNS_was_told_of_when_its_confirmations_are_read_then_it_is_subscribed_by_the_API()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.SubscribeAsync();
        var confirmations = await ArrivedAsync(world, rows => rows.Count >= 2);

        foreach (var row in confirmations.Concat(confirmations))
        {
            // Read twice, as after a crash.
            var note = Assert.IsType<IntakeReading.Handled>(await world.Intake.ReadAsync(row, CancellationToken.None)).Note;
            Assert.Contains("Confirmed", note, StringComparison.Ordinal);
        }

        var subscriptions = (await world.StateAsync())["subscriptions"]!.AsArray().Where(one => (string)one!["protocol"]! is "http" or "https").ToArray();
        Assert.Equal(2, subscriptions.Length);
        Assert.All(subscriptions, one => Assert.Equal("Confirmed", (string)one!["status"]!));
        var tags = (await world.ChangesAsync("ConfirmSubscription"))[0]["principal"]!["sessionTags"]!;
        Assert.Equal("confirm-subscription", (string)tags["action"]!);
    }

    [Fact]
    public async Task Given_a_subscription_when_the_story_goes_wrong_then_its_messages_become_the_services_signals()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.SubscribeAsync();
        foreach (var row in await ArrivedAsync(world, rows => rows.Count >= 2))
        {
            await world.Intake.ReadAsync(row, CancellationToken.None);
        }

        await world.BreakAsync();
        var rows = (await ArrivedAsync(world, rows => rows.Count >= 6)).Skip(2).ToArray();
        var signals = new List<Signal>();
        foreach (var row in rows)
        {
            signals.Add(Assert.IsType<IntakeReading.Event>(await world.Intake.ReadAsync(row, CancellationToken.None)).Signal);
        }

        Assert.All(signals, signal => Assert.Contains(signal.Resource, CheckoutApi.Service.SignalKeys));
        Assert.Contains(signals, signal => signal.Kind == SignalKind.DeploymentStarted);
        Assert.Equal(
            ["checkout-api-5xx", "checkout-api-health", "checkout-api-latency"],
            signals.Where(signal => signal.Kind == SignalKind.AlarmRaised).Select(signal => signal.Subject).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Given_a_token_that_SNS_does_not_know_when_it_is_read_then_it_says_to_subscribe_again()
    {
        await using var world = await AwsWorld.StartAsync();
        var body = SnsMessageBuilder.Confirmation("SubscriptionConfirmation", token: "nonesuch").SignedBy(SnsWorld.Certificate).ToJsonString();
        var reading = await world.Intake.ReadAsync(new InboxMessage("k", "sns", body, world.Clock.GetUtcNow(), null), CancellationToken.None);
        Advised.By(Assert.IsType<IntakeReading.Handled>(reading).Note, "Subscribe the bot again to get a new token.");

        await world.SubscribeAsync();
        Assert.Equal("Confirmed", await SubscribedAsync(world));
    }

    [Fact]
    public async Task Given_AWS_that_throttles_when_a_confirmation_is_read_then_it_throws_to_be_read_again()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.FaultAsync("sns", "ConfirmSubscription", "throttle");
        var body = SnsMessageBuilder.Confirmation("SubscriptionConfirmation").SignedBy(SnsWorld.Certificate).ToJsonString();
        await Assert.ThrowsAsync<BackoutBot.Aws.Failures.AwsCallException>(async () => await world.Intake.ReadAsync(new InboxMessage("k", "sns", body, world.Clock.GetUtcNow(), null), CancellationToken.None));
    }

    [Fact]
    public async Task Given_an_unsubscription_when_it_is_read_then_it_is_told_and_nothing_is_subscribed_again()
    {
        await using var world = await AwsWorld.StartAsync();
        var body = SnsMessageBuilder.Confirmation("UnsubscribeConfirmation").SignedBy(SnsWorld.Certificate).ToJsonString();
        var reading = await world.Intake.ReadAsync(new InboxMessage("k", "sns", body, world.Clock.GetUtcNow(), null), CancellationToken.None);
        Assert.Empty(await world.ChangesAsync("ConfirmSubscription"));
        Advised.By(Assert.IsType<IntakeReading.Handled>(reading).Note, "If nobody meant that, subscribe it again.");

        await world.SubscribeAsync();
        Assert.Equal("Confirmed", await SubscribedAsync(world));
    }

    [Fact]
    public async Task Given_a_topic_that_was_taken_out_of_the_plan_file_when_its_message_is_read_then_it_is_kept_without_effect()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.Resources with { Topics = [] });
        var body = SnsMessageBuilder.Confirmation("SubscriptionConfirmation").SignedBy(SnsWorld.Certificate).ToJsonString();
        Assert.IsType<IntakeReading.Unrecognised>(await world.Intake.ReadAsync(new InboxMessage("k", "sns", body, world.Clock.GetUtcNow(), null), CancellationToken.None));
    }

    /// <summary>How the alarms' topic stands once the bot has read what came.</summary>
    private static async Task<string> SubscribedAsync(AwsWorld world)
    {
        foreach (var row in await ArrivedAsync(world, rows => rows.Count >= 2))
        {
            await world.Intake.ReadAsync(row, CancellationToken.None);
        }

        return (string)(await world.StateAsync())["subscriptions"]!.AsArray().First(one => (string)one!["topic"]! == CheckoutApi.AlarmTopic && (string)one["protocol"]! is "http" or "https")!["status"]!;
    }

    // The sandbox delivers on its own; its clock is moved until what is expected is there.
    private static async Task<IReadOnlyList<InboxMessage>> ArrivedAsync(AwsWorld world, Func<IReadOnlyList<InboxMessage>, bool> complete)
    {
        for (var i = 0; i < 2000 && !complete(world.Inbox.Rows); i++)
        {
            world.Advance(0.05);
            await world.StateAsync();
        }

        Assert.True(complete(world.Inbox.Rows), $"Only {world.Inbox.Rows.Count} messages came.");
        return world.Inbox.Rows;
    }
}
