using System.Text.Json;
using System.Text.RegularExpressions;
using BackoutBot.Aws.Events;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.News;

/// <summary>What RDS tells of an instance or a cluster, by EventBridge or by an event subscription («Amazon RDS event categories and event messages»).</summary>
internal static partial class DatabaseNews
{
    // Bad by themselves, whatever their category: storage that ran out or nearly so or could not grow, a state that a person must mend, a restart or fail-over that failed.
    private static readonly HashSet<string> Bad = new(
        ["RDS-EVENT-0007", "RDS-EVENT-0022", "RDS-EVENT-0031", "RDS-EVENT-0035", "RDS-EVENT-0036", "RDS-EVENT-0069", "RDS-EVENT-0089", "RDS-EVENT-0221", "RDS-EVENT-0222", "RDS-EVENT-0223", "RDS-EVENT-0227"],
        StringComparer.Ordinal);

    // Fail-overs, stops and starts, where no category is said: an event subscription sends none.
    private static readonly HashSet<string> Told = new(
        ["RDS-EVENT-0004", "RDS-EVENT-0006", "RDS-EVENT-0013", "RDS-EVENT-0015", "RDS-EVENT-0034", "RDS-EVENT-0049", "RDS-EVENT-0050", "RDS-EVENT-0051", "RDS-EVENT-0065", "RDS-EVENT-0071", "RDS-EVENT-0072", "RDS-EVENT-0073"],
        StringComparer.Ordinal);

    /// <summary>Reads an event of EventBridge's.</summary>
    public static IntakeReading Read(JsonElement message, EventOrigin origin)
    {
        var detail = message.Object("detail");
        var id = detail.Text("EventID");
        var categories = detail.Items("EventCategories").Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!);
        return Of(
            origin,
            message.Text("account"),
            message.Text("region"),
            NameOf(detail),
            detail.Text("SourceType") is "DB_INSTANCE" or "CLUSTER" ? Tone(id, [.. categories]) : SignalKind.Informational,
            EventTime.Parse(detail.Text("Date") ?? message.Text("time")),
            detail.Text("Message"),
            id);
    }

    /// <summary>Reads what an event subscription sent.</summary>
    public static IntakeReading ReadNotification(JsonElement message, EventOrigin origin)
    {
        var id = EventId().Match(message.Text("Event ID") ?? string.Empty).Value;
        return Of(
            origin,
            account: null,
            region: null,
            message.Text("Source ID"),
            message.Text("Event Source") is "db-instance" or "db-cluster" ? Tone(id, []) : SignalKind.Informational,
            EventTime.Parse(message.Text("Event Time")),
            message.Text("Event Message"),
            id);
    }

    private static IntakeReading Of(EventOrigin origin, string? account, string? region, string? name, SignalKind tone, DateTimeOffset? happenedAt, string? told, string? id) =>
        NewsSignal.Of(origin, account, region, NewsKind.Database, name, aspect: null, tone, happenedAt, told, new SignalDetails().With("event", id));

    // Whether a failed database is well again RDS tells in no one way: that is for a person to say.
    private static SignalKind Tone(string? id, string[] categories)
    {
        if ((id is not null && Bad.Contains(id)) || categories.Intersect(["failure", "low storage", "deletion"]).Any())
        {
            return SignalKind.BadNews;
        }

        string[] worthTelling = ["failover", "availability", "recovery", "restoration"];
        return (id is not null && Told.Contains(id)) || categories.Intersect(worthTelling).Any() ? SignalKind.News : SignalKind.Informational;
    }

    // SourceArn ends with db:name or cluster:name; SourceIdentifier holds rds: before the name at times.
    private static string? NameOf(JsonElement detail) =>
        (detail.Text("SourceArn") ?? detail.Text("SourceIdentifier"))?.Split(':')[^1];

    [GeneratedRegex("RDS-EVENT-[0-9]{4}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EventId();
}
