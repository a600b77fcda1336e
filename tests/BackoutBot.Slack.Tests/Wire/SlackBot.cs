using System.Text.Json.Nodes;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Halts;
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
    public const string Ops = SlackRequests.Ops;

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

    /// <summary>What Slack sends, signed at the bot's time.</summary>
    public SlackRequests Requests => new(client, Secret, Time.GetUtcNow);

    public IChatPlatform Platform => app.Services.GetRequiredService<IChatPlatform>();

    public IPlatformDirectory Directory => app.Services.GetRequiredService<IPlatformDirectory>();

    public IIntakeSource Notes => app.Services.GetRequiredService<IIntakeSource>();

    public static Task<SlackBot> StartAsync(bool isKnown = true, params (string Key, string Value)[] settings) => StartAsync(new Ports(), isKnown, settings);

    public static async Task<SlackBot> StartAsync(Ports ports, bool isKnown = true, params (string Key, string Value)[] settings)
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
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<IInbox>(ports);
        builder.Services.AddSingleton<IThreads>(ports);
        builder.Services.AddSingleton<IAccounts>(ports);
        builder.Services.AddSingleton<IDirectory>(ports);
        builder.Services.AddSingleton<IBackoutReader>(ports);
        builder.Services.AddSingleton<IAdapterMemory>(ports);
        builder.Services.AddSingleton<IWriteBan>(ports);
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
    public Task<HttpResponseMessage> SendAsync(string path, string body, string contentType, string secret = Secret, TimeSpan age = default, string? signature = null) =>
        new SlackRequests(client, secret, () => Time.GetUtcNow() - age) { Signature = signature }.SendAsync(path, body, contentType);

    /// <summary>Sends a request without any of Slack's headers.</summary>
    public Task<HttpResponseMessage> SendUnsignedAsync(string path, string body) => client.PostAsync(path, new StringContent(body));

    /// <inheritdoc cref="SlackRequests.CommandAsync" />
    public Task<HttpResponseMessage> CommandAsync(string text, string user = "U0ALICE", string channel = Ops, string team = FakeSlack.Team, string trigger = "111.222.aaa") =>
        Requests.CommandAsync(text, user, channel, team, trigger);

    /// <inheritdoc cref="SlackRequests.ActionAsync" />
    public Task<HttpResponseMessage> ActionAsync(JsonObject payload) => Requests.ActionAsync(payload);

    /// <inheritdoc cref="SlackRequests.EventAsync" />
    public Task<HttpResponseMessage> EventAsync(JsonObject happened, string id = "Ev0001") => Requests.EventAsync(happened, id);

    /// <inheritdoc cref="SlackRequests.PressAsync" />
    public Task<HttpResponseMessage> PressAsync(string actionId, string value, string user = "U0ALICE", string trigger = "333.444.bbb", string team = FakeSlack.Team, string ts = "1764000000.000001") =>
        Requests.PressAsync(actionId, value, user, trigger, team, ts);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await Slack.DisposeAsync();
    }

    /// <summary>A form's body.</summary>
    public static string Form(params (string Name, string Value)[] fields) => SlackRequests.Form(fields);
}
