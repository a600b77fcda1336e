using System.Net.Http.Headers;
using System.Text;
using System.Threading.Channels;
using BackoutBot.Sandbox.Account;

namespace BackoutBot.Sandbox.Notifications;

/// <summary>
/// Sends what is to be delivered, in parallel and at least once. An attempt is counted after its answer: a sandbox that is killed in
/// between sends the same body again.
/// </summary>
internal sealed partial class DeliveryService : BackgroundService
{
    private readonly SandboxAccount account;
    private readonly DeliveryPolicy policy;
    private readonly TimeProvider time;
    private readonly ILogger<DeliveryService> logger;
    private readonly HttpClient client;
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    // Guarded by the account's lock: it is used within Read and Change only.
    private readonly HashSet<DeliveryState.Key> underWay = [];

    public DeliveryService(SandboxAccount account, DeliveryPolicy policy, TimeProvider time, SandboxOptions options, ILogger<DeliveryService> logger)
    {
        this.account = account;
        this.policy = policy;
        this.time = time;
        this.logger = logger;
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false }) { Timeout = options.DeliveryTimeout };
        account.WhenChanged(Wake);
    }

    public override void Dispose()
    {
        client.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var attempts = new HashSet<Task>();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                foreach (var delivery in TakeDue())
                {
                    attempts.Add(AttemptAsync(delivery, stoppingToken));
                }

                attempts.RemoveWhere(a => a.IsCompleted);
                await WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }

        await Task.WhenAll(attempts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Wake() => wake.Writer.TryWrite(true);

    private List<DeliveryState> TakeDue() => account.Read((state, now) =>
        state.Deliveries.Where(d => d.Status == "pending" && d.NextAttemptAt <= now && underWay.Add(d.Identity)).ToList());

    private async Task WaitAsync(CancellationToken cancellation)
    {
        var next = account.Read((state, now) =>
            state.Deliveries.Where(d => d.Status == "pending" && !underWay.Contains(d.Identity)).Select(d => (TimeSpan?)(d.NextAttemptAt - now)).Min());
        if (next <= TimeSpan.Zero)
        {
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var woken = wake.Reader.ReadAsync(either.Token).AsTask();
        var due = next is { } delay ? Task.Delay(delay, time, either.Token) : Task.Delay(Timeout.InfiniteTimeSpan, time, either.Token);
        await Task.WhenAny(woken, due);
        await either.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    private async Task AttemptAsync(DeliveryState delivery, CancellationToken cancellation)
    {
        int? status = null;
        string outcome;
        try
        {
            status = await SendAsync(delivery, cancellation);
            outcome = $"HTTP {status}";
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            outcome = e is OperationCanceledException ? $"no answer within {client.Timeout.TotalSeconds:0.#} s" : e.Message;
        }

        account.Change((state, now) =>
        {
            // A reset may have replaced it since.
            if (state.Deliveries.Find(d => d.Identity == delivery.Identity) is { Status: "pending" } current)
            {
                Conclude(current, status, outcome, now);
            }

            return underWay.Remove(delivery.Identity);
        });
    }

    private void Conclude(DeliveryState delivery, int? status, string outcome, DateTimeOffset now)
    {
        delivery.Attempts++;
        delivery.LastOutcome = outcome;
        if (status is >= 200 and < 300)
        {
            delivery.Status = "delivered";
        }
        else if (DeliveryPolicy.IsRetried(status) && policy.DelayAfter(delivery.Attempts) is { } delay)
        {
            delivery.NextAttemptAt = now + delay;
            LogRetry(delivery.MessageId, delivery.Endpoint, outcome, delivery.Attempts, delay);
        }
        else
        {
            delivery.Status = "failed";
            LogFailed(delivery.MessageId, delivery.Endpoint, outcome, delivery.Attempts);
        }
    }

    private async Task<int> SendAsync(DeliveryState delivery, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Endpoint) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "UTF-8");
        request.Headers.Add("x-amz-sns-message-type", delivery.Type);
        request.Headers.Add("x-amz-sns-message-id", delivery.MessageId);
        request.Headers.Add("x-amz-sns-topic-arn", delivery.TopicArn);
        if (delivery.Type == "Notification")
        {
            request.Headers.Add("x-amz-sns-subscription-arn", delivery.SubscriptionArn);
        }

        request.Headers.TryAddWithoutValidation("User-Agent", "Amazon Simple Notification Service Agent");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return (int)response.StatusCode;
    }
}
