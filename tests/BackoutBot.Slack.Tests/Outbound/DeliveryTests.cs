using System.Text.Json.Nodes;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Slack.Tests.Wire;
using Outcome = BackoutBot.Core.Chat.Delivery;

namespace BackoutBot.Slack.Tests.Outbound;

/// <summary>What the outbox hands to Slack: posted once, edited in place, told privately, uploaded; pauses and refusals handed back.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private static readonly ChatMessage Card = new("card:checkout-api-17", "#ops", null, null, new CardBody(new Card(
        new BackoutId("checkout-api-17"),
        "checkout-api · production",
        CardTone.Attention,
        "Up for approval",
        "Two people must approve <!channel>.",
        "2 approvers",
        null,
        [new CardFact("Release", "v2.4.0")],
        [],
        [],
        [],
        [new CardButton(CardVerb.Approve, "Approve", ButtonStyle.Primary, new PlanHash("abcdef0123456789"))],
        "checkout-api-17")));

    private static readonly ChatMessage Reply = new("entry:checkout-api-17:3", "#ops", "card:checkout-api-17", null, new TextBody(CardTone.Good, "alice approved plan abcdef01.", ["1 of 2"]));
    private static readonly ChatMessage Refusal = new("entry:checkout-api-17:4", "#ops", "card:checkout-api-17", new PersonId("bob"), new TextBody(CardTone.Attention, "You are no approver.", []));
    private static readonly ChatMessage PostMortem = new("entry:checkout-api-17:9", "#ops", "card:checkout-api-17", null, new DocumentBody("Post-mortem of checkout-api-17", "# Post-mortem\n\nÜber 5 minutes.\n"));

    private SlackBot bot = null!;

    public async Task InitializeAsync() => bot = await SlackBot.StartAsync();

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Theory]
    [InlineData("#ops", true)]
    [InlineData("#stakeholders", false)]
    [InlineData("slack:D0ALICE", true)]
    [InlineData("teams:19:x", false)]
    public void Given_a_channel_when_asked_then_slack_reaches_what_is_mapped_and_what_is_its_own(string channel, bool reached) =>
        Assert.Equal(reached, bot.Platform.Reaches(channel));

    [Fact]
    public async Task Given_a_card_when_delivered_then_it_is_posted_with_blocks_and_its_mark()
    {
        var done = await DoneAsync(new ChatDelivery(Card, null, null, false));

        var call = Assert.Single(bot.Slack.Of("chat.postMessage"));
        Assert.Equal(FakeSlack.Token, call.Token);
        Assert.Equal(("C0OPS", "none", "false", "false", "false"), (call["channel"], call["parse"], call["link_names"], call["unfurl_links"], call["unfurl_media"]));
        Assert.Equal(("backoutbot_message", "card:checkout-api-17"), ((string?)call.Arguments["metadata"]!["event_type"], (string?)call.Arguments["metadata"]!["event_payload"]!["key"]));
        Assert.DoesNotContain("<!channel>", call.Arguments.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.NotEmpty(call.Arguments["blocks"]!.AsArray());
        Assert.Null(call["thread_ts"]);
        Assert.Equal($"C0OPS/{Post(0)["ts"]}", done);
    }

    [Fact]
    public async Task Given_a_delivered_card_when_it_changes_then_it_is_edited_in_place()
    {
        var reference = await DoneAsync(new ChatDelivery(Card, null, null, false));
        var changed = Card with { Body = new CardBody(((CardBody)Card.Body).Card with { State = "Rolled back" }) };

        Assert.Equal(reference, await DoneAsync(new ChatDelivery(changed, null, reference, false)));

        Assert.Contains("Rolled back", Post(0)["blocks"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("none", Assert.Single(bot.Slack.Of("chat.update"))["parse"]);
        Assert.Single(bot.Slack.PostsIn("C0OPS"));
    }

    [Fact]
    public async Task Given_a_thread_when_a_reply_is_delivered_then_it_stands_in_it()
    {
        var root = await DoneAsync(new ChatDelivery(Card, null, null, false));

        await DoneAsync(new ChatDelivery(Reply, root, null, false));

        Assert.Equal(root, $"C0OPS/{Post(1)["thread_ts"]}");
    }

    [Fact]
    public async Task Given_a_private_answer_when_delivered_then_only_that_person_sees_it_in_the_thread()
    {
        var root = await DoneAsync(new ChatDelivery(Card, null, null, false));

        await DoneAsync(new ChatDelivery(Refusal, root, null, false));

        var told = Assert.Single(bot.Slack.Whispers);
        Assert.Equal(("U0BOB", "C0OPS", root), (told["user"], told["channel"], $"C0OPS/{told["thread_ts"]}"));
        Assert.Single(bot.Slack.PostsIn("C0OPS"));
    }

    [Fact]
    public async Task Given_a_channel_that_the_bot_is_not_in_when_a_private_answer_is_delivered_then_it_goes_to_the_person_alone()
    {
        bot.Slack.Elsewhere.Add("C0RANDOM");

        var done = await DoneAsync(new ChatDelivery(Refusal with { Channel = "slack:C0RANDOM", Thread = null }, null, null, false));

        Assert.StartsWith("D00BOB/", done, StringComparison.Ordinal);
        Assert.Single(bot.Slack.PostsIn("D00BOB"));
    }

    [Fact]
    public async Task Given_a_private_conversation_when_an_answer_is_delivered_then_it_is_an_ordinary_post_there()
    {
        await DoneAsync(new ChatDelivery(Refusal with { Channel = "slack:D0BOB", Thread = null }, null, null, false));

        Assert.Single(bot.Slack.PostsIn("D0BOB"));
    }

    [Fact]
    public async Task Given_somebody_without_an_account_when_told_privately_then_it_is_refused_with_what_to_do()
    {
        var refused = Assert.IsType<Outcome.Refused>(await bot.Platform.DeliverAsync(new ChatDelivery(Refusal with { OnlyFor = new PersonId("zoe") }, null, null, false), default));

        Assert.Contains("People:zoe:Accounts", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_document_when_delivered_then_it_is_uploaded_into_the_thread_byte_for_byte()
    {
        var root = await DoneAsync(new ChatDelivery(Card, null, null, false));

        await DoneAsync(new ChatDelivery(PostMortem, root, null, false));

        var (name, content) = bot.Slack.Files.Values.Single();
        Assert.Equal(("entry-checkout-api-17-9.md", "# Post-mortem\n\nÜber 5 minutes.\n"), (name, content));
        Assert.Equal(root, $"C0OPS/{Post(1)["thread_ts"]}");
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(content).ToString(), bot.Slack.Of("files.getUploadURLExternal").Single()["length"]);
    }

    [Fact]
    public async Task Given_an_answer_that_was_lost_when_delivered_again_then_the_post_is_found_and_there_is_one()
    {
        bot.Slack.LoseAnswer("chat.postMessage");
        Assert.IsType<Outcome.Later>(await bot.Platform.DeliverAsync(new ChatDelivery(Card, null, null, false), default));

        var done = await DoneAsync(new ChatDelivery(Card, null, null, MayHaveArrived: true));

        Assert.Equal($"C0OPS/{Assert.Single(bot.Slack.PostsIn("C0OPS"))["ts"]}", done);
        Assert.Single(bot.Slack.Of("chat.update"));
    }

    [Fact]
    public async Task Given_a_reply_and_a_document_that_arrived_when_delivered_again_then_they_are_found_far_down_the_thread()
    {
        var root = await DoneAsync(new ChatDelivery(Card, null, null, false));
        for (var talk = 0; talk < 150; talk++)
        {
            bot.Slack.Say("C0OPS", "U0DAVE", "and?", thread: root.Split('/')[1]);
        }

        await DoneAsync(new ChatDelivery(Reply, root, null, false));
        await DoneAsync(new ChatDelivery(PostMortem, root, null, false));
        var posts = bot.Slack.PostsIn("C0OPS").Length;

        await DoneAsync(new ChatDelivery(Reply, root, null, MayHaveArrived: true));
        await DoneAsync(new ChatDelivery(PostMortem, root, null, MayHaveArrived: true));

        Assert.Equal(posts, bot.Slack.PostsIn("C0OPS").Length);
    }

    [Fact]
    public async Task Given_a_post_of_somebody_else_with_the_bots_mark_when_looked_for_then_it_does_not_pass_for_the_bots()
    {
        bot.Slack.Say("C0OPS", "U0EVIL", "Rolled back.", more: message => message["metadata"] = JsonNode.Parse("""{"event_type":"backoutbot_message","event_payload":{"key":"card:checkout-api-17"}}"""));

        await DoneAsync(new ChatDelivery(Card, null, null, MayHaveArrived: true));

        Assert.Single(bot.Slack.PostsIn("C0OPS"));
    }

    [Fact]
    public async Task Given_a_message_that_never_arrived_when_delivered_again_then_it_is_posted()
    {
        await DoneAsync(new ChatDelivery(Card, null, null, MayHaveArrived: true));

        Assert.Single(bot.Slack.PostsIn("C0OPS"));
    }

    [Fact]
    public async Task Given_a_limit_when_delivered_then_it_waits_as_long_as_slack_says_for_that_method_and_channel_only()
    {
        bot.Slack.Limit("chat.postMessage", 7);

        Assert.Equal(TimeSpan.FromSeconds(7), (await LaterAsync(Card)).After);
        bot.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(5), (await LaterAsync(Reply)).After);
        Assert.Single(bot.Slack.Of("chat.postMessage"));

        await DoneAsync(new ChatDelivery(Reply with { Channel = "slack:D0BOB" }, null, null, false));
        await DoneAsync(new ChatDelivery(Refusal, null, null, false));
        bot.Time.Advance(TimeSpan.FromSeconds(5));
        await DoneAsync(new ChatDelivery(Card, null, null, false));
        Assert.Equal(3, bot.Slack.Of("chat.postMessage").Length);
    }

    [Fact]
    public async Task Given_a_limit_that_does_not_say_how_long_when_delivered_then_it_waits_half_a_minute()
    {
        bot.Slack.Limit("chat.postMessage", null);

        Assert.Equal(TimeSpan.FromSeconds(30), (await LaterAsync(Card)).After);
    }

    [Theory]
    [InlineData("internal_error")]
    [InlineData("fatal_error")]
    [InlineData("ratelimited")]
    public async Task Given_trouble_of_slacks_own_when_delivered_then_it_is_tried_later(string code)
    {
        bot.Slack.Fail("chat.postMessage", code);

        Assert.True((await LaterAsync(Card)).After > TimeSpan.Zero);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Given_a_server_error_when_delivered_then_it_is_tried_later(int status)
    {
        bot.Slack.NextTime("chat.postMessage", context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        Assert.True((await LaterAsync(Card)).After > TimeSpan.Zero);
    }

    [Fact]
    public async Task Given_a_proxys_page_when_delivered_then_it_does_not_pass_for_success()
    {
        bot.Slack.NextTime("chat.postMessage", context =>
        {
            context.Response.ContentType = "text/html";
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "<h1>Welcome to the hotel</h1>");
        });

        Assert.Contains("text/html", (await LaterAsync(Card)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not_in_channel", "/invite")]
    [InlineData("channel_not_found", "Slack:Channels")]
    [InlineData("invalid_auth", "Slack:BotToken")]
    [InlineData("missing_scope", "chat:write")]
    [InlineData("something_new", "documentation")]
    public async Task Given_a_refusal_when_delivered_then_it_says_what_to_do(string code, string advice)
    {
        bot.Slack.Fail("chat.postMessage", code, ("needed", "chat:write"), ("provided", "commands"));

        var refused = Assert.IsType<Outcome.Refused>(await bot.Platform.DeliverAsync(new ChatDelivery(Card, null, null, false), default));

        Assert.Contains(advice, refused.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeSlack.Token, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_channel_without_an_id_when_delivered_then_it_is_refused_with_what_to_do()
    {
        var refused = Assert.IsType<Outcome.Refused>(await bot.Platform.DeliverAsync(new ChatDelivery(Card with { Channel = "#unknown" }, null, null, false), default));

        Assert.Contains("Slack:Channels", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_anything_delivered_when_the_log_is_read_then_no_token_stands_in_it()
    {
        await DoneAsync(new ChatDelivery(Card, null, null, false));

        Assert.DoesNotContain(bot.Logs.Lines, line => line.Contains(FakeSlack.Token, StringComparison.Ordinal));
    }

    private JsonObject Post(int place) => bot.Slack.PostsIn("C0OPS")[place];

    private async Task<string> DoneAsync(ChatDelivery delivery) =>
        await bot.Platform.DeliverAsync(delivery, default) switch
        {
            Outcome.Done done => done.Reference,
            var other => throw new Xunit.Sdk.XunitException($"It was not delivered: {other}"),
        };

    private async Task<Outcome.Later> LaterAsync(ChatMessage message) =>
        Assert.IsType<Outcome.Later>(await bot.Platform.DeliverAsync(new ChatDelivery(message, null, null, false), default));
}
