using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using BackoutBot.Core.Cards;
using BackoutBot.Slack.Rendering;
using BackoutBot.Slack.Tests.Wire;

namespace BackoutBot.Slack.Tests.Inbound.SocketMode;

/// <summary>The same requests over a socket: kept, then acknowledged by their envelope's id.</summary>
public sealed class SocketModeTests : IAsyncLifetime
{
    private SlackBot bot = null!;

    public async Task InitializeAsync()
    {
        bot = await SlackBot.StartAsync(settings: [("Slack:AppToken", FakeSlack.AppToken), ("Slack:SigningSecret", "")]);
        await Eventually.TrueAsync(() => bot.Slack.Sockets.Count == 2, "both sockets are open");
    }

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Fact]
    public async Task Given_socket_mode_when_a_request_comes_over_http_then_there_is_nothing_to_take_it()
    {
        using var answer = await bot.CommandAsync("list");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Given_a_command_when_it_comes_then_it_is_kept_and_acknowledged()
    {
        await bot.Slack.SendAsync(Envelope("slash_commands", "e-1", new JsonObject { ["command"] = "/backout", ["text"] = "list & more", ["user_id"] = "U0ALICE", ["team_id"] = FakeSlack.Team, ["channel_id"] = "C0OPS", ["trigger_id"] = "1.2.3", ["is_enterprise_install"] = "false" }));

        Assert.Null((await AcknowledgedAsync("e-1"))["payload"]);
        Assert.Equal(("list & more", "alice"), (Assert.Single(bot.Ports.Submissions).Text, bot.Ports.Submissions[0].Person.Value));
    }

    [Fact]
    public async Task Given_an_event_twice_when_it_comes_then_it_is_kept_once_and_acknowledged_twice()
    {
        var happened = SlackRequests.Callback(new JsonObject { ["type"] = "app_mention", ["user"] = "U0ALICE", ["text"] = "<@U0BACKOUT> list", ["ts"] = "1.2", ["channel"] = "C0OPS" }, "Ev1");

        await bot.Slack.SendAsync(Envelope("events_api", "e-1", happened));
        await bot.Slack.SendAsync(Envelope("events_api", "e-2", happened));

        _ = await AcknowledgedAsync("e-1");
        _ = await AcknowledgedAsync("e-2");
        Assert.Single(bot.Ports.Submissions);
    }

    [Fact]
    public async Task Given_a_button_when_pressed_then_it_is_kept_and_acknowledged()
    {
        var press = new PressValue("Pause", "checkout-api-17", "#ops");

        await bot.Slack.SendAsync(Envelope("interactive", "e-1", SlackRequests.Pressed(SlackActionIds.Press(0, CardVerb.Pause), press.ToString(), "U0BOB", "5.6")));

        _ = await AcknowledgedAsync("e-1");
        Assert.Equal(("bob", CardVerb.Pause), (Assert.Single(bot.Ports.Submissions).Person.Value, bot.Ports.Submissions[0].Press!.Verb));
    }

    [Fact]
    public async Task Given_an_inbox_that_is_down_when_something_comes_then_an_event_is_not_acknowledged_and_a_person_is_told()
    {
        bot.Ports.IsDown = true;

        await bot.Slack.SendAsync(Envelope("events_api", "e-event", SlackRequests.Callback(new JsonObject { ["type"] = "app_mention", ["user"] = "U0ALICE", ["text"] = "<@U0BACKOUT> list", ["ts"] = "1.2", ["channel"] = "C0OPS" }, "Ev1")));
        await Eventually.TrueAsync(() => bot.Logs.Lines.Any(line => line.Contains("could not be kept", StringComparison.Ordinal)), "the log says that it was not kept");
        await bot.Slack.SendAsync(Envelope("slash_commands", "e-command", new JsonObject { ["command"] = "/backout", ["text"] = "list", ["user_id"] = "U0ALICE", ["channel_id"] = "C0OPS", ["trigger_id"] = "1.2.3" }));

        Assert.Contains("nothing was done", (string?)(await AcknowledgedAsync("e-command"))["payload"]!["text"], StringComparison.Ordinal);
        Assert.DoesNotContain(bot.Slack.Acknowledged, one => (string?)one["envelope_id"] == "e-event");
    }

    [Fact]
    public async Task Given_slack_that_closes_a_connection_when_it_says_so_then_another_is_opened()
    {
        await bot.Slack.SendAsync(new JsonObject { ["type"] = "disconnect", ["reason"] = "refresh_requested" });
        await Eventually.TrueAsync(() => bot.Slack.Sockets.Count == 3, "a third socket is open");

        await bot.Slack.Sockets.First().CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        await Eventually.TrueAsync(() => bot.Slack.Sockets.Count == 4, "a fourth socket is open");

        Assert.All(bot.Slack.Of("apps.connections.open"), call => Assert.Equal(FakeSlack.AppToken, call.Token));
        Assert.DoesNotContain(bot.Logs.Lines, line => line.Contains(FakeSlack.AppToken, StringComparison.Ordinal) || line.Contains("ticket=", StringComparison.Ordinal));
    }

    private static JsonObject Envelope(string type, string id, JsonObject payload) => new() { ["type"] = type, ["envelope_id"] = id, ["payload"] = payload.DeepClone(), ["accepts_response_payload"] = true };

    private async Task<JsonObject> AcknowledgedAsync(string id)
    {
        await Eventually.TrueAsync(() => bot.Slack.Acknowledged.Any(one => (string?)one["envelope_id"] == id), $"{id} is acknowledged");
        return bot.Slack.Acknowledged.First(one => (string?)one["envelope_id"] == id);
    }
}
