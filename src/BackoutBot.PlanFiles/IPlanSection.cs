using BackoutBot.Core.Ids;

namespace BackoutBot.PlanFiles;

/// <summary>One provider's part of a plan file, such as <c>aws</c>: what a service has there, and what can be done with it.</summary>
public interface IPlanSection
{
    /// <summary>The key at the file's root.</summary>
    string Key { get; }

    /// <summary>What the key says: a whole sentence.</summary>
    string Description { get; }

    /// <summary>What a rollback step may do here.</summary>
    IReadOnlyList<PlanAction> Actions { get; }

    /// <summary>Reads the section. Every fault is reported to it.</summary>
    PlanSectionReading Read(Section section);
}

/// <summary>An action that a rollback step may name.</summary>
/// <param name="Name">The action's name, such as <c>route53-revert</c>.</param>
/// <param name="Part">The key of the section without which it has nothing to work on.</param>
/// <param name="Does">What it does, for the reference: a clause without its full stop.</param>
public sealed record PlanAction(string Name, string Part, string Does)
{
    /// <summary>The checklist item that it does; null where it is beside the checklist's own.</summary>
    public ItemId? Item { get; init; }

    /// <summary>What a step may say under <c>with</c>.</summary>
    public IReadOnlyList<PlanParameter> Parameters { get; init; } = [];

    /// <summary>The action whose doing this one ends, and what that is; null where it ends none.</summary>
    public PlanBracket? Closes { get; init; }
}

/// <summary>What a step may tell its action.</summary>
/// <param name="Name">The key under <c>with</c>.</param>
/// <param name="Rule">How its value looks.</param>
/// <param name="Is">What it is, for the reference: a clause without its full stop.</param>
public sealed record PlanParameter(string Name, TextRule Rule, string Is);

/// <summary>What is put up by one step must be taken down by another.</summary>
/// <param name="Name">The name by which an entry asks for both at once, around the steps that it lists.</param>
/// <param name="OpenedBy">The name of the action that puts it up.</param>
/// <param name="Thing">What it is, with its article: <c>the maintenance page</c>.</param>
public sealed record PlanBracket(string Name, string OpenedBy, string Thing);

/// <summary>Resources of a part that are changed together or not at all, such as the records of one DNS zone: an entry makes a step for each.</summary>
/// <param name="Name">Tells the steps of one entry apart, as the end of their names: lower-case letters, digits and hyphens.</param>
/// <param name="Resources">The names of the resources.</param>
public sealed record PlanPortion(string Name, IReadOnlyList<string> Resources);

/// <summary>What came of reading a provider's section.</summary>
/// <param name="Content">What the service has there, for the provider's own use.</param>
/// <param name="SignalKeys">The resources whose signals belong to the service.</param>
/// <param name="Names">The names by which steps may call the resources, by the part's key.</param>
/// <param name="Claims">The resources that are this service's alone.</param>
public sealed record PlanSectionReading(
    object Content,
    IReadOnlyList<ResourceKey> SignalKeys,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Names,
    IReadOnlyList<Claim> Claims)
{
    /// <summary>What each part's resources fall into, by the part's key; a part whose resources are one lot is missing.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PlanPortion>> Portions { get; init; } = new Dictionary<string, IReadOnlyList<PlanPortion>>(StringComparer.Ordinal);
}
