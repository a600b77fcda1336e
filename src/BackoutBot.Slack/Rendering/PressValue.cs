using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;

namespace BackoutBot.Slack.Rendering;

/// <summary>What a button carries along, so that a press says everything by itself, and what a modal carries on until it is submitted.</summary>
/// <param name="Verb">What pressing it asks for.</param>
/// <param name="Backout">The backout.</param>
/// <param name="Channel">The channel of its thread, such as <c>#ops</c>.</param>
/// <param name="Plan">The plan that was on the card.</param>
/// <param name="Step">The step.</param>
/// <param name="Prompt">What to ask before it is sent; null where nothing is asked.</param>
/// <param name="Items">The checklist items of which one is to be chosen; null where none is.</param>
internal sealed record PressValue(
    [property: JsonPropertyName("v")] CardVerb Verb,
    [property: JsonPropertyName("b")] BackoutId Backout,
    [property: JsonPropertyName("c")] string Channel,
    [property: JsonPropertyName("p")] PlanHash? Plan = null,
    [property: JsonPropertyName("s")] StepId? Step = null,
    [property: JsonPropertyName("q")] string? Prompt = null,
    [property: JsonPropertyName("i")] IReadOnlyList<ItemId>? Items = null)
{
    private static readonly PressValueJson Json = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<CardVerb>(allowIntegerValues: false) },

        // Readable, but without &, < and >: Slack hands those back as entities (slackapi/bolt-python issue 513).
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    /// <summary>The value of a card's button.</summary>
    public static PressValue Of(Card card, CardButton button, string channel) =>
        new(button.Verb, card.Backout, channel, button.Plan, button.Step, button.Prompt, button.Items is { } items ? [.. items.Select(item => item.Item)] : null);

    /// <summary>Reads a value back; null where it is none of ours.</summary>
    public static PressValue? Parse(string? text)
    {
        try
        {
            return text is { Length: > 0 and <= SlackLimits.PrivateMetadata } && JsonSerializer.Deserialize(text, Json.PressValue) is { } value && Enum.IsDefined(value.Verb) && value is { Channel.Length: > 0, Backout.Value.Length: > 0 }
                ? value
                : null;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // The latter for half a surrogate pair.
            return null;
        }
    }

    /// <summary>The button press that it stands for.</summary>
    /// <param name="input">What the person typed; null where nothing was asked.</param>
    /// <param name="item">The checklist item that the person chose.</param>
    public ButtonPress ToPress(string? input = null, ItemId? item = null) =>
        new(Verb, Plan, Step, string.IsNullOrWhiteSpace(input) ? null : input.Trim(), item);

    /// <summary>The value as Slack keeps it.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, Json.PressValue);
}

/// <summary>How values are written down.</summary>
[JsonSerializable(typeof(PressValue))]
internal sealed partial class PressValueJson : JsonSerializerContext;
