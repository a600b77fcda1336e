using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Services;

/// <summary>A rollback step as the plan file names it; the concrete step is planned from it. One entry of the file may stand for several, such as one a DNS zone.</summary>
/// <param name="Id">The step's name, unique in the service.</param>
/// <param name="Action">The action's name, such as <c>route53-revert</c>.</param>
/// <param name="After">The steps that must have ended well before this one starts.</param>
public sealed record StepDefinition(StepId Id, string Action, IReadOnlyList<StepId> After)
{
    /// <summary>The entry of the file that it is made from, by its name; the step's own where the entry stands for one step.</summary>
    public StepId Entry { get; init; } = Id;

    /// <summary>The names of the resources that it works on; null for all that the action can work on.</summary>
    public IReadOnlyList<string>? Resources { get; init; }

    /// <summary>Whether it works on the resource of that name.</summary>
    public bool WorksOn(string resource) => Resources?.Contains(resource) ?? true;

    /// <summary>The step whose doing this one takes away again, so that both together are a bracket; null where it takes none.</summary>
    public StepId? Closes { get; init; }

    /// <summary>Whether, once it is over, nothing further starts before a person has looked.</summary>
    public bool IsHeldAfter { get; init; }

    /// <summary>What the file says of how the action is to do it, by the parameter's name.</summary>
    public IReadOnlyDictionary<string, string> With { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
