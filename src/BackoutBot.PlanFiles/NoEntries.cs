namespace BackoutBot.PlanFiles;

/// <summary>What is said of a list that must have an entry and has none.</summary>
/// <param name="Missing">What to add where the key is missing: <c>the ARNs of the topics</c>.</param>
/// <param name="Problem">What is wrong with the empty list: one sentence without its full stop.</param>
/// <param name="Fix">What to do about it: one sentence without its full stop.</param>
public sealed record NoEntries(string Missing, string Problem, string Fix);
