using System.Net;
using System.Text.Json.Nodes;
using BackoutBot.Core.Ids;
using BackoutBot.Slack.Tests.Wire;

namespace BackoutBot.Slack.Tests.Inbound;

/// <summary>The slash command, mentions and private messages: kept as what the person asked for, then acknowledged.</summary>
public sealed class CommandTests : IAsyncLifetime
{
    private SlackBot bot = null!;

    public async Task InitializeAsync() => bot = await SlackBot.StartAsync();

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Fact]
    public async Task Given_a_command_when_typed_then_it_is_kept_and_the_answer_is_empty()
    {
        using var answer = await bot.CommandAsync("start checkout-api orders fail &lt;now&gt; &amp;amp; <https://shop.example/x|shop.example/x>");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
        var kept = Assert.Single(bot.Ports.Submissions);
        Assert.Equal(("slack", "111.222.aaa", "alice", "#ops"), (kept.Platform, kept.Key, kept.Person.Value, kept.Channel));
        Assert.Equal("start checkout-api orders fail <now> &amp; https://shop.example/x", kept.Text);
        Assert.Null(kept.Backout);
    }

    [Fact]
    public async Task Given_a_command_when_kept_then_no_call_of_slack_was_made_for_it()
    {
        bot.Slack.Calls.Clear();

        using var answer = await bot.CommandAsync("status");

        Assert.Empty(bot.Slack.Calls);
    }

    [Fact]
    public async Task Given_the_same_command_twice_when_slack_retries_then_it_counts_once()
    {
        using var first = await bot.CommandAsync("list");
        using var again = await bot.CommandAsync("list");

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Single(bot.Ports.Submissions);
    }

    [Fact]
    public async Task Given_an_inbox_that_is_down_when_a_command_is_typed_then_the_person_is_told()
    {
        bot.Ports.IsDown = true;

        using var answer = await bot.CommandAsync("list");

        var shown = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(("ephemeral", "The bot can't take anything just now, so nothing was done. Try again in a moment."), ((string?)shown["response_type"], (string?)shown["text"]));
    }

    [Fact]
    public async Task Given_an_inbox_that_was_down_when_the_command_is_tried_again_then_it_is_kept()
    {
        bot.Ports.IsDown = true;
        using var refused = await bot.CommandAsync("list");
        Advised.By((string?)JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["text"], "Try again in a moment.");

        bot.Ports.IsDown = false;
        using var taken = await bot.CommandAsync("list", trigger: "444.555.ddd");
        Assert.Equal("list", Assert.Single(bot.Ports.Submissions).Text);
    }

    [Fact]
    public async Task Given_a_word_that_is_nearly_a_command_when_the_help_on_it_is_typed_then_it_says_how_it_is_used()
    {
        using var answer = await bot.CommandAsync("help aprove");
        string[] told = Advised.By(await ShownAsync(answer), "Type * help * to see how it is used.");

        Assert.Equal("/backout", told[0]);
        using var help = await bot.CommandAsync($"help {told[1]}");
        Assert.Contains("approve <plan hash>", await ShownAsync(help), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "prepare")]
    [InlineData("help", "attest")]
    [InlineData("help skip", "go on without a step")]
    public async Task Given_a_call_for_help_when_typed_then_it_is_shown_to_that_person_at_once(string text, string shown)
    {
        using var answer = await bot.CommandAsync(text);

        var message = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("ephemeral", (string?)message["response_type"]);
        Assert.Contains(shown, message["blocks"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(bot.Ports.Kept);
    }

    [Fact]
    public async Task Given_a_channel_of_slacks_own_when_a_command_is_typed_then_it_is_named_as_such()
    {
        using var answer = await bot.CommandAsync("list", channel: "C0RANDOM");

        Assert.Equal("slack:C0RANDOM", Assert.Single(bot.Ports.Submissions).Channel);
    }

    [Theory]
    [InlineData("U0PAT", "T0PARTNER", "pat")]
    [InlineData("U0ALICE", "T0PARTNER", "slack:T0PARTNER/U0ALICE")]
    [InlineData("U0ALICE", FakeSlack.Team, "alice")]
    [InlineData("U0NOBODY", FakeSlack.Team, "slack:U0NOBODY")]
    public async Task Given_somebody_of_another_organisation_when_they_type_then_they_are_nobody_of_ours(string user, string team, string person)
    {
        using var answer = await bot.CommandAsync("list", user, team: team);

        Assert.Equal(person, Assert.Single(bot.Ports.Submissions).Person.Value);
    }

    [Fact]
    public async Task Given_a_thread_of_a_backout_when_the_bot_is_mentioned_then_it_is_about_that_backout()
    {
        bot.Ports.Threads["C0OPS/1764000000.000042"] = new BackoutId("checkout-api-17");

        using var answer = await bot.EventAsync(Mention("hey <@U0BACKOUT> status", thread: "1764000000.000042"), "Ev17");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var kept = Assert.Single(bot.Ports.Submissions);
        Assert.Equal(("Ev17", "status", "checkout-api-17"), (kept.Key, kept.Text, kept.Backout?.Value));
    }

    [Theory]
    [InlineData("<@U0BACKOUT> /backout list", "list")]
    [InlineData("<@U0BACKOUT>: help", "help")]
    [InlineData("<@U0BACKOUT> note <@U0DAVE|dave> saw it in <#C0OPS|ops> <!here>", "note @dave saw it in #ops @here")]
    [InlineData("<@U0BACKOUT>", "")]
    public async Task Given_a_mention_when_read_then_what_follows_it_is_the_command(string text, string command)
    {
        using var answer = await bot.EventAsync(Mention(text));

        Assert.Equal(command, Assert.Single(bot.Ports.Submissions).Text);
    }

    [Fact]
    public async Task Given_a_private_message_when_sent_then_it_is_a_command_in_a_place_of_slacks_own()
    {
        using var answer = await bot.EventAsync(new JsonObject { ["type"] = "message", ["channel_type"] = "im", ["channel"] = "D0ALICE", ["user"] = "U0ALICE", ["text"] = "list", ["ts"] = "1.2", ["team"] = FakeSlack.Team });

        var kept = Assert.Single(bot.Ports.Submissions);
        Assert.Equal(("slack:D0ALICE", "list"), (kept.Channel, kept.Text));
    }

    [Theory]
    [InlineData("""{"type":"message","channel_type":"im","channel":"D0ALICE","user":"U0BACKOUT","bot_id":"B0BACKOUT","text":"list","ts":"1.2"}""")]
    [InlineData("""{"type":"message","subtype":"message_changed","channel_type":"im","channel":"D0ALICE","ts":"1.2","message":{"user":"U0ALICE","text":"list"}}""")]
    [InlineData("""{"type":"message","channel_type":"channel","channel":"C0OPS","user":"U0ALICE","text":"list","ts":"1.2"}""")]
    [InlineData("""{"type":"emoji_changed","subtype":"add"}""")]
    public async Task Given_an_event_that_is_not_for_the_bot_when_it_comes_then_it_is_acknowledged_and_nothing_else(string happened)
    {
        using var answer = await bot.EventAsync((JsonObject)JsonNode.Parse(happened)!);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(bot.Ports.Kept);
    }

    [Fact]
    public async Task Given_an_inbox_that_is_down_when_an_event_comes_then_slack_is_asked_to_send_it_again_and_it_counts_once()
    {
        bot.Ports.IsDown = true;
        using var refused = await bot.EventAsync(Mention("<@U0BACKOUT> list"), "Ev2");
        bot.Ports.IsDown = false;
        using var second = await bot.EventAsync(Mention("<@U0BACKOUT> list"), "Ev2");
        using var third = await bot.EventAsync(Mention("<@U0BACKOUT> list"), "Ev2");

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK], new[] { refused.StatusCode, second.StatusCode, third.StatusCode });
        Assert.Single(bot.Ports.Submissions);
    }

    [Fact]
    public async Task Given_a_workspace_that_is_not_known_yet_when_something_comes_then_it_is_not_taken_until_it_is()
    {
        await using var starting = await SlackBot.StartAsync(isKnown: false);
        await Eventually.TrueAsync(() => starting.Logs.Lines.Any(line => line.Contains("Nothing is taken from Slack yet", StringComparison.Ordinal)), "the bot says that it does not know its workspace");
        using var refused = await starting.EventAsync(Mention("<@U0BACKOUT> list"));
        await Eventually.TrueAsync(
            () =>
            {
                starting.Time.Advance(TimeSpan.FromSeconds(5));
                return starting.Logs.Lines.Any(line => line.Contains("In Slack as", StringComparison.Ordinal));
            },
            "the bot asks again");
        using var taken = await starting.EventAsync(Mention("<@U0BACKOUT> list"));

        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], new[] { refused.StatusCode, taken.StatusCode });
    }

    [Fact]
    public async Task Given_a_restart_when_slack_is_not_there_then_what_comes_is_taken_by_what_was_remembered()
    {
        await using var restarted = await SlackBot.StartAsync(new Ports { Memory = bot.Ports.Memory }, isKnown: false);

        using var ours = await restarted.CommandAsync("list");
        using var theirs = await restarted.CommandAsync("list", "U0ALICE", team: "T0PARTNER", trigger: "2");

        Assert.Equal(["alice", "slack:T0PARTNER/U0ALICE"], restarted.Ports.Submissions.Select(one => one.Person.Value).Order(StringComparer.Ordinal));
    }

    private static async Task<string> ShownAsync(HttpResponseMessage answer) =>
        string.Join('\n', JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["blocks"]!.AsArray().Select(block => System.Net.WebUtility.HtmlDecode((string?)block!["text"]?["text"])));

    private static JsonObject Mention(string text, string? thread = null)
    {
        var mention = new JsonObject { ["type"] = "app_mention", ["user"] = "U0ALICE", ["team"] = FakeSlack.Team, ["text"] = text, ["ts"] = "1764000000.000099", ["channel"] = "C0OPS", ["event_ts"] = "1764000000.000099" };
        if (thread is not null)
        {
            mention["thread_ts"] = thread;
        }

        return mention;
    }
}
