using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using BackoutBot.Benchmarks.Signing;

namespace BackoutBot.Benchmarks.Load;

/// <summary>
/// A constant rate, whatever the server does: a slow answer holds nothing back, and each latency counts from when its request was due,
/// not from when it got out. So a stall is felt by all requests that fell into it (no coordinated omission).
/// </summary>
internal static class OpenLoop
{
    /// <param name="server">Where to send.</param>
    /// <param name="requests">What to send, in this order.</param>
    /// <param name="perSecond">The rate.</param>
    /// <param name="due">Told of each request's index and the timestamp at which it was due.</param>
    public static async Task<LoadResult> RunAsync(Uri server, ReadOnlyMemory<SignedRequest> requests, int perSecond, Action<int, long>? due = null)
    {
        var endpoint = new IPEndPoint(IPAddress.Parse(server.Host), server.Port);
        var idle = new ConcurrentBag<HttpConnection>();
        for (var i = 0; i < 8; i++)
        {
            idle.Add(await HttpConnection.OpenAsync(endpoint));
        }

        var begin = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10);
        var answers = new List<Task<(int Status, TimeSpan Latency)>>();
        for (var i = 0; i < requests.Length; i++)
        {
            var at = begin + (i * Stopwatch.Frequency / perSecond);
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), at) is { Ticks: > 0 } early)
            {
                await Task.Delay(early);
            }

            due?.Invoke(i, at);
            answers.Add(OneAsync(requests.Span[i], at));
        }

        var all = await Task.WhenAll(answers).WaitAsync(TimeSpan.FromSeconds(30));
        var elapsed = Stopwatch.GetElapsedTime(begin);
        foreach (var connection in idle)
        {
            connection.Dispose();
        }

        return new LoadResult(
            [.. all.Index().Where(one => one.Item.Status == 200).Select(one => requests.Span[one.Index].MessageId)],
            all.Count(one => one.Status != 200),
            elapsed,
            [.. all.Where(one => one.Status == 200).Select(one => one.Latency)]);

        async Task<(int Status, TimeSpan Latency)> OneAsync(SignedRequest request, long at)
        {
            var connection = idle.TryTake(out var free) ? free : await HttpConnection.OpenAsync(endpoint);
            var status = await connection.SendAsync(request.Bytes);
            var latency = Stopwatch.GetElapsedTime(at);
            idle.Add(connection);
            return (status, latency);
        }
    }
}
