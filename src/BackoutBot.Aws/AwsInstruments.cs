using System.Diagnostics.Metrics;

namespace BackoutBot.Aws;

/// <summary>What this adapter counts, under the meter <c>BackoutBot.Aws</c>.</summary>
public sealed class AwsInstruments
{
    /// <summary>The meter's name, for whoever exports it.</summary>
    public const string MeterName = "BackoutBot.Aws";

    private readonly Counter<long> accepted;
    private readonly Counter<long> refused;
    private readonly Counter<long> certificateDownloads;

    /// <summary>Makes the instruments.</summary>
    public AwsInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        accepted = meter.CreateCounter<long>("backoutbot.sns.accepted", "{message}", "SNS messages that were verified and persisted, duplicates told apart");
        refused = meter.CreateCounter<long>("backoutbot.sns.refused", "{message}", "SNS messages that were not accepted, by reason");
        certificateDownloads = meter.CreateCounter<long>("backoutbot.sns.certificate_downloads", "{download}", "Downloads of SNS signing certificates, by outcome");
    }

    internal void MessageAccepted(bool duplicate) =>
        accepted.Add(1, new KeyValuePair<string, object?>("duplicate", duplicate));

    internal void MessageRefused(string reason) =>
        refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal void CertificateDownloaded(string outcome) =>
        certificateDownloads.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
