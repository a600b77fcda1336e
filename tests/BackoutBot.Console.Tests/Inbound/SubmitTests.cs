using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using BackoutBot.Console.Tests.Fakes;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;

namespace BackoutBot.Console.Tests.Inbound;

public sealed class SubmitTests : IAsyncLifetime
{
    private const string Click = "3f2b8c1e-0d0d-4b0a-9d0e-0a1b2c3d4e5f";
    private static readonly string Plan = new('a', 64);

    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Given_a_pressed_button_when_it_is_sent_then_it_is_in_the_inbox_under_the_visitors_name()
    {
        var response = await SendAsync("bob", new { key = Click, channel = "#ops", backout = "checkout-api-17", press = new { verb = "deny", plan = Plan, step = "dns", input = " because " } });

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var kept = Assert.Single(host.Inbox.Messages);
        Assert.Equal("chat", kept.Source);
        Assert.Equal(host.Story.Time.GetUtcNow(), kept.ReceivedAt);
        var sent = ChatSubmission.FromInbox(kept);
        Assert.StartsWith($"bob:{Click}:", sent.Key, StringComparison.Ordinal);
        Assert.Equal(
            new ChatSubmission(
                sent.Key, "console", new PersonId("bob"), "#ops", new BackoutId("checkout-api-17"), null,
                new ButtonPress(CardVerb.Deny, new PlanHash(Plan), new StepId("dns"), "because")),
            sent);
        Assert.Empty(host.Chat.Entries);
    }

    [Fact]
    public async Task Given_an_attestation_then_the_chosen_item_is_kept_and_one_that_the_checklist_lacks_is_refused()
    {
        var press = new { verb = "attest", input = "Agreed in the wiki", item = "9.1" };
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync("bob", new { key = Click, channel = "#ops", backout = "checkout-api-17", press })).StatusCode);
        Assert.Equal(
            new ButtonPress(CardVerb.Attest, null, null, "Agreed in the wiki", new ItemId("9.1")),
            ChatSubmission.FromInbox(Assert.Single(host.Inbox.Messages)).Press);

        var stray = new { verb = "attest", input = "Agreed in the wiki", item = "99.1" };
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("bob", new { key = Click + "b", channel = "#ops", backout = "checkout-api-17", press = stray })).StatusCode);
        Assert.Single(host.Inbox.Messages);
    }

    [Fact]
    public async Task Given_an_inbox_that_is_slow_when_something_is_sent_then_it_is_not_acknowledged_before_it_is_kept()
    {
        var disk = new TaskCompletionSource();
        host.Inbox.Gate = disk.Task;

        var sending = SendAsync("bob", new { key = Click, channel = "#ops", text = "/backout start checkout-api" });
        await host.Chat.WaitAsync(0, CancellationToken.None);
        Assert.False(sending.IsCompleted);
        disk.SetResult();

        Assert.Equal(HttpStatusCode.Accepted, (await sending).StatusCode);
        Assert.Single(host.Inbox.Messages);
    }

    [Theory]
    [InlineData("/backout start checkout-api", null, "start checkout-api")]
    [InlineData("  /BACKOUT   status ", null, "status")]
    [InlineData("/backout", "checkout-api-17", "help")]
    [InlineData("/backout approve aaaaaa", "checkout-api-17", "approve aaaaaa")]
    [InlineData("the pool is full", "checkout-api-17", "note the pool is full")]
    [InlineData("/backouts are great", "checkout-api-17", "note /backouts are great")]
    [InlineData("hello, is anybody up?", null, null)]
    [InlineData("/backouts are great", null, null)]
    public async Task Given_typed_text_when_it_is_sent_then_it_is_said_and_read_as_command_note_or_talk(string text, string? backout, string? command)
    {
        var response = await SendAsync("alice", new { key = Click, channel = "#ops", backout, text });

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var said = Assert.Single(host.Chat.Entries);
        Assert.Equal(new PersonId("alice"), said.Author);
        Assert.Equal(text.Trim(), Assert.IsType<TextBody>(said.Message.Body).Headline);
        Assert.Equal(backout is null ? null : "card:checkout-api-17", said.Message.Thread);
        Assert.Equal(command, host.Inbox.Messages is [var kept] ? ChatSubmission.FromInbox(kept).Text : null);
    }

    [Fact]
    public async Task Given_a_retry_with_the_same_key_then_it_counts_once_and_is_said_once()
    {
        await SendAsync("alice", new { key = Click, channel = "#ops", text = "/backout start checkout-api" });
        var again = await SendAsync("alice", new { key = Click, channel = "#ops", text = "/backout start checkout-api" });

        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal("duplicate", (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("receipt").GetString());
        Assert.Single(host.Inbox.Messages);
        Assert.Single(host.Chat.Entries);
    }

    [Fact]
    public async Task Given_another_text_under_the_same_key_then_what_was_said_first_stands_and_the_other_is_said_and_received_beside_it()
    {
        await SendAsync("alice", new { key = Click, channel = "#ops", text = "/backout status" });
        await SendAsync("alice", new { key = Click, channel = "#ops", text = "/backout start checkout-api" });

        Assert.Equal(["/backout status", "/backout start checkout-api"], host.Chat.Entries.Select(entry => ((TextBody)entry.Message.Body).Headline));
        Assert.Equal(["status", "start checkout-api"], host.Inbox.Messages.Select(message => ChatSubmission.FromInbox(message).Text));
    }

    [Fact]
    public async Task Given_two_people_who_send_the_same_key_then_both_count()
    {
        await SendAsync("alice", new { key = Click, channel = "#ops", text = "/backout status" });
        await SendAsync("bob", new { key = Click, channel = "#ops", text = "/backout status" });

        Assert.Equal(2, host.Inbox.Messages.Count);
        Assert.Equal(2, host.Chat.Entries.Count);
    }

    [Fact]
    public async Task Given_an_inbox_that_takes_nothing_then_503_says_so_the_message_is_marked_and_a_retry_clears_the_mark()
    {
        host.Inbox.IsUnavailable = true;
        var refused = await SendAsync("alice", new { key = Click, channel = "#ops", text = "/backout start checkout-api" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Advised.By(await DetailAsync(refused), "Send it again in a moment.");
        Assert.Equal(["Not received by the bot: nothing was done."], Lines());

        host.Inbox.IsUnavailable = false;
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync("alice", new { key = Click, channel = "#ops", text = "/backout start checkout-api" })).StatusCode);
        Assert.Empty(Lines());
        Assert.Single(host.Inbox.Messages);

        IReadOnlyList<string> Lines() => ((TextBody)Assert.Single(host.Chat.Entries).Message.Body).Lines;
    }

    [Fact]
    public async Task Given_a_chat_log_that_does_not_answer_then_503_and_nothing_is_in_the_inbox()
    {
        host.Chat.Fault = new IOException("The disk is full.");

        var refused = await SendAsync("alice", new { key = Click, channel = "#ops", text = "/backout start checkout-api" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Empty(host.Inbox.Messages);
    }

    public static TheoryData<string, string> BadInput => new()
    {
        { """{"channel":"#ops","text":"x"}""", "The key must be" },
        { """{"key":"short","channel":"#ops","text":"x"}""", "The key must be" },
        { """{"key":"3f2b8c1e 0d0d","channel":"#ops","text":"x"}""", "The key must be" },
        { """{"key":"3f2b8c1e-0d0d","channel":"#nowhere","text":"x"}""", "There is no channel '#nowhere'" },
        { """{"key":"3f2b8c1e-0d0d","channel":"#ops"}""", "a text or a button" },
        { """{"key":"3f2b8c1e-0d0d","channel":"#ops","text":"x","backout":"a-1","press":{"verb":"start"}}""", "not both" },
        { """{"key":"3f2b8c1e-0d0d","channel":"#ops","text":"   "}""", "The text is empty" },
        { """{"key":"3f2b8c1e-0d0d","channel":"#ops","backout":"../x","text":"x"}""", "not named as backouts are" },
        { """{"key":"3f2b8c1e-0d0d","channel":"#ops","backout":"a-1","press":{"verb":"explode"}}""", "not known any more" },
        { """{"key":"3f2b8c1e-0d0d","channel":"#ops","backout":"a-1","press":{"verb":"2"}}""", "not known any more" },
        { """{"key":"3f2b8c1e-0d0d","channel":"#ops","backout":"a-1","press":{}}""", "not known any more" },
        { """{"key":"3f2b8c1e-0d0d","channel":"#ops","press":{"verb":"start"}}""", "belongs to no backout" },
        { """{"key":"3f2b8c1e-0d0d","channel":"#ops","backout":"a-1","press":{"verb":"approve","plan":"xyz"}}""", "names a plan that can't be" },
        { """{"key":"3f2b8c1e-0d0d","channel":"#ops","backout":"a-1","press":{"verb":"retry","step":"a b"}}""", "names a step that can't be" },
        { """{"key":17}""", "not the JSON object" },
        { "null", "null" },
        { "{", "not the JSON object" },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task Given_input_that_makes_no_sense_then_400_says_what_is_wrong_and_nothing_is_kept(string body, string fault)
    {
        var response = await host.As("alice").PostAsync("/console/submit", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(fault, await DetailAsync(response), StringComparison.Ordinal);
        Assert.Empty(host.Inbox.Messages);
        Assert.Empty(host.Chat.Entries);
    }

    [Fact]
    public async Task Given_a_text_or_reason_of_more_than_4000_characters_then_400_and_of_exactly_4000_then_it_is_taken()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("alice", new { key = Click, channel = "#ops", text = new string('a', 4_001) })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("alice", new { key = Click, channel = "#ops", backout = "a-1", press = new { verb = "abort", input = new string('a', 4_001) } })).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync("alice", new { key = Click, channel = "#ops", text = new string('a', 4_000) })).StatusCode);
    }

    [Fact]
    public async Task Given_several_faults_then_all_are_said_at_once()
    {
        var detail = await DetailAsync(await SendAsync("alice", new { key = "x", channel = "#nowhere", text = "" }));

        Assert.Contains("key", detail, StringComparison.Ordinal);
        Assert.Contains("channel", detail, StringComparison.Ordinal);
        Assert.Contains("empty", detail, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> SendAsync(string person, object body) => host.As(person).PostAsJsonAsync("/console/submit", body);

    private static async Task<string> DetailAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!;
}
