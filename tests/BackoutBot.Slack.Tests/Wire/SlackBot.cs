using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Intake;
using BackoutBot.Core.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace BackoutBot.Slack.Tests.Wire;

/// <summary>The adapter in a host of its own, on a port of its own, between a fake Slack and the ports in memory.</summary>
public sealed class SlackBot : IAsyncDisposable
{
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    public const string Ops = "C0OPS";

    private readonly WebApplication app;
    private readonly HttpClient client;

    private SlackBot(WebApplication app, FakeSlack slack, Ports ports, FakeTimeProvider time)
    {
        this.app = app;
        Slack = slack;
        Ports = ports;
        Time = time;
        client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public FakeSlack Slack { get; }

    public Ports Ports { get; }

    public FakeTimeProvider Time { get; }

    public RecordingLogs Logs => (RecordingLogs)app.Services.GetRequiredService<ILoggerProvider>();

    public IChatPlatform Platform => app.Services.GetRequiredService<IChatPlatform>();

    public IPlatformDirectory Directory => app.Services.GetRequiredService<IPlatformDirectory>();

    public IIntakeSource Notes => app.Services.GetRequiredService<IIntakeSource>();

    public static async Task<SlackBot> StartAsync(bool isKnown = true, params (string Key, string Value)[] settings)
    {
        var slack = await FakeSlack.StartAsync();
        if (!isKnown)
        {
            slack.Fail("auth.test", "internal_error");
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Sandbox" });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        builder.Services.AddSingleton<ILoggerProvider, RecordingLogs>();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Slack:Enabled"] = "true",
            ["Slack:BotToken"] = FakeSlack.Token,
            ["Slack:SigningSecret"] = Secret,
            ["Slack:ApiBaseUrl"] = $"{slack.Url}/api/",
            ["Slack:Channels:#ops"] = Ops,
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 3, 7, 0, TimeSpan.Zero));
        var ports = new Ports();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<IInbox>(ports);
        builder.Services.AddSingleton<IThreads>(ports);
        builder.Services.AddSingleton<IAccounts>(ports);
        builder.Services.AddSingleton<IDirectory>(ports);
        builder.Services.AddSingleton<IBackoutReader>(ports);
        builder.AddSlack();
        var app = builder.Build();
        app.UseRouting();
        app.MapSlack();
        await app.StartAsync();
        var bot = new SlackBot(app, slack, ports, time);
        if (isKnown)
        {
            await Eventually.TrueAsync(() => bot.Logs.Lines.Any(line => line.Contains("In Slack as", StringComparison.Ordinal)), "the bot knows its workspace");
        }

        return bot;
    }

    /// <summary>Sends what Slack would send, signed with the secret at the bot's time.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, string body, string contentType, string secret = Secret, TimeSpan age = default, string? signature = null)
    {
        var timestamp = (Time.GetUtcNow() - age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", signature ?? $"v0={Convert.ToHexStringLower(hash)}");
        return await client.SendAsync(request);
    }

    /// <summary>Sends a request without any of Slack's headers.</summary>
    public Task<HttpResponseMessage> SendUnsignedAsync(string path, string body) => client.PostAsync(path, new StringContent(body));

    /// <summary>Somebody types the slash command.</summary>
    public Task<HttpResponseMessage> CommandAsync(string text, string user = "U0ALICE", string channel = Ops, string team = FakeSlack.Team, string trigger = "111.222.aaa") =>
        SendAsync("/slack/command", Form(("command", "/backout"), ("text", text), ("user_id", user), ("team_id", team), ("channel_id", channel), ("trigger_id", trigger), ("token", "x"), ("response_url", "https://hooks.slack.example/never")), "application/x-www-form-urlencoded");

    /// <summary>Slack reports an interaction.</summary>
    public Task<HttpResponseMessage> ActionAsync(JsonObject payload) =>
        SendAsync("/slack/action", Form(("payload", payload.ToJsonString())), "application/x-www-form-urlencoded");

    /// <summary>Slack reports an event.</summary>
    public Task<HttpResponseMessage> EventAsync(JsonObject happened, string id = "Ev0001", string contentType = "application/json; charset=utf-8") =>
        SendAsync(
            "/slack/event",
            new JsonObject
            {
                ["type"] = "event_callback",
                ["team_id"] = FakeSlack.Team,
                ["event_id"] = id,
                ["event"] = happened.DeepClone(),
                ["authorizations"] = new JsonArray(new JsonObject { ["user_id"] = FakeSlack.Self, ["team_id"] = FakeSlack.Team, ["is_bot"] = true }),
            }.ToJsonString(),
            contentType);

    /// <summary>Somebody presses a button.</summary>
    public Task<HttpResponseMessage> PressAsync(string actionId, string value, string user = "U0ALICE", string trigger = "333.444.bbb", string team = FakeSlack.Team, string ts = "1764000000.000001") =>
        ActionAsync(Pressed(actionId, value, user, trigger, team, ts));

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

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await Slack.DisposeAsync();
    }

    public static string Form(params (string Name, string Value)[] fields) =>
        string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
}
