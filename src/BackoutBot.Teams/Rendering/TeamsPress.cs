using System.Text.RegularExpressions;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Rendering;

/// <summary>
/// What an <c>Action.Execute</c> of a card carries: written when the card is rendered, read when the invoke comes back. What comes back
/// is only ever a claim, for a client can send anything: it is checked for its shape here, and for its right where it is decided.
/// </summary>
/// <param name="Backout">The backout that the card is about.</param>
/// <param name="Channel">The channel of its thread, as <see cref="ChatMessage.Channel"/> names it.</param>
/// <param name="Press">The button; null where the client only asks for the card anew.</param>
internal sealed partial record TeamsPress(BackoutId Backout, string Channel, ButtonPress? Press)
{
    /// <summary>The verb with which a client asks for the card as the person may see it.</summary>
    public const string RefreshVerb = "refresh";

    /// <summary>The longest text that a person may give, in UTF-16 code units.</summary>
    public const int MaxInput = 4_000;

    private const int MaxChannel = 300;

    /// <summary>The verb of a button's action.</summary>
    public static string VerbOf(CardVerb verb) => verb.ToString().ToLowerInvariant();

    /// <summary>The id of the input in which a button's text is typed; ids are unique on a card.</summary>
    public static string InputId(CardVerb verb, StepId? step) => step is { } one ? $"input-{VerbOf(verb)}-{one}" : $"input-{VerbOf(verb)}";

    /// <summary>The id of the input in which a button's checklist item is chosen.</summary>
    public static string ItemId(CardVerb verb) => $"item-{VerbOf(verb)}";

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
    /// <param name="fault">What is wrong with it, for the person who pressed; empty where nothing is.</param>
    public static bool TryRead(string? verb, JObject? data, out TeamsPress? press, out string fault)
    {
        press = null;
        if (Text(data, "backout") is not { } backout || !BackoutPattern().IsMatch(backout) || Text(data, "channel") is not { Length: > 0 and <= MaxChannel } channel)
        {
            fault = "That button belongs to no backout. Use one on a card.";
            return false;
        }

        if (verb == RefreshVerb)
        {
            press = new TeamsPress(new BackoutId(backout), channel, null);
            fault = "";
            return true;
        }

        if (!TryVerb(verb, out CardVerb pressed))
        {
            fault = "This button is not known any more. Use one on the newest card.";
            return false;
        }

        StepId? step = Text(data, "step") is { } stepName ? new StepId(stepName) : null;
        PlanHash? plan = Text(data, "plan") is { } hash ? new PlanHash(hash) : null;
        string? input = Text(data, InputId(pressed, step));
        ItemId? item = Text(data, ItemId(pressed)) is { } chosen ? new ItemId(chosen) : null;
        fault = Fault(step, plan, input, item);
        if (fault.Length > 0)
        {
            return false;
        }

        press = new TeamsPress(new BackoutId(backout), channel, new ButtonPress(pressed, plan, step, string.IsNullOrWhiteSpace(input) ? null : input.Trim(), item));
        return true;
    }

    private static string Fault(StepId? step, PlanHash? plan, string? input, ItemId? item) =>
        step is { } one && !NamePattern().IsMatch(one.Value) ? "This button names a step that can't be. Use one on the newest card."
        : plan is { } hash && !HashPattern().IsMatch(hash.Value) ? "This button names a plan that can't be. Use one on the newest card."
        : item is { } chosen && !ItemPattern().IsMatch(chosen.Value) ? "Choose one of the listed checklist items."
        : input?.Length > MaxInput ? $"That is {input.Length} characters long: write at most {MaxInput}."
        : "";

    private static bool TryVerb(string? text, out CardVerb verb)
    {
        foreach (CardVerb known in Enum.GetValues<CardVerb>())
        {
            if (VerbOf(known) == text)
            {
                verb = known;
                return true;
            }
        }

        verb = default;
        return false;
    }

    private static string? Text(JObject? data, string name) => data?[name] is JValue { Type: JTokenType.String } value ? (string?)value : null;

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,99}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BackoutPattern();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HashPattern();

    [GeneratedRegex(@"^[0-9]{1,3}\.[0-9]{1,3}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ItemPattern();
}
