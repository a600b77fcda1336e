using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Services;

/// <summary>A rollback step as the plan file names it; the concrete step is planned from it.</summary>
/// <param name="Id">The step's name, unique in the file.</param>
/// <param name="Action">The action's name, such as <c>route53-revert</c>.</param>
/// <param name="After">The steps that must have ended well before this one starts.</param>
public sealed record StepDefinition(StepId Id, string Action, IReadOnlyList<StepId> After)
{
    /// <summary>The name of the resource that it works on; null for all that the action can work on.</summary>
    public string? Resource { get; init; }

    /// <summary>The step whose doing this one takes away again, so that both together are a bracket; null where it takes none.</summary>
    public StepId? Closes { get; init; }

    /// <summary>What the file says of how the action is to do it, by the parameter's name.</summary>
    public IReadOnlyDictionary<string, string> With { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
