using System.Text.Json;
using System.Text.Json.Serialization;
using BackoutBot.Core.Intake;

namespace BackoutBot.Slack.Inbound;

/// <summary>A message that somebody wants on the timeline, as the inbox keeps it until it was read from Slack.</summary>
/// <param name="Channel">The channel's id.</param>
/// <param name="Ts">The message's time stamp.</param>
/// <param name="By">The person who wants it there.</param>
internal sealed record NoteRequest(string Channel, string Ts, string By)
{
    /// <summary>The <see cref="InboxMessage.Source"/> under which these are kept.</summary>
    public const string Source = "slack-note";

    /// <summary>The same message wanted by the same person counts once, however often Slack or the person says it.</summary>
    public string Key => $"note:{Channel}/{Ts}:{By}";

    /// <summary>The request as the inbox keeps it.</summary>
    public InboxMessage ToInbox(DateTimeOffset receivedAt, string? traceParent) =>
        new(Key, Source, JsonSerializer.Serialize(this, NoteRequestJson.Default.NoteRequest), receivedAt, traceParent);

    /// <summary>Reads a request back; null where it is none.</summary>
    public static NoteRequest? FromInbox(InboxMessage message)
    {
        try
        {
            return JsonSerializer.Deserialize(message.Body, NoteRequestJson.Default.NoteRequest);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>How requests are written down.</summary>
[JsonSerializable(typeof(NoteRequest))]
internal sealed partial class NoteRequestJson : JsonSerializerContext;
