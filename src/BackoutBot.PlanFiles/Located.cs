using BackoutBot.PlanFiles.Yaml;

namespace BackoutBot.PlanFiles;

/// <summary>A value that was read, with the place to name when a later rule finds fault with it.</summary>
/// <param name="Value">The value.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Path">Where in the structure, such as <c>approvals.people[1]</c>.</param>
public sealed record Located<T>(T Value, Position At, string Path);
