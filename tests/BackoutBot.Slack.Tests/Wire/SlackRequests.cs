using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace BackoutBot.Slack.Tests.Wire;

/// <summary>Sends what Slack sends: signed commands, interactions and events.</summary>
/// <param name="client">Reaches the bot.</param>
/// <param name="secret">The signing secret.</param>
/// <param name="now">Slack's clock.</param>
public sealed class SlackRequests(HttpClient client, string secret, Func<DateTimeOffset> now)
{
    public const string Ops = "C0OPS";

    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>A signature to send instead of the right one.</summary>
    public string? Signature { get; init; }

    /// <summary>Sends the body.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, string body, string contentType)
    {
        var timestamp = now().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", Signature ?? $"v0={Convert.ToHexStringLower(hash)}");
        return await client.SendAsync(request);
    }

    /// <summary>Somebody types the slash command.</summary>
    public Task<HttpResponseMessage> CommandAsync(string text, string user, string channel = Ops, string team = FakeSlack.Team, string trigger = "111.222.aaa") =>
        SendAsync("/slack/command", Form(("command", "/backout"), ("text", text), ("user_id", user), ("team_id", team), ("channel_id", channel), ("trigger_id", trigger), ("token", "x"), ("response_url", "https://hooks.slack.example/never")), FormType);

    /// <summary>Slack reports an interaction.</summary>
    public Task<HttpResponseMessage> ActionAsync(JsonObject payload) => SendAsync("/slack/action", Form(("payload", payload.ToJsonString())), FormType);

    /// <summary>Slack reports an event.</summary>
    public Task<HttpResponseMessage> EventAsync(JsonObject happened, string id) =>
        SendAsync("/slack/event", Callback(happened, id).ToJsonString(), "application/json; charset=utf-8");

    /// <summary>Somebody presses a button.</summary>
    public Task<HttpResponseMessage> PressAsync(string actionId, string value, string user, string trigger, string team = FakeSlack.Team, string ts = "1764000000.000001") =>
        ActionAsync(Pressed(actionId, value, user, trigger, team, ts));

    /// <summary>An event, as Slack reports it.</summary>
    public static JsonObject Callback(JsonObject happened, string id) => new()
    {
        ["type"] = "event_callback",
        ["team_id"] = FakeSlack.Team,
        ["event_id"] = id,
        ["event"] = happened.DeepClone(),
        ["authorizations"] = new JsonArray(new JsonObject { ["user_id"] = FakeSlack.Self, ["team_id"] = FakeSlack.Team, ["is_bot"] = true }),
    };

    /// <summary>A pressed button, as Slack reports it.</summary>
    public static JsonObject Pressed(string actionId, string value, string user, string trigger, string team = FakeSlack.Team, string ts = "1764000000.000001") => new()
    {
        ["type"] = "block_actions",
        ["user"] = new JsonObject { ["id"] = user, ["username"] = "somebody", ["team_id"] = team },
        ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
        ["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = ts, ["channel_id"] = Ops },
        ["channel"] = new JsonObject { ["id"] = Ops },
        ["trigger_id"] = trigger,
        ["response_url"] = "https://hooks.slack.example/never",
        ["actions"] = new JsonArray(new JsonObject { ["type"] = "button", ["action_id"] = actionId, ["block_id"] = "b", ["value"] = value, ["action_ts"] = "1.2" }),
    };

    /// <summary>A form's body.</summary>
    public static string Form(params (string Name, string Value)[] fields) =>
        string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
}
