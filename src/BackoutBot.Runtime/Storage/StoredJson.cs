using System.Text.Json;
using System.Text.Json.Serialization;
using BackoutBot.Core.Chat;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Runtime.Storage;

/// <summary>How message bodies and restore points are written down.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MessageBody))]
[JsonSerializable(typeof(RestorePoint))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static string Write(MessageBody body) => JsonSerializer.Serialize(body, Default.MessageBody);

    public static MessageBody ReadBody(string json) =>
        JsonSerializer.Deserialize(json, Default.MessageBody) ?? throw new JsonException("A stored message has no body.");

    public static string Write(RestorePoint point) => JsonSerializer.Serialize(point, Default.RestorePoint);

    public static RestorePoint ReadRestorePoint(string json) =>
        JsonSerializer.Deserialize(json, Default.RestorePoint) ?? throw new JsonException("A stored restore point is empty.");
}
