using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace BackoutBot.Walk.Tests.Transit;

/// <summary>Stands between the bot and the simulated account, passes each call on as it is, and has those of one operation go wrong.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    /// <summary>So many calls go wrong where a fault hits single calls.</summary>
    private const int Hit = 2;

    /// <summary>Until so many calls were made. The walk's bot tries no read again at once, so that one that makes many would never see all of them go well.</summary>
    private const int MostThrottled = 30;

    // Longer than the bot waits for one call.
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(31);

    private static readonly string[] OfTheConnection = ["Connection", "Transfer-Encoding", "Keep-Alive", "Host", "Content-Length"];

    private readonly WebApplication proxy;
    private readonly HttpClient onward;
    private readonly FakeTimeProvider clock;
    private readonly string? operation;
    private readonly TransitFault fault;
    private readonly ConcurrentDictionary<string, int> seen = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private volatile bool begun;
    private DateTimeOffset? firstAt;
    private string? revoked;

    private FaultProxy(WebApplication proxy, Uri account, FakeTimeProvider clock, string? operation, TransitFault fault)
    {
        this.proxy = proxy;
        this.clock = clock;
        this.operation = operation;
        this.fault = fault;
        onward = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = account };
    }

    public Uri Url => new(proxy.Urls.Single());

    /// <summary>The operations that were called, in no order.</summary>
    public IReadOnlyCollection<string> Operations => [.. seen.Keys];

    /// <summary>How many calls of the operation came.</summary>
    public int Calls => operation is null ? 0 : seen.GetValueOrDefault(operation);

    /// <param name="account">Where the calls are passed on to.</param>
    /// <param name="clock">The clock of bot and account.</param>
    /// <param name="operation">The operation whose calls go wrong; null for none.</param>
    /// <param name="fault">What goes wrong with them.</param>
    public static async Task<FaultProxy> StartAsync(Uri account, FakeTimeProvider clock, string? operation, TransitFault fault)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var proxy = new FaultProxy(app, account, clock, operation, fault);
        app.Run(proxy.AnswerAsync);
        await app.StartAsync();
        return proxy;
    }

    /// <summary>From here on calls count, and go wrong.</summary>
    public void Begin()
    {
        seen.Clear();
        begun = true;
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        onward.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var sent = new MemoryStream();
        await context.Request.Body.CopyToAsync(sent);
        var body = sent.ToArray();
        var name = AwsRequestName.Of(context.Request, Encoding.UTF8.GetString(body));
        var count = seen.AddOrUpdate(name.Operation, 1, (_, before) => before + 1);
        await (begun && IsHit(name, count) ? GoWrongAsync(context, body, name) : PassAsync(context, body, answer => answer));
    }

    private bool IsHit(AwsRequestName name, int count)
    {
        if (fault is TransitFault.TokenRevoked)
        {
            lock (gate)
            {
                revoked ??= name.Operation == operation ? name.AccessKey : null;
                return revoked is not null && name.AccessKey == revoked;
            }
        }

        if (name.Operation != operation)
        {
            return false;
        }

        lock (gate)
        {
            firstAt ??= clock.GetUtcNow();
        }

        return fault switch
        {
            TransitFault.ThrottledThirtyPercent => count % 3 == 1 && count < MostThrottled,
            TransitFault.TokenExpiredForAMinute => clock.GetUtcNow() < firstAt + TimeSpan.FromMinutes(1),
            _ => count <= Hit,
        };
    }

    private Task GoWrongAsync(HttpContext context, byte[] body, AwsRequestName name) => fault switch
    {
        TransitFault.ThrottledThirtyPercent => Refusals.ThrottleAsync(context, name),
        TransitFault.TokenExpiredForAMinute or TransitFault.TokenRevoked => Refusals.ExpireAsync(context, name),
        TransitFault.Stalled => StallAsync(context),
        TransitFault.HtmlWith502 => SayAsync(context, 502, "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>"),
        TransitFault.HtmlWith200 => SayAsync(context, 200, "<html><head><title>Sign in</title></head><body>Sign in to the guest network.</body></html>"),
        TransitFault.Garbled => PassAsync(context, body, answer => [.. answer.Select(one => one is (byte)'<' or (byte)'{' or 0xBF or 0xA2 ? (byte)'?' : one)]),
        _ => PassAsync(context, body, answer => answer, breaksOff: true),
    };

    private async Task StallAsync(HttpContext context)
    {
        clock.Advance(TooLong);
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task SayAsync(HttpContext context, int status, string html)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.WriteAsync(html);
        }
    }

    private async Task PassAsync(HttpContext context, byte[] body, Func<byte[], byte[]> change, bool breaksOff = false)
    {
        // The signature is over the path as it was sent.
        var target = new Uri($"{onward.BaseAddress!.GetLeftPart(UriPartial.Authority)}{context.Features.Get<IHttpRequestFeature>()!.RawTarget}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target) { Content = new ByteArrayContent(body) };
        foreach (var header in context.Request.Headers.Where(header => !OfTheConnection.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value.AsEnumerable()))
            {
                request.Content.Headers.TryAddWithoutValidation(header.Key, header.Value.AsEnumerable());
            }
        }

        request.Headers.Host = context.Request.Host.Value;
        using var answer = await onward.SendAsync(request, HttpCompletionOption.ResponseContentRead);
        var answered = change(await answer.Content.ReadAsByteArrayAsync());
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var header in answer.Headers.Concat(answer.Content.Headers).Where(header => !OfTheConnection.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            context.Response.Headers[header.Key] = header.Value.ToArray();
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.ContentLength = answer.Content.Headers.ContentLength;
            if (breaksOff)
            {
                context.Abort();
            }

            return;
        }

        context.Response.ContentLength = answered.Length;
        await context.Response.Body.WriteAsync(breaksOff ? answered.AsMemory(0, answered.Length / 2) : answered);
        if (breaksOff)
        {
            await context.Response.Body.FlushAsync();
            context.Abort();
        }
    }
}
