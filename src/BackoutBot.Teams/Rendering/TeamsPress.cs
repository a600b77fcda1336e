using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Rendering;

/// <summary>
/// What an <c>Action.Execute</c> of a card carries: written when the card is rendered, read when the invoke comes back. What comes back
/// is only ever a claim, for a client can send anything: its shape is checked as on every platform (<see cref="PressReading"/>), and its right where it is decided.
/// </summary>
/// <param name="Backout">The backout that the card is about.</param>
/// <param name="Channel">The channel of its thread, as <see cref="ChatMessage.Channel"/> names it.</param>
/// <param name="Press">The button; null where the client only asks for the card anew.</param>
internal sealed record TeamsPress(BackoutId Backout, string Channel, ButtonPress? Press)
{
    /// <summary>The verb with which a client asks for the card as the person may see it.</summary>
    public const string RefreshVerb = "refresh";

    private const int MaxChannel = 300;

    /// <summary>The id of the input in which a button's text is typed; ids are unique on a card.</summary>
    public static string InputId(CardVerb verb, StepId? step) => InputId(CardVerbs.NameOf(verb), step?.Value);

    /// <summary>The id of the input in which a button's checklist item is chosen.</summary>
    public static string ItemId(CardVerb verb) => ItemId(CardVerbs.NameOf(verb));

    /// <summary>The data of a button's action.</summary>
    public static JObject Data(BackoutId backout, string channel, CardButton button)
    {
        JObject data = Data(backout, channel);
        if (button.Plan is { } plan)
        {
            data["plan"] = plan.Value;
        }

        if (button.Step is { } step)
        {
            data["step"] = step.Value;
        }

        return data;
    }

    /// <summary>The data of the refreshing action.</summary>
    public static JObject Data(BackoutId backout, string channel) => new() { ["backout"] = backout.Value, ["channel"] = channel };

    /// <summary>Reads an action that came back.</summary>
    /// <param name="verb">The action's verb.</param>
    /// <param name="data">The action's data, with the inputs that the client put into it.</param>
    /// <param name="press">What was pressed.</param>
    /// <param name="faults">What is wrong with it, for the person who pressed; empty where nothing is.</param>
    public static bool TryRead(string? verb, JObject? data, out TeamsPress? press, out IReadOnlyList<string> faults)
    {
        (press, faults) = Text(data, "channel") is { Length: > 0 and <= MaxChannel } channel
            ? Read(verb, data, channel)
            : (null, [PressReading.NoBackout]);
        return press is not null;
    }

    private static (TeamsPress? Press, IReadOnlyList<string> Faults) Read(string? verb, JObject? data, string channel)
    {
        string? backout = Text(data, "backout");
        if (verb == RefreshVerb)
        {
            return BackoutId.Fits(backout) ? (new TeamsPress(new BackoutId(backout!), channel, null), []) : (null, [PressReading.NoBackout]);
        }

        string? step = Text(data, "step");
        string name = CardVerbs.Find(verb) is { } known ? CardVerbs.NameOf(known) : "";
        PressFields fields = new(backout, verb, Text(data, "plan"), step, Text(data, InputId(name, step)), Text(data, ItemId(name)));
        return PressReading.Of(fields) switch
        {
            PressReading.Pressed pressed => (new TeamsPress(pressed.Backout, channel, pressed.Press), []),
            PressReading.Refused refused => (null, refused.Faults),
            _ => throw new InvalidOperationException("A press is read or refused."),
        };
    }

    private static string InputId(string verb, string? step) => step is null ? $"input-{verb}" : $"input-{verb}-{step}";

    private static string ItemId(string verb) => $"item-{verb}";

    private static string? Text(JObject? data, string name) => data?[name] is JValue { Type: JTokenType.String } value ? (string?)value : null;
}
