using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Services;

public sealed class SnsTests : IAsyncLifetime
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:shop-announcements";
    private SandboxHost sandbox = null!;
    private SignedClient exec = null!;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync();
        exec = await sandbox.AsAsync("bo-exec");
    }

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_an_announcement_when_published_then_it_is_kept_for_all_to_see()
    {
        var answer = (await exec.QueryAsync("sns", "Publish", ("TopicArn", Topic), ("Subject", "checkout-api"), ("Message", "Rolling back"),
            ("MessageAttributes.entry.1.Name", "actionId"), ("MessageAttributes.entry.1.Value.DataType", "String"), ("MessageAttributes.entry.1.Value.StringValue", "BO-1/a1"))).Ok();
        var published = (await sandbox.StateAsync())["published"]!.AsArray().Single()!;
        Assert.Equal((answer.Text("MessageId"), "Rolling back"), ((string)published["id"]!, (string)published["message"]!));
        Assert.Contains("BO-1/a1", (string)(await sandbox.CallsAsync()).Single()!["evidence"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:other", "s", "m", 404, "NotFound")]
    [InlineData(Topic, "s", "", 400, "InvalidParameter")]
    [InlineData(Topic, "two\nlines", "m", 400, "InvalidParameter")]
    public async Task Given_a_message_that_cannot_be_sent_when_published_then_it_is_refused(string topic, string subject, string message, int status, string code)
    {
        var refused = await exec.QueryAsync("sns", "Publish", ("TopicArn", topic), ("Subject", subject), ("Message", message));
        Assert.Equal((status, code), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Given_a_token_of_another_topic_when_confirmed_then_it_is_invalid()
    {
        await using var webhook = await Webhook.StartAsync();
        await sandbox.RestartAsync(o => o with { Webhook = webhook.Address });
        exec = await sandbox.AsAsync("bo-exec");
        var (one, other) = (await webhook.NextAsync(), await webhook.NextAsync());
        Assert.Equal("InvalidParameter", (await exec.QueryAsync("sns", "ConfirmSubscription", ("TopicArn", one["TopicArn"]), ("Token", other["Token"]))).Code);

        var confirmed = (await exec.QueryAsync("sns", "ConfirmSubscription", ("TopicArn", one["TopicArn"]), ("Token", one["Token"]), ("AuthenticateOnUnsubscribe", "true"))).Ok();
        Assert.StartsWith(one["TopicArn"] + ":", confirmed.Text("SubscriptionArn"), StringComparison.Ordinal);
        var states = (await sandbox.StateAsync())["subscriptions"]!.AsArray().Where(s => (string)s!["protocol"]! == "http").Select(s => (string)s!["status"]!);
        Assert.Equal(["Confirmed", "PendingConfirmation"], states.Order(StringComparer.Ordinal));
    }
}
