using System.Collections.Concurrent;

namespace BackoutBot.Slack.Outbound.Calls;

/// <summary>
/// Remembers where Slack wants a pause. Its limits are per method, and for posts per channel as well
/// (https://docs.slack.dev/apis/web-api/rate-limits), so that a busy channel holds up no other.
/// </summary>
internal sealed class SlackThrottle(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Method, string Place), DateTimeOffset> closedUntil = new();

    /// <summary>How much of the pause is left; zero where there is none.</summary>
    public TimeSpan Left(string method, string place)
    {
        if (!closedUntil.TryGetValue((method, place), out var until))
        {
            return TimeSpan.Zero;
        }

        var left = until - time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            return left;
        }

        _ = closedUntil.TryRemove(new KeyValuePair<(string, string), DateTimeOffset>((method, place), until));
        return TimeSpan.Zero;
    }

    /// <summary>Slack wants a pause of that length.</summary>
    public void Close(string method, string place, TimeSpan pause) =>
        closedUntil.AddOrUpdate((method, place), time.GetUtcNow() + pause, (_, until) => Later(until, time.GetUtcNow() + pause));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
