using BackoutBot.PlanFiles.Yaml;

namespace BackoutBot.PlanFiles;

/// <summary>A plan file's say that a resource is its service's: two services with the same one would undo each other's work.</summary>
/// <param name="Resource">The resource, spelled the same by every file.</param>
/// <param name="At">Where the file says so.</param>
/// <param name="Path">Where in the structure.</param>
public sealed record Claim(string Resource, Position At, string Path);
