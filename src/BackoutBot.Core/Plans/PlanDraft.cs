namespace BackoutBot.Core.Plans;

/// <summary>A plan, or why there is none.</summary>
/// <param name="Plan">The plan; null where none could be made.</param>
/// <param name="Problems">Why not, for people.</param>
internal sealed record PlanDraft(Plan? Plan, IReadOnlyList<string> Problems)
{
    /// <summary>Whether there is none because everything was read to be as it is to be.</summary>
    internal bool IsNothingLeft { get; init; }

    /// <summary>The steps that are not needed, where no plan could be made because none is.</summary>
    internal IReadOnlyList<PlanStep> Unneeded { get; init; } = [];

    /// <summary>What a person may include, so that there is a plan.</summary>
    internal IReadOnlyList<string> Includable { get; init; } = [];
}
