using System.Text.Json;
using System.Text.Json.Serialization;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;

namespace BackoutBot.Core.Chat;

/// <summary>What a person asked for in chat, by a command or a button, as it is put into the inbox before it is acknowledged.</summary>
/// <param name="Key">The platform's own id of the event, so that a retry or a double click counts once.</param>
/// <param name="Platform">Where, such as <c>console</c>.</param>
/// <param name="Person">Who, as authenticated by the platform's adapter.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Backout">The backout whose thread it was said in or whose card was pressed; null outside of threads.</param>
/// <param name="Text">The command as typed, without the leading <c>/backout</c>; null for a button.</param>
/// <param name="Press">The button; null for a typed command.</param>
public sealed record ChatSubmission(
    string Key,
    string Platform,
    PersonId Person,
    string Channel,
    BackoutId? Backout,
    string? Text,
    ButtonPress? Press)
{
    /// <summary>The <see cref="InboxMessage.Source"/> under which submissions are kept.</summary>
    public const string Source = "chat";

    /// <summary>The submission as the inbox keeps it.</summary>
    public InboxMessage ToInbox(DateTimeOffset receivedAt, string? traceParent) =>
        new($"{Platform}:{Key}", Source, JsonSerializer.Serialize(this, ChatSubmissionJson.Default.ChatSubmission), receivedAt, traceParent);

    /// <summary>Reads a submission back from the inbox.</summary>
    public static ChatSubmission FromInbox(InboxMessage message) =>
        JsonSerializer.Deserialize(message.Body, ChatSubmissionJson.Default.ChatSubmission)
        ?? throw new JsonException("The inbox holds a chat submission that is null.");
}

/// <summary>A pressed button.</summary>
/// <param name="Verb">What it asks for.</param>
/// <param name="Plan">The plan that it was about.</param>
/// <param name="Step">The step that it was about.</param>
/// <param name="Input">What the person typed when it asked for something.</param>
/// <param name="Item">The checklist item that the person chose.</param>
public sealed record ButtonPress(CardVerb Verb, PlanHash? Plan, StepId? Step, string? Input, ItemId? Item = null);

/// <summary>How submissions are written down.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ChatSubmission))]
internal sealed partial class ChatSubmissionJson : JsonSerializerContext;
