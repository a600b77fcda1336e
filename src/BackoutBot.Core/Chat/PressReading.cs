using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Chat;

/// <summary>
/// What a pressed button amounts to, by the same rules on every platform. Only the shape is judged here; whether the press may have an
/// effect is decided where the backout is.
/// </summary>
public abstract record PressReading
{
    /// <summary>The longest text that a person may give, in UTF-16 code units, without the blanks around it.</summary>
    public const int LongestInput = 4_000;

    /// <summary>What is said of a button that names no backout.</summary>
    public const string NoBackout = "That button belongs to no backout. Use one on a card.";

    private PressReading()
    {
    }

    /// <summary>Reads what came in, or says everything that is wrong with it.</summary>
    public static PressReading Of(PressFields fields)
    {
        string? input = fields.Input?.Trim() is { Length: > 0 } typed ? typed : null;
        CardVerb? verb = CardVerbs.Find(fields.Verb);
        string[] faults =
        [
            .. Unless(BackoutId.Fits(fields.Backout), NoBackout),
            .. Unless(verb is not null, "This button is not known any more. Use one on the newest card."),
            .. Unless(fields.Plan is null || PlanHash.Fits(fields.Plan), "This button names a plan that can't be. Use one on the newest card."),
            .. Unless(fields.Step is null || StepId.Fits(fields.Step), "This button names a step that can't be. Use one on the newest card."),
            .. Unless(fields.Item is null || Checklist.Find(new ItemId(fields.Item)) is not null, "Choose one of the listed checklist items."),
            .. Unless(input is not { Length: > LongestInput }, $"That is {input?.Length} characters long: write at most {LongestInput}."),
        ];
        return faults.Length > 0
            ? new Refused(faults)
            : new Pressed(
                new BackoutId(fields.Backout!),
                new ButtonPress(
                    verb!.Value,
                    fields.Plan is { } plan ? new PlanHash(plan) : null,
                    fields.Step is { } step ? new StepId(step) : null,
                    input,
                    fields.Item is { } item ? new ItemId(item) : null));
    }

    private static IEnumerable<string> Unless(bool right, string fault) => right ? [] : [fault];

    /// <summary>A button of a card, as it was meant.</summary>
    /// <param name="Backout">The backout whose card it was.</param>
    /// <param name="Press">The button, and what was put in.</param>
    public sealed record Pressed(BackoutId Backout, ButtonPress Press) : PressReading;

    /// <summary>Nothing that a card's button sends.</summary>
    /// <param name="Faults">Everything that is wrong with it and what to do, for the person who pressed; no text of the sender's is in it.</param>
    public sealed record Refused(IReadOnlyList<string> Faults) : PressReading;
}
