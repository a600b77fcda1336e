namespace BackoutBot.Core.Chat;

/// <summary>
/// What a platform sent when a button was pressed, as it was in its envelope: texts, each null where there was none. A client can send
/// anything, so they are only claims until <see cref="PressReading.Of"/> has read them.
/// </summary>
/// <param name="Backout">The backout whose card it was.</param>
/// <param name="Verb">The button's verb.</param>
/// <param name="Plan">The plan that the button was about.</param>
/// <param name="Step">The step that the button was about.</param>
/// <param name="Input">What the person typed.</param>
/// <param name="Item">The checklist item that the person chose.</param>
public sealed record PressFields(string? Backout, string? Verb, string? Plan = null, string? Step = null, string? Input = null, string? Item = null);
