using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace BackoutBot.Slack.Gate;

/// <summary>
/// Says what a signed payload lacks before SlackNet reads it, which throws for one and silently makes nothing of another.
/// </summary>
internal static class PayloadShape
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What is wrong with an event's JSON; null where nothing is.</summary>
    public static string? FaultOfEvent(byte[] body) => Look(body, root => Text(root, "type") switch
    {
        null => "it has no type",
        "event_callback" when Text(root, "event_id") is null => "it has no event_id",
        "event_callback" when !root.TryGetProperty("event", out var inner) || inner.ValueKind != JsonValueKind.Object || Text(inner, "type") is null => "it has no event with a type",
        "url_verification" when Text(root, "challenge") is null => "it has no challenge",
        _ => null,
    });

    /// <summary>What is wrong with an interaction's form; null where nothing is.</summary>
    public static string? FaultOfAction(byte[] body) =>
        Form(body, "payload") is { } payload ? FaultOfInteraction(StrictUtf8.GetBytes(payload)) : "it has no payload";

    /// <summary>What is wrong with an interaction's JSON; null where nothing is.</summary>
    public static string? FaultOfInteraction(byte[] payload) => Look(payload, root => Text(root, "type") switch
    {
        null => "it has no type",
        _ when !root.TryGetProperty("user", out var user) || user.ValueKind != JsonValueKind.Object || Text(user, "id") is null => "it has no user",
        "block_actions" when Text(root, "trigger_id") is null => "it has no trigger_id",
        "block_actions" when !root.TryGetProperty("actions", out var actions) || actions.ValueKind != JsonValueKind.Array || actions.GetArrayLength() == 0 => "it has no action",
        "view_submission" when !root.TryGetProperty("view", out var view) || view.ValueKind != JsonValueKind.Object || Text(view, "id") is null => "it has no view",
        "message_action" when !root.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object || Text(message, "ts") is null => "it has no message",
        _ => null,
    });

    /// <summary>What is wrong with a command's form; null where nothing is.</summary>
    public static string? FaultOfCommand(byte[] body) =>
        Array.Find(["command", "user_id", "channel_id", "trigger_id"], field => string.IsNullOrEmpty(Form(body, field))) is { } missing ? $"it has no {missing}" : null;

    private static string? Look(byte[] json, Func<JsonElement, string?> fault)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? fault(document.RootElement) : "it is no JSON object";
        }
        catch (JsonException)
        {
            return "it is no JSON";
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string? Form(byte[] body, string field)
    {
        try
        {
            using var reader = new FormReader(StrictUtf8.GetString(body)) { ValueLengthLimit = SlackGate.LargestBody };
            return reader.ReadForm().TryGetValue(field, out var value) ? value.ToString() : null;
        }
        catch (Exception fault) when (fault is InvalidDataException or DecoderFallbackException)
        {
            return null;
        }
    }
}
