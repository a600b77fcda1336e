namespace BackoutBot.Console.Inbound;

/// <summary>What the page sends when a person says or presses something.</summary>
/// <param name="Key">Made by the browser for each click or message, so that sending it again counts once.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Backout">The backout whose thread or card it was; null in the channel itself.</param>
/// <param name="Text">What was typed; null for a button.</param>
/// <param name="Press">The button; null for typed text.</param>
internal sealed record SubmitRequest(string? Key, string? Channel, string? Backout, string? Text, SubmitPress? Press);

/// <summary>A pressed button, as the page sends it.</summary>
/// <param name="Verb">The button's verb.</param>
/// <param name="Plan">The plan that the button was about.</param>
/// <param name="Step">The step that the button was about.</param>
/// <param name="Input">What the person typed into the button's dialog.</param>
/// <param name="Item">The checklist item that was chosen there.</param>
internal sealed record SubmitPress(string? Verb, string? Plan, string? Step, string? Input, string? Item = null);
