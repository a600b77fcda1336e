using System.Net;
using System.Text.Json.Nodes;
using BackoutBot.Core.Cards;
using BackoutBot.Slack.Rendering;
using BackoutBot.Slack.Tests.Wire;

namespace BackoutBot.Slack.Tests.Inbound;

/// <summary>Buttons and their dialogs.</summary>
public sealed class ButtonTests : IAsyncLifetime
{
    private static readonly string Plan = new('a', 64);
    private static readonly PressValue Approve = new("Approve", "checkout-api-17", "#ops", Plan);
    private static readonly PressValue Deny = new("Deny", "checkout-api-17", "#ops", Plan, Prompt: "Why?");
    private static readonly PressValue Attest = new("Attest", "checkout-api-17", "#ops", Prompt: "What did you see?", Items: ["9.1", "12.1"]);

    private SlackBot bot = null!;

    public async Task InitializeAsync() => bot = await SlackBot.StartAsync();

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Fact]
    public async Task Given_a_button_when_pressed_then_the_press_is_kept()
    {
        using var answer = await Press(Approve);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var kept = Assert.Single(bot.Ports.Submissions);
        Assert.Equal(("333.444.bbb", "alice", "#ops", "checkout-api-17"), (kept.Key, kept.Person.Value, kept.Channel, kept.Backout?.Value));
        Assert.Equal((CardVerb.Approve, Plan), (kept.Press!.Verb, kept.Press.Plan?.Value));
        Assert.DoesNotContain(bot.Slack.Calls, call => call.Method != "auth.test");
    }

    [Fact]
    public async Task Given_a_press_when_slack_sends_it_again_then_it_counts_once()
    {
        using var first = await Press(Approve);
        using var again = await Press(Approve);

        Assert.Single(bot.Ports.Submissions);
    }

    [Fact]
    public async Task Given_an_inbox_that_is_down_when_a_button_is_pressed_then_slack_shows_an_error()
    {
        bot.Ports.IsDown = true;

        using var answer = await Press(Approve);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task Given_a_guest_of_another_organisation_when_they_press_then_it_is_kept_as_theirs()
    {
        using var answer = await bot.PressAsync(SlackActionIds.Press(0, CardVerb.Approve), Approve.ToString(), "U0ALICE", team: "T0PARTNER");

        Assert.Equal("slack:T0PARTNER/U0ALICE", Assert.Single(bot.Ports.Submissions).Person.Value);
    }

    [Fact]
    public async Task Given_a_button_of_another_app_when_pressed_then_nothing_is_kept_and_nothing_said()
    {
        using var answer = await bot.PressAsync("another.app", "x");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(bot.Ports.Kept);
        Assert.DoesNotContain(bot.Logs.Lines, line => line.Contains("[4011]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", "belongs to no backout")]
    [InlineData("not ours", "belongs to no backout")]
    [InlineData("""{"v":"Approve","b":"../etc","c":"#ops"}""", "belongs to no backout")]
    [InlineData("""{"v":2,"b":"checkout-api-17","c":"#ops"}""", "belongs to no backout")]
    [InlineData("""{"v":"2","b":"checkout-api-17","c":"#ops"}""", "not known any more")]
    [InlineData("""{"v":"Deny, Approve","b":"checkout-api-17","c":"#ops"}""", "not known any more")]
    [InlineData("""{"v":"Approve","b":"checkout-api-17","c":"#ops","p":"abcdef"}""", "names a plan that can't be")]
    [InlineData("""{"v":"Skip","b":"checkout-api-17","c":"#ops","s":"a b","q":"Why?"}""", "names a step that can't be")]
    public async Task Given_a_button_that_no_card_has_when_pressed_then_nothing_is_kept_and_the_person_is_told_privately(string value, string told)
    {
        using var answer = await bot.PressAsync(SlackActionIds.Press(0, CardVerb.Approve), value);
        await Eventually.TrueAsync(() => bot.Slack.Whispers.Any(), "the person is told");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(bot.Ports.Kept);
        Assert.Contains(told, bot.Slack.Whispers.Single()["text"], StringComparison.Ordinal);
        Assert.Contains(bot.Logs.Lines, line => line.Contains("[4011]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"v":"Approve","b":"checkout-api-17","c":"#ops"}""")]
    [InlineData("""{"v":"approve","b":"checkout-api-17","c":"#ops"}""")]
    public async Task Given_a_card_that_was_posted_long_ago_when_its_button_is_pressed_then_the_press_is_kept(string value)
    {
        using var answer = await bot.PressAsync(SlackActionIds.Press(0, CardVerb.Approve), value);

        Assert.Equal(CardVerb.Approve, Assert.Single(bot.Ports.Submissions).Press!.Verb);
    }

    [Fact]
    public async Task Given_a_button_that_asks_when_pressed_then_its_dialog_opens_and_nothing_is_kept_yet()
    {
        using var answer = await Press(Deny);
        await Eventually.TrueAsync(() => bot.Slack.Of("views.open").Length == 1, "the dialog opens");

        var call = bot.Slack.Of("views.open").Single();
        Assert.Equal("333.444.bbb", call["trigger_id"]);
        Assert.Equal(("modal", SlackActionIds.Ask, Deny.ToString()), ((string?)call.Arguments["view"]!["type"], (string?)call.Arguments["view"]!["callback_id"], (string?)call.Arguments["view"]!["private_metadata"]));
        Assert.Empty(bot.Ports.Kept);
    }

    [Fact]
    public async Task Given_a_slow_slack_when_a_button_that_asks_is_pressed_then_the_answer_does_not_wait()
    {
        var release = new TaskCompletionSource();
        bot.Slack.NextTime("views.open", _ => release.Task);

        using var answer = await Press(Deny);
        release.SetResult();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Given_a_trigger_that_is_too_old_when_the_dialog_is_opened_then_the_person_is_told_privately_and_it_opens_when_pressed_again()
    {
        bot.Slack.ExpiredTriggers.Add("333.444.bbb");

        using var answer = await Press(Deny);
        await Eventually.TrueAsync(() => bot.Slack.Whispers.Any(), "the person is told");

        var told = bot.Slack.Whispers.Single();
        Assert.Equal(("U0ALICE", SlackBot.Ops, "1764000000.000001"), (told["user"], told["channel"], told["thread_ts"]));
        Advised.By(told["text"], "Press the button again.");
        using var again = await bot.PressAsync(SlackActionIds.Press(0, CardVerb.Deny), Deny.ToString(), trigger: "333.444.ccc");
        await Eventually.TrueAsync(() => bot.Slack.Of("views.open").Length == 2, "the dialog opens");
        Assert.Single(bot.Slack.Whispers);
    }

    [Fact]
    public async Task Given_a_dialog_of_another_version_when_it_is_closed_and_the_button_pressed_again_then_what_is_typed_is_kept()
    {
        var old = Submitted(Deny, "Too risky.");
        old["view"]!["private_metadata"] = "of another version";
        using var refused = await bot.ActionAsync(old);
        Advised.By((string?)JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["errors"]![SlackActionIds.Input], "Close it, and press the button again.");

        using var answer = await Press(Deny);
        await Eventually.TrueAsync(() => bot.Slack.Of("views.open").Length == 1, "the dialog opens");
        var opened = PressValue.Parse((string?)bot.Slack.Of("views.open").Single().Arguments["view"]!["private_metadata"])!;
        using var submitted = await bot.ActionAsync(Submitted(opened, "Too risky."));
        Assert.Equal("Too risky.", Assert.Single(bot.Ports.Submissions).Press!.Input);
    }

    [Fact]
    public async Task Given_a_dialog_when_submitted_then_what_was_typed_is_kept_once()
    {
        var submission = Submitted(Deny, "Too risky at this hour.");

        using var answer = await bot.ActionAsync(submission);
        using var again = await bot.ActionAsync(submission);

        Assert.Equal("", await answer.Content.ReadAsStringAsync());
        var kept = Assert.Single(bot.Ports.Submissions);
        Assert.Equal(("V0DENY:156.abc", "alice", CardVerb.Deny, "Too risky at this hour."), (kept.Key, kept.Person.Value, kept.Press!.Verb, kept.Press.Input));
    }

    [Fact]
    public async Task Given_a_dialog_with_items_when_submitted_then_the_chosen_one_is_kept()
    {
        using var answer = await bot.ActionAsync(Submitted(Attest, "The status page is up.", "12.1"));

        Assert.Equal("12.1", Assert.Single(bot.Ports.Submissions).Press!.Item?.Value);
    }

    [Theory]
    [InlineData("99.1", "seen", "Choose one of the listed")]
    [InlineData("12.1", null, "4001 characters long")]
    public async Task Given_a_dialog_that_holds_what_cannot_be_when_submitted_then_it_stays_open_with_the_reason(string item, string? input, string told)
    {
        using var answer = await bot.ActionAsync(Submitted(Attest, input ?? new string('x', 4_001), item));

        var shown = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Contains(told, (string?)shown["errors"]![SlackActionIds.Input], StringComparison.Ordinal);
        Assert.Empty(bot.Ports.Kept);
    }

    [Fact]
    public async Task Given_an_inbox_that_is_down_when_a_dialog_is_submitted_then_it_stays_open_with_the_reason()
    {
        bot.Ports.IsDown = true;

        using var answer = await bot.ActionAsync(Submitted(Deny, "Too risky."));

        var shown = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("errors", (string?)shown["response_action"]);
        Assert.Contains("nothing was done", (string?)shown["errors"]![SlackActionIds.Input], StringComparison.Ordinal);
    }

    private static JsonObject Submitted(PressValue press, string input, string? item = null, string view = "V0DENY")
    {
        var values = new JsonObject { [SlackActionIds.Input] = new JsonObject { [SlackActionIds.Input] = new JsonObject { ["type"] = "plain_text_input", ["value"] = input } } };
        if (item is not null)
        {
            values[SlackActionIds.Item] = new JsonObject { [SlackActionIds.Item] = new JsonObject { ["type"] = "static_select", ["selected_option"] = new JsonObject { ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = "x" }, ["value"] = item } } };
        }

        return new JsonObject
        {
            ["type"] = "view_submission",
            ["user"] = new JsonObject { ["id"] = "U0ALICE", ["team_id"] = FakeSlack.Team },
            ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
            ["view"] = new JsonObject
            {
                ["id"] = view,
                ["type"] = "modal",
                ["hash"] = "156.abc",
                ["callback_id"] = SlackActionIds.Ask,
                ["private_metadata"] = press.ToString(),
                ["state"] = new JsonObject { ["values"] = values },
            },
        };
    }

    private Task<HttpResponseMessage> Press(PressValue press) => bot.PressAsync(SlackActionIds.Press(0, CardVerbs.Find(press.Verb)!.Value), press.ToString());
}
