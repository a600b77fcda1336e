using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Cards;

/// <summary>A short fact on a card.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">What it says.</param>
public sealed record CardFact(string Name, string Value);

/// <summary>How far the rollback is.</summary>
/// <param name="Percent">0 to 100, over all steps.</param>
/// <param name="Label">The same in words, such as <c>2 of 4 steps</c>.</param>
public sealed record CardProgress(int Percent, string Label);

/// <summary>A step on a card.</summary>
/// <param name="Id">The step.</param>
/// <param name="Title">What it does to what.</param>
/// <param name="Before">The state before.</param>
/// <param name="Target">The state after.</param>
/// <param name="Phase">How it stands.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="Note">Its latest news, or its estimate while it has not begun.</param>
public sealed record CardStep(StepId Id, string Title, string Before, string Target, StepPhase Phase, int Percent, string Note);

/// <summary>A checklist item on a card.</summary>
/// <param name="Item">The item's number.</param>
/// <param name="Title">The item's title.</param>
/// <param name="Status">What was found.</param>
/// <param name="Summary">One sentence, and when it was found so.</param>
/// <param name="Fix">What to do about it; null where nothing is.</param>
public sealed record CardCheck(ItemId Item, string Title, CheckStatus Status, string Summary, string? Fix);

/// <summary>A button on a card.</summary>
/// <param name="Verb">What pressing it asks for.</param>
/// <param name="Label">What it says.</param>
/// <param name="Style">How it looks.</param>
/// <param name="Plan">The plan that it is about, so that a stale click can be told; null where it is about none.</param>
/// <param name="Step">The step that it is about; null where it is about none.</param>
/// <param name="Prompt">What to ask the person for before it is sent, such as a reason; null where nothing is asked.</param>
/// <param name="Confirm">The question that guards it; null where it needs none.</param>
/// <param name="Items">The checklist items of which one is to be chosen; null where none is.</param>
/// <param name="ForApprovers">Whether only an approver of the service may press it: shown to nobody else where a platform can tell.</param>
public sealed record CardButton(
    CardVerb Verb,
    string Label,
    ButtonStyle Style,
    PlanHash? Plan = null,
    StepId? Step = null,
    string? Prompt = null,
    string? Confirm = null,
    IReadOnlyList<CardItem>? Items = null,
    bool ForApprovers = false);

/// <summary>A checklist item that can be chosen.</summary>
/// <param name="Item">The item's number.</param>
/// <param name="Title">The item's title.</param>
public sealed record CardItem(ItemId Item, string Title);
