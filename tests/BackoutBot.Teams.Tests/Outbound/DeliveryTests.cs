using System.Globalization;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Teams.Outbound;
using BackoutBot.Teams.Tests.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Connector.Authentication;

namespace BackoutBot.Teams.Tests.Outbound;

public sealed class DeliveryTests
{
    private static readonly TextBody Hello = new(CardTone.Quiet, "hello", []);

    [Fact]
    public async Task Given_a_thread_when_a_reply_and_an_edit_are_delivered_then_they_go_to_it()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        string root = $"{bench.Card.Conversation}|{bench.Card.Id}";

        Delivery.Done reply = Assert.IsType<Delivery.Done>(await bench.DeliverAsync(Message(thread: "card:checkout-api-17"), thread: root));
        Delivery.Done edit = Assert.IsType<Delivery.Done>(await bench.DeliverAsync(Message(thread: "card:checkout-api-17"), thread: root, existing: reply.Reference));

        Assert.Equal(reply.Reference, edit.Reference);
        ConnectorCall put = bench.Microsoft.Connector.Calls.Last();
        Assert.Equal(("PUT", $"/emea/v3/conversations/{bench.Card.Conversation}/activities/{reply.Reference.Split('|')[1]}"), (put.Method, put.Path));
        Assert.Equal("hello", put.Body.Value<string>("summary"));
        Assert.Equal(1, bench.Microsoft.Connector.Shown[^1].Edits);
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(429, null, 5)]
    [InlineData(429, "99999999999", 600)]
    [InlineData(412, null, 5)]
    [InlineData(500, null, 5)]
    [InlineData(502, "2", 2)]
    [InlineData(503, null, 5)]
    [InlineData(504, null, 5)]
    [InlineData(401, null, 60)]
    public async Task Given_an_answer_that_may_pass_when_delivered_then_it_is_put_off(int status, string? retryAfter, int seconds)
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        bench.Microsoft.Connector.Fail(status, retryAfter);

        Delivery.Later later = Assert.IsType<Delivery.Later>(await bench.DeliverAsync(Message()));

        Assert.Equal(TimeSpan.FromSeconds(seconds), later.After);
        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), later.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_date_in_Retry_After_when_delivered_then_it_is_waited_for()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        bench.Microsoft.Connector.Fail(429, (bench.Time.GetUtcNow() + TimeSpan.FromSeconds(90)).ToString("R", CultureInfo.InvariantCulture));

        Delivery.Later later = Assert.IsType<Delivery.Later>(await bench.DeliverAsync(Message()));

        Assert.InRange(later.After, TimeSpan.FromSeconds(88), TimeSpan.FromSeconds(90));
    }

    [Theory]
    [InlineData(403, "BotNotInConversationRoster", "Add the app")]
    [InlineData(404, "ConversationNotFound", "Teams:Channels")]
    [InlineData(413, "MessageSizeTooBig", "too large")]
    [InlineData(400, "BadSyntax", "BadSyntax")]
    public async Task Given_an_answer_that_stays_when_delivered_then_it_is_refused_with_what_to_do(int status, string code, string toDo)
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        bench.Microsoft.Connector.Fail(status, code: code);

        Delivery.Refused refused = Assert.IsType<Delivery.Refused>(await bench.DeliverAsync(Message()));

        Assert.Contains(code, refused.Reason, StringComparison.Ordinal);
        Assert.Contains(toDo, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_dropped_connection_when_delivered_then_it_is_put_off()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        bench.Microsoft.Connector.Script.Enqueue(context =>
        {
            context.Abort();
            return Task.FromResult(true);
        });

        Assert.IsType<Delivery.Later>(await bench.DeliverAsync(Message()));
    }

    /// <summary>Teams has said that it took the message, so it is not refused for ever; the outbox knows that it may be there.</summary>
    [Theory]
    [InlineData("<html>", "not JSON")]
    [InlineData("{\"id\":", "not JSON")]
    [InlineData("[1]", "not JSON")]
    [InlineData("", "under which id")]
    [InlineData("null", "under which id")]
    [InlineData("{}", "under which id")]
    [InlineData("{\"id\":\"\"}", "under which id")]
    public async Task Given_an_answer_that_says_nothing_when_a_thread_is_begun_or_replied_to_or_a_chat_is_begun_then_it_is_put_off(string answer, string reason)
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        string root = $"{bench.Card.Conversation}|{bench.Card.Id}";
        for (int times = 0; times < 3; times++)
        {
            bench.Microsoft.Connector.Script.Enqueue(async context =>
            {
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(answer);
                return true;
            });
        }

        Delivery[] outcomes =
        [
            await bench.DeliverAsync(Message()),
            await bench.DeliverAsync(Message(thread: "card:checkout-api-17"), thread: root),
            await bench.DeliverAsync(Message(onlyFor: new PersonId($"teams:{Cast.Bob.ObjectId}"))),
        ];

        Assert.All(outcomes, outcome => Assert.Contains(reason, Assert.IsType<Delivery.Later>(outcome).Reason, StringComparison.Ordinal));
        Assert.Empty(bench.Microsoft.Connector.Script);
    }

    [Fact]
    public async Task Given_an_answer_that_does_not_come_in_time_when_delivered_then_it_is_put_off()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        bench.Microsoft.TimesOut = true;

        Assert.Contains("does not answer", Assert.IsType<Delivery.Later>(await bench.DeliverAsync(Message())).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, "Entra gave the bot no token")]
    [InlineData(429, "Entra gave the bot no token")]
    [InlineData(0, "Entra does not answer")]
    public async Task Given_an_Entra_that_is_away_when_delivered_then_it_is_put_off_and_says_who_is_away(int status, string reason)
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        await bench.Client.InstallAsync();
        bench.Microsoft.Entra.Status = status;

        Assert.Contains(reason, Assert.IsType<Delivery.Later>(await bench.DeliverAsync(Message())).Reason, StringComparison.Ordinal);
    }

    /// <summary>Bot Builder asks for one token at a time, and gives up after ten seconds in the queue.</summary>
    [Fact]
    public void Given_a_token_that_others_wait_for_too_long_when_asked_for_then_it_is_put_off() =>
        Assert.IsType<Delivery.Later>(ConnectorFaults.Read(new AggregateException(new ThrottleException()), default));

    [Fact]
    public async Task Given_a_bot_that_nobody_has_added_when_delivered_then_it_waits_and_says_what_to_do()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();

        Delivery.Later later = Assert.IsType<Delivery.Later>(await bench.DeliverAsync(Message()));

        Assert.Contains("add the app", later.Reason, StringComparison.Ordinal);
        Assert.Empty(bench.Microsoft.Connector.Calls);
    }

    [Fact]
    public async Task Given_a_wrong_secret_when_delivered_then_it_waits_and_says_which_settings_to_check()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        await bench.Client.InstallAsync();
        bench.Microsoft.Entra.Refuses = true;

        Delivery.Later later = Assert.IsType<Delivery.Later>(await bench.DeliverAsync(Message()));

        Assert.Contains("Teams:AppPassword", later.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeEntra.Secret, later.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_person_whom_the_bot_has_not_met_when_told_privately_then_a_conversation_is_begun_once()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        PersonId bob = new($"teams:{Cast.Bob.ObjectId}");

        Assert.IsType<Delivery.Done>(await bench.DeliverAsync(Message(onlyFor: bob)));
        Assert.IsType<Delivery.Done>(await bench.DeliverAsync(Message(onlyFor: bob)));

        ConnectorCall begun = Assert.Single(bench.Microsoft.Connector.Calls, call => call.Path.EndsWith("/conversations", StringComparison.Ordinal) && !call.Body.Value<bool>("isGroup"));
        Assert.Equal((Cast.Bob.ObjectId, Cast.Tenant), (begun.Body["members"]![0]!.Value<string>("id"), begun.Body.Value<string>("tenantId")));
        Assert.IsType<Delivery.Refused>(await bench.DeliverAsync(Message(onlyFor: new PersonId("carol"))));
    }

    [Fact]
    public async Task Given_a_document_of_pages_when_one_is_throttled_then_a_later_try_goes_on_from_there()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        string root = $"{bench.Card.Conversation}|{bench.Card.Id}";
        string paragraphs = string.Join("\n\n", Enumerable.Range(1, 120).Select(number => $"Paragraph {number}. {new string('x', 400)}"));
        ChatMessage message = Message(thread: "card:checkout-api-17") with { Body = new DocumentBody("Post-mortem", paragraphs) };
        int before = bench.Microsoft.Connector.Shown.Count;
        bench.Microsoft.Connector.Script.Enqueue(_ => Task.FromResult(false));
        bench.Microsoft.Connector.Fail(429, "3");

        Delivery.Later later = Assert.IsType<Delivery.Later>(await bench.DeliverAsync(message, thread: root));
        Delivery.Done done = Assert.IsType<Delivery.Done>(await bench.DeliverAsync(message, thread: root));

        ShownMessage[] pages = [.. bench.Microsoft.Connector.Shown.Skip(before)];
        Assert.Equal(TimeSpan.FromSeconds(3), later.After);
        Assert.True(pages.Length > 1);
        Assert.Equal(done.Reference, $"{bench.Card.Conversation}|{string.Join('+', pages.Select(page => page.Id))}");
        Assert.Equal(pages.Length, pages.Select(page => page.Card.SelectToken("$.body[0]")!.ToString()).Distinct().Count());
        Assert.Contains("https://backoutbot.shop.example/backouts/checkout-api-17", pages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_many_calls_when_delivered_then_one_token_serves_them_all()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();

        for (int times = 0; times < 5; times++)
        {
            Assert.IsType<Delivery.Done>(await bench.DeliverAsync(Message()));
        }

        Assert.Equal(["https://api.botframework.com/.default"], bench.Microsoft.Entra.Asked);
    }

    [Fact]
    public async Task Given_channels_when_asked_what_it_reaches_then_it_is_what_the_settings_mirror_and_its_own_places()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();

        Assert.True(bench.Platform.Reaches("#ops"));
        Assert.True(bench.Platform.Reaches("teams:a:somebody"));
        Assert.False(bench.Platform.Reaches("#elsewhere"));
        Assert.False(bench.Platform.Reaches("slack:D1"));
    }

    private static ChatMessage Message(string? thread = null, PersonId? onlyFor = null) => new("m:1", "#ops", thread, onlyFor, Hello);
}
