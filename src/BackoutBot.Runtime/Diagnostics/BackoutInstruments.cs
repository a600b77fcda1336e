using System.Diagnostics.Metrics;
using BackoutBot.Core.Backouts.Agenda;

namespace BackoutBot.Runtime.Diagnostics;

/// <summary>The measurements, in one meter.</summary>
public sealed class BackoutInstruments
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "BackoutBot";

    private readonly Counter<long> appends;
    private readonly Counter<long> stale;
    private readonly Histogram<double> inboxLag;
    private readonly Histogram<double> workDuration;
    private readonly Counter<long> workFailures;
    private readonly Histogram<double> cardLatency;
    private readonly Counter<long> refusedDeliveries;
    private readonly Counter<long> notUnderstood;
    private long outboxDepth;

    /// <summary>Creates the instruments.</summary>
    public BackoutInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        appends = meter.CreateCounter<long>("backoutbot.journal.appends", "{append}", "Decisions written to the journal.");
        stale = meter.CreateCounter<long>("backoutbot.journal.stale", "{append}", "Appends that lost to another and were decided anew.");
        inboxLag = meter.CreateHistogram<double>("backoutbot.inbox.lag", "s", "From the acceptance of an inbound message until it was dealt with.");
        notUnderstood = meter.CreateCounter<long>("backoutbot.inbox.unrecognised", "{message}", "Inbound messages that were kept and not understood, by their source.");
        workDuration = meter.CreateHistogram<double>("backoutbot.work.duration", "s", "How long one run of a piece of work took, by its kind.");
        workFailures = meter.CreateCounter<long>("backoutbot.work.failures", "{failure}", "Runs of work that ended unexpectedly, by its kind.");
        cardLatency = meter.CreateHistogram<double>("backoutbot.card.latency", "s", "From the acceptance of an event until the card that tells of it was delivered.");
        refusedDeliveries = meter.CreateCounter<long>("backoutbot.outbox.refused", "{message}", "Messages that a platform will never take.");
        meter.CreateObservableGauge("backoutbot.outbox.depth", () => Interlocked.Read(ref outboxDepth), "{message}", "Messages that wait for delivery.");
    }

    internal void Appended() => appends.Add(1);

    internal void WasStale() => stale.Add(1);

    internal void DealtWith(TimeSpan lag) => inboxLag.Record(lag.TotalSeconds);

    internal void NotUnderstood(string source) => notUnderstood.Add(1, new KeyValuePair<string, object?>("source", source));

    internal void Worked(Work work, TimeSpan duration) => workDuration.Record(duration.TotalSeconds, KindOf(work));

    internal void WorkFailed(Work work) => workFailures.Add(1, KindOf(work));

    internal void CardDelivered(TimeSpan latency) => cardLatency.Record(latency.TotalSeconds);

    internal void DeliveryRefused() => refusedDeliveries.Add(1);

    internal void OutboxIs(long depth) => Interlocked.Exchange(ref outboxDepth, depth);

    private static KeyValuePair<string, object?> KindOf(Work work) => new("work", work.GetType().Name);
}
