using System.Diagnostics;
using BackoutBot.Benchmarks.Suites;

namespace BackoutBot.Benchmarks.Cards;

/// <summary>
/// Waits for what each event must change on a card. An alarm that went off is there once the card names it, one that cleared once the
/// card does so no more; one card may show several events, and counts for each.
/// </summary>
internal sealed class CardWatch
{
    private readonly Lock gate = new();
    private readonly List<Expected> expected = [];
    private readonly List<TimeSpan> latencies = [];
    private readonly HashSet<string> backouts = new(StringComparer.Ordinal);
    private long lastCardAt = Stopwatch.GetTimestamp();
    private int cards;

    /// <summary>How many events have not been seen on a card yet.</summary>
    public int Missing
    {
        get
        {
            lock (gate)
            {
                return expected.Count;
            }
        }
    }

    /// <summary>How many backouts have shown a card.</summary>
    public int Backouts
    {
        get
        {
            lock (gate)
            {
                return backouts.Count;
            }
        }
    }

    /// <summary>How many cards came since <see cref="Begin"/>.</summary>
    public int Cards => Volatile.Read(ref cards);

    /// <summary>How long no card has come.</summary>
    public TimeSpan Quiet => Stopwatch.GetElapsedTime(Volatile.Read(ref lastCardAt));

    public IReadOnlyList<TimeSpan> Latencies
    {
        get
        {
            lock (gate)
            {
                return [.. latencies];
            }
        }
    }

    /// <summary>Forgets what was measured so far.</summary>
    public void Begin()
    {
        lock (gate)
        {
            expected.Clear();
            latencies.Clear();
            cards = 0;
        }
    }

    /// <summary>An event is due at that timestamp, which must show on the service's card.</summary>
    public void Expect(int service, string alarm, bool raised, long due)
    {
        lock (gate)
        {
            expected.Add(new Expected(PlanFolder.Service(service) + "-", alarm, raised, due));
        }
    }

    public void Seen(CardSeen card)
    {
        lock (gate)
        {
            cards++;
            backouts.Add(card.Backout);
            lastCardAt = card.At;
            expected.RemoveAll(one =>
            {
                var shows = card.Backout.StartsWith(one.Prefix, StringComparison.Ordinal) && card.Alarms.Contains(one.Alarm, StringComparer.Ordinal) == one.Raised;
                if (shows)
                {
                    latencies.Add(Stopwatch.GetElapsedTime(one.Due, card.At));
                }

                return shows;
            });
        }
    }

    private sealed record Expected(string Prefix, string Alarm, bool Raised, long Due);
}
