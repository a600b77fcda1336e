using System.Diagnostics;
using System.Net;
using BackoutBot.Benchmarks.Signing;

namespace BackoutBot.Benchmarks.Load;

/// <summary>As many requests a second as the server answers: each connection sends the next request when it has the answer to the last.</summary>
internal static class ClosedLoop
{
    /// <summary>Runs until the requests are used up or the time is over, whichever is first.</summary>
    public static async Task<LoadResult> RunAsync(Uri server, ReadOnlyMemory<SignedRequest> requests, int connections, TimeSpan duration)
    {
        var endpoint = new IPEndPoint(IPAddress.Parse(server.Host), server.Port);
        var open = new List<HttpConnection>();
        try
        {
            for (var i = 0; i < connections; i++)
            {
                open.Add(await HttpConnection.OpenAsync(endpoint));
            }

            var run = new Run(requests, duration);
            return await run.AllAsync(open);
        }
        finally
        {
            open.ForEach(connection => connection.Dispose());
        }
    }

    private sealed class Run(ReadOnlyMemory<SignedRequest> requests, TimeSpan duration)
    {
        private readonly int[] statuses = new int[requests.Length];
        private readonly long[] ticks = new long[requests.Length];
        private int next = -1;
        private long begin;

        public async Task<LoadResult> AllAsync(IReadOnlyList<HttpConnection> connections)
        {
            begin = Stopwatch.GetTimestamp();
            await Task.WhenAll(connections.Select(OneAsync)).WaitAsync(duration + TimeSpan.FromSeconds(30));
            var elapsed = Stopwatch.GetElapsedTime(begin);

            var acknowledged = new List<string>();
            var latencies = new List<TimeSpan>();
            for (var i = 0; i < statuses.Length; i++)
            {
                if (statuses[i] == 200)
                {
                    acknowledged.Add(requests.Span[i].MessageId);
                    latencies.Add(Stopwatch.GetElapsedTime(0, ticks[i]));
                }
            }

            return new LoadResult(acknowledged, statuses.Count(status => status is not (0 or 200)), elapsed, latencies);
        }

        private async Task OneAsync(HttpConnection connection)
        {
            while (Stopwatch.GetElapsedTime(begin) < duration && Interlocked.Increment(ref next) is var index && index < requests.Length)
            {
                var sent = Stopwatch.GetTimestamp();
                statuses[index] = await connection.SendAsync(requests.Span[index].Bytes);
                ticks[index] = Stopwatch.GetTimestamp() - sent;
            }
        }
    }
}
