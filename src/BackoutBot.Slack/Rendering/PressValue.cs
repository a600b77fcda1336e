using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;

namespace BackoutBot.Slack.Rendering;

/// <summary>
/// What a button carries along, so that a press says everything by itself, and what a modal carries on until it is submitted: texts as
/// they came back, which <see cref="Read"/> makes a press of.
/// </summary>
/// <param name="Verb">What pressing it asks for.</param>
/// <param name="Backout">The backout.</param>
/// <param name="Channel">The channel of its thread, such as <c>#ops</c>.</param>
/// <param name="Plan">The plan that was on the card.</param>
/// <param name="Step">The step.</param>
/// <param name="Prompt">What to ask before it is sent; null where nothing is asked.</param>
/// <param name="Items">The checklist items of which one is to be chosen; null where none is.</param>
internal sealed record PressValue(
    [property: JsonPropertyName("v")] string Verb,
    [property: JsonPropertyName("b")] string Backout,
    [property: JsonPropertyName("c")] string Channel,
    [property: JsonPropertyName("p")] string? Plan = null,
    [property: JsonPropertyName("s")] string? Step = null,
    [property: JsonPropertyName("q")] string? Prompt = null,
    [property: JsonPropertyName("i")] IReadOnlyList<string>? Items = null)
{
    private static readonly PressValueJson Json = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,

        // Readable, but without &, < and >: Slack hands those back as entities (slackapi/bolt-python issue 513).
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    /// <summary>The value of a card's button. The verb is spelled as it always was here, so that an older version of the bot can read it too.</summary>
    public static PressValue Of(Card card, CardButton button, string channel) => new(
        button.Verb.ToString(),
        card.Backout.Value,
        channel,
        button.Plan?.Value,
        button.Step?.Value,
        button.Prompt,
        button.Items is { } items ? [.. items.Select(item => item.Item.Value)] : null);

    /// <summary>Reads a value back; null where it is none of ours.</summary>
    public static PressValue? Parse(string? text)
    {
        try
        {
            return text is { Length: > 0 and <= SlackLimits.PrivateMetadata } && JsonSerializer.Deserialize(text, Json.PressValue) is { Channel.Length: > 0 } value ? value : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // The latter for half a surrogate pair.
            return null;
        }
    }

    /// <summary>The press that it stands for, or what is wrong with it.</summary>
    /// <param name="input">What the person typed; null where nothing was asked.</param>
    /// <param name="item">The checklist item that the person chose.</param>
    public PressReading Read(string? input = null, string? item = null) => PressReading.Of(new PressFields(Backout, Verb, Plan, Step, input, item));

    /// <summary>The value as Slack keeps it.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, Json.PressValue);
}

/// <summary>How values are written down.</summary>
[JsonSerializable(typeof(PressValue))]
internal sealed partial class PressValueJson : JsonSerializerContext;
