namespace BackoutBot.Core.Checklists;

/// <summary>One of the checklist's 13 phases.</summary>
/// <param name="Number">1 to 13.</param>
/// <param name="Title">The phase's title.</param>
public sealed record ChecklistPhase(int Number, string Title);
