using System.Collections.Concurrent;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace BackoutBot.StandIns.Tests.Wire;

/// <summary>An HTTP server on loopback that keeps what it is sent and gives the answers that it was given, in order; the last one is repeated.</summary>
public sealed class WireServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<WireAnswer> _answers;
    private readonly ConcurrentQueue<WireRequest> _requests = new();
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WireServer(WebApplication app, IEnumerable<WireAnswer> answers)
    {
        _app = app;
        _answers = new(answers);
    }

    public IReadOnlyList<WireRequest> Requests => [.. _requests];

    /// <summary>Ends when the first request is here.</summary>
    public Task Arrived => _arrived.Task;

    public WireRequest Request => Assert.Single(_requests);

    /// <summary>Where it listens.</summary>
    public string Url => _app.Urls.Single();

    public static async Task<WireServer> StartAsync(params WireAnswer[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new WireServer(app, answers);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public static BasicAWSCredentials Credentials { get; } = new("AKIASANDBOX000000001", "sandbox-secret-not-a-secret");

    /// <summary>Points a client's configuration at this server, signing for eu-west-1, with no retries unless asked for.</summary>
    public TConfig Configure<TConfig>(int retries = 0)
        where TConfig : ClientConfig, new() => new()
        {
            ServiceURL = Url,
            AuthenticationRegion = "eu-west-1",
            MaxErrorRetry = retries,
            MaxStaleConnectionRetries = 0,
            CacheHttpClient = false,
            Timeout = TimeSpan.FromSeconds(30),
        };

    /// <summary>One more answer, after those that it was given.</summary>
    public void Answer(WireAnswer answer) => _answers.Enqueue(answer);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new WireRequest(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        _requests.Enqueue(request);
        _arrived.TrySetResult();
        if (!(_answers.Count > 1 ? _answers.TryDequeue(out var answer) : _answers.TryPeek(out answer)))
        {
            throw new InvalidOperationException("The test gave this server no answer");
        }
        answer = answer.To(request);
        if (answer.Drops)
        {
            context.Abort();
            return;
        }
        if (answer.Never)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        }
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }
        await context.Response.Body.WriteAsync(answer.Body.AsMemory(..^answer.Missing), context.RequestAborted);
    }
}
