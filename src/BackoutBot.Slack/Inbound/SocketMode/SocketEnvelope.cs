using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackoutBot.Slack.Inbound.SocketMode;

/// <summary>A message of Slack's socket (https://docs.slack.dev/apis/events-api/using-socket-mode).</summary>
/// <param name="Type"><c>hello</c>, <c>disconnect</c>, <c>events_api</c>, <c>interactive</c> or <c>slash_commands</c>.</param>
/// <param name="Id">What the acknowledgement names; null where none is wanted.</param>
/// <param name="Payload">What an HTTP request would carry; null where there is nothing.</param>
internal sealed record SocketEnvelope(string Type, string? Id, JsonObject? Payload)
{
    /// <summary>Reads a message; null where it is none.</summary>
    public static SocketEnvelope? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject message && Text(message, "type") is { } type
                ? new SocketEnvelope(type, Text(message, "envelope_id"), message["payload"] as JsonObject)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The acknowledgement, with what Slack is to show.</summary>
    public byte[] Acknowledge(string? body)
    {
        var answer = new JsonObject { ["envelope_id"] = Id };
        if (!string.IsNullOrEmpty(body))
        {
            answer["payload"] = JsonNode.Parse(body);
        }

        return JsonSerializer.SerializeToUtf8Bytes(answer);
    }

    private static string? Text(JsonObject from, string name) => from[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
