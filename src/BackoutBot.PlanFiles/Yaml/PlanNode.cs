namespace BackoutBot.PlanFiles.Yaml;

/// <summary>A value of a YAML document that still knows where it stands.</summary>
internal abstract record PlanNode(Position At);

/// <summary>A single value.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Text">The text as written, without quotes.</param>
/// <param name="Kind">What YAML 1.2 takes it for.</param>
internal sealed record PlanScalar(Position At, string Text, ScalarKind Kind) : PlanNode(At);

/// <summary>A list.</summary>
internal sealed record PlanSequence(Position At, IReadOnlyList<PlanNode> Items) : PlanNode(At);

/// <summary>Keys with their values, in the order of the file.</summary>
internal sealed record PlanMapping(Position At, IReadOnlyList<PlanEntry> Entries) : PlanNode(At);

/// <summary>One key with its value.</summary>
internal sealed record PlanEntry(string Key, Position At, PlanNode Value);
