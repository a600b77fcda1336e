using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Sandbox.Tests.Support;

/// <summary>Where SNS delivers to. It answers 200, or what it is told to answer next.</summary>
internal sealed class Webhook : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly WebApplication app;
    private readonly Channel<Delivery> received = Channel.CreateUnbounded<Delivery>();
    private readonly ConcurrentQueue<int> answers = new();

    private Webhook()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/sns", TakeAsync);
    }

    public Uri Address => new(app.Urls.Single() + "/sns");

    public static async Task<Webhook> StartAsync()
    {
        var webhook = new Webhook();
        await webhook.app.StartAsync();
        return webhook;
    }

    /// <summary>The next requests are answered so; 0 is never answered.</summary>
    public void AnswerNext(params int[] statuses)
    {
        foreach (var status in statuses)
        {
            answers.Enqueue(status);
        }
    }

    public async Task<Delivery> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await received.Reader.ReadAsync(patience.Token);
    }

    public bool IsQuiet => !received.Reader.TryPeek(out _);

    /// <summary>Waits for both confirmations and gives the tokens back, as a bot does.</summary>
    public async Task ConfirmAsync(SandboxHost sandbox)
    {
        var exec = await sandbox.AsAsync("bo-exec");
        for (var i = 0; i < 2; i++)
        {
            var delivery = await NextAsync();
            (await exec.QueryAsync("sns", "ConfirmSubscription", ("TopicArn", delivery["TopicArn"]), ("Token", delivery["Token"]))).Ok();
        }
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var status = answers.TryDequeue(out var told) ? told : 200;
        received.Writer.TryWrite(new Delivery(headers, body));
        if (status == 0)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        context.Response.StatusCode = status == 0 ? 200 : status;
    }

    internal sealed record Delivery(Dictionary<string, string> Headers, string Body)
    {
        public JsonNode Json => JsonNode.Parse(Body)!;

        public JsonNode Message => JsonNode.Parse(this["Message"])!;

        public string this[string member] => (string)Json[member]!;
    }
}
