namespace BackoutBot.PlanFiles.Shapes;

/// <summary>A key of a plan file.</summary>
/// <param name="Name">The key.</param>
/// <param name="Description">What it says, in whole sentences.</param>
/// <param name="Value">What stands under it.</param>
/// <param name="Needed">Whether a file without it is refused.</param>
internal sealed record PlanKey(string Name, string Description, PlanValue Value, bool Needed);
