using System.Net;
using System.Text.Json.Nodes;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Slack.Tests.Wire;

namespace BackoutBot.Slack.Tests.Inbound;

/// <summary>Messages that people put onto the timeline, by the reaction or the message shortcut; and the home tab.</summary>
public sealed class NoteTests : IAsyncLifetime
{
    private SlackBot bot = null!;

    public async Task InitializeAsync() => bot = await SlackBot.StartAsync();

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Fact]
    public async Task Given_a_message_in_a_backouts_thread_when_somebody_reacts_then_it_becomes_their_note_of_that_backout()
    {
        var root = bot.Slack.Say("C0OPS", FakeSlack.Self, "card");
        var said = bot.Slack.Say("C0OPS", "U0DAVE", "the cache is <https://grafana.example/d/1|cold> &amp; slow", root);
        bot.Ports.Threads[$"C0OPS/{root}"] = new BackoutId("checkout-api-17");
        bot.Slack.Calls.Clear();

        using var answer = await React("memo", said);
        Assert.Empty(bot.Slack.Calls);
        var reading = await ReadAsync();

        Assert.IsType<IntakeReading.Handled>(reading);
        var note = Assert.Single(bot.Ports.Submissions);
        Assert.Equal(("alice", "checkout-api-17", "#ops"), (note.Person.Value, note.Backout?.Value, note.Channel));
        Assert.Equal($"note the cache is cold (https://grafana.example/d/1) & slow (slack:U0DAVE in Slack: https://shop.slack.example/archives/C0OPS/p{said.Replace(".", "", StringComparison.Ordinal)})", note.Text);
    }

    [Fact]
    public async Task Given_one_message_when_the_same_person_reacts_twice_then_it_is_noted_once_and_by_another_once_more()
    {
        var said = bot.Slack.Say("C0OPS", "U0DAVE", "it began at 3:05");
        using var first = await React("memo", said, id: "Ev1");
        using var again = await React("memo::skin-tone-2", said, id: "Ev2");
        using var other = await React("memo", said, "U0BOB", "Ev3");

        Assert.Equal(2, bot.Ports.Kept.Count());
    }

    [Fact]
    public async Task Given_another_reaction_when_it_is_added_then_nothing_is_noted()
    {
        using var answer = await React("thumbsup", bot.Slack.Say("C0OPS", "U0DAVE", "ok"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(bot.Ports.Kept);
    }

    [Fact]
    public async Task Given_a_message_when_the_shortcut_is_used_then_it_is_noted()
    {
        var said = bot.Slack.Say("C0OPS", "U0DAVE", "it began at 3:05");

        using var answer = await bot.ActionAsync(new JsonObject
        {
            ["type"] = "message_action",
            ["callback_id"] = "backoutbot_note",
            ["trigger_id"] = "9.9.9",
            ["user"] = new JsonObject { ["id"] = "U0BOB", ["team_id"] = FakeSlack.Team },
            ["channel"] = new JsonObject { ["id"] = "C0OPS", ["name"] = "ops" },
            ["message"] = new JsonObject { ["type"] = "message", ["user"] = "U0DAVE", ["ts"] = said, ["text"] = "it began at 3:05" },
        });
        await ReadAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var note = Assert.Single(bot.Ports.Submissions);
        Assert.Equal("bob", note.Person.Value);
        Assert.StartsWith("note it began at 3:05 (", note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_message_that_was_deleted_when_read_then_it_is_kept_as_not_understood()
    {
        using var answer = await React("memo", "1764000000.999999");

        Assert.IsType<IntakeReading.Unrecognised>(await ReadAsync());
        Assert.Empty(bot.Ports.Submissions);
    }

    [Fact]
    public async Task Given_slack_in_trouble_when_the_message_is_read_then_it_is_read_again_later_and_noted_once()
    {
        using var answer = await React("memo", bot.Slack.Say("C0OPS", "U0DAVE", "it began at 3:05"));
        bot.Slack.Fail("chat.getPermalink", "internal_error");
        await Assert.ThrowsAnyAsync<Exception>(ReadAsync);

        await ReadAsync();
        await ReadAsync();

        Assert.Single(bot.Ports.Submissions);
    }

    [Fact]
    public async Task Given_the_home_tab_when_a_known_person_opens_it_then_it_is_published_to_them_with_the_way_to_each_thread()
    {
        BackoutId backout = new("checkout-api-1");
        bot.Ports.Threads["C0OPS/1764000000.000001"] = backout;
        bot.Ports.Open.Add(BackoutState.New(backout).Apply(new BackoutOpened(new ServiceId("checkout-api"), "production", "#ops", "v2.4.0"), DateTimeOffset.UnixEpoch, new CommandKey("signal:1")));
        using var answer = await bot.EventAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = "U0ALICE", ["channel"] = "D0ALICE", ["tab"] = "home" });

        await Eventually.TrueAsync(() => bot.Slack.Of("views.publish").Length == 1, "the home tab is published");
        var call = bot.Slack.Of("views.publish").Single();
        Assert.Equal(("U0ALICE", "home"), (call["user_id"], (string?)call.Arguments["view"]!["type"]));
        Assert.Contains("https://shop.slack.example/archives/C0OPS/p1764000000000001", call.Arguments["view"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_the_home_tab_when_a_stranger_opens_it_then_nothing_is_shown()
    {
        using var answer = await bot.EventAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = "U0STRANGER", ["channel"] = "D0X", ["tab"] = "home" });

        await Eventually.TrueAsync(() => bot.Logs.Lines.Any(line => line.Contains("not shown to U0STRANGER", StringComparison.Ordinal)), "the log says so");
        Assert.Empty(bot.Slack.Of("views.publish"));
    }

    private Task<HttpResponseMessage> React(string reaction, string ts, string user = "U0ALICE", string id = "Ev1") =>
        bot.EventAsync(new JsonObject { ["type"] = "reaction_added", ["user"] = user, ["reaction"] = reaction, ["item_user"] = "U0DAVE", ["item"] = new JsonObject { ["type"] = "message", ["channel"] = "C0OPS", ["ts"] = ts } }, id);

    private async Task<IntakeReading> ReadAsync() =>
        await bot.Notes.ReadAsync(bot.Ports.Kept.Single(message => message.Source != ChatSubmission.Source), default);
}
