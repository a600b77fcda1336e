using System.Text.Json;
using System.Text.Json.Serialization;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Core.Journal;

/// <summary>How events, and what is stored beside them, are written down.</summary>
public static class JournalJson
{
    /// <summary>The event as the journal stores it.</summary>
    public static string Serialize(BackoutEvent happened) => JsonSerializer.Serialize(happened, JournalJsonContext.Default.BackoutEvent);

    /// <summary>Reads an event back.</summary>
    /// <exception cref="JsonException">The text is no event that this version knows.</exception>
    public static BackoutEvent Deserialize(string json) =>
        JsonSerializer.Deserialize(json, JournalJsonContext.Default.BackoutEvent) ?? throw new JsonException("The journal holds an event that is null.");

    /// <summary>Reads an event back; where this version can't, that it can't.</summary>
    public static BackoutEvent DeserializeAny(string json)
    {
        try
        {
            return Deserialize(json);
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or FormatException)
        {
            return new UnreadableEvent(fault.Message);
        }
    }

    /// <summary>A message's body as the outbox and the chat log store it.</summary>
    public static string Serialize(MessageBody body) => JsonSerializer.Serialize(body, JournalJsonContext.Default.MessageBody);

    /// <summary>Reads a message's body back.</summary>
    /// <exception cref="JsonException">The text is no body that this version knows.</exception>
    public static MessageBody DeserializeBody(string json) =>
        JsonSerializer.Deserialize(json, JournalJsonContext.Default.MessageBody) ?? throw new JsonException("The outbox holds a body that is null.");

    /// <summary>A restore point as it is kept beside the journal.</summary>
    public static string Serialize(RestorePoint point) => JsonSerializer.Serialize(point, JournalJsonContext.Default.RestorePoint);

    /// <summary>Reads a restore point back.</summary>
    /// <exception cref="JsonException">The text is no restore point that this version knows.</exception>
    public static RestorePoint DeserializeRestorePoint(string json) =>
        JsonSerializer.Deserialize(json, JournalJsonContext.Default.RestorePoint) ?? throw new JsonException("The store holds a restore point that is null.");

    /// <summary>What is known of a kept restore point besides the point, as it is kept beside it.</summary>
    public static string SerializeHistory(KeptRestorePoint kept) => JsonSerializer.Serialize(RestorePointHistory.Of(kept), JournalJsonContext.Default.RestorePointHistory);

    /// <summary>Reads a kept restore point back.</summary>
    /// <param name="point">The point's own text.</param>
    /// <param name="history">What is kept beside it.</param>
    /// <param name="leftBy">The backout that left the release; null where none did.</param>
    /// <exception cref="JsonException">A text is none that this version knows.</exception>
    public static KeptRestorePoint DeserializeKept(string point, string history, BackoutId? leftBy) =>
        (JsonSerializer.Deserialize(history, JournalJsonContext.Default.RestorePointHistory) ?? throw new JsonException("The store holds a restore point's history that is null."))
        .To(new KeptRestorePoint(DeserializeRestorePoint(point), leftBy));

    internal static string Canonical(PlanStep[] steps) => JsonSerializer.Serialize(steps, JournalJsonContext.Default.PlanStepArray);
}

/// <summary>The generated serializers behind <see cref="JournalJson"/>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(BackoutEvent))]
[JsonSerializable(typeof(MessageBody))]
[JsonSerializable(typeof(RestorePoint))]
[JsonSerializable(typeof(RestorePointHistory))]
[JsonSerializable(typeof(PlanStep[]))]
[JsonSerializable(typeof(Card))]
internal sealed partial class JournalJsonContext : JsonSerializerContext;
