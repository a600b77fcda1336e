using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using CsCheck;

namespace BackoutBot.Core.Tests.Chat;

/// <summary>A button that a card may have, what a person puts in, and the press that must come of it on every platform.</summary>
/// <param name="Backout">The card's backout.</param>
/// <param name="Button">The button.</param>
/// <param name="Input">What is typed; null where nothing is asked.</param>
/// <param name="Item">The item that is chosen; null where none is to be.</param>
public sealed record AnyPress(BackoutId Backout, CardButton Button, string? Input, ItemId? Item)
{
    private static readonly Gen<string> Text = Gen.String[0, 200].Select(Gen.OneOf("", " ", "\n", "\u00A0"), (text, blank) => blank + text + blank);

    /// <summary>Any of them.</summary>
    public static Gen<AnyPress> Any { get; } =
        from service in Gen.String[Gen.Char["abcxyz0189-"], 0, 60]
        from number in Gen.Int[1, 9_999]
        from verb in Gen.Enum<CardVerb>()
        from plan in Gen.String[Gen.Char["0123456789abcdef"], 64, 64]
        from step in Gen.String[Gen.Char["abcxyz0189-"], 0, 38]
        from parts in Gen.Bool.Array[4]
        from items in Gen.OneOf([.. Checklist.Items]).Array[1, 5]
        from input in Text
        select new AnyPress(
            new BackoutId($"s{service}-{number}"),
            new CardButton(
                verb,
                "Press",
                ButtonStyle.Plain,
                parts[0] ? new PlanHash(plan) : null,
                parts[1] ? new StepId($"s{step}") : null,
                Prompt: parts[2] ? "Why?" : null,
                Items: parts[2] && parts[3] ? [.. items.Distinct().Select(item => new CardItem(item.Id, item.Title))] : null),
            parts[2] ? input : null,
            parts[2] && parts[3] ? items[0].Id : null);

    /// <summary>What must be read of it.</summary>
    public PressReading Meant => new PressReading.Pressed(
        Backout,
        new ButtonPress(Button.Verb, Button.Plan, Button.Step, string.IsNullOrWhiteSpace(Input) ? null : Input.Trim(), Item));

    /// <summary>A card that has the button.</summary>
    public Card Card => new(Backout, "Backout", CardTone.Quiet, "state", "now", null, null, [], [], [], [], [Button], "footer");
}
