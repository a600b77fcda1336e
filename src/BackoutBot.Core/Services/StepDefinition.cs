using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Services;

/// <summary>A rollback step as the plan file names it; the concrete step is planned from it.</summary>
/// <param name="Id">The step's name, unique in the file.</param>
/// <param name="Action">The action's name, such as <c>route53-revert</c>.</param>
/// <param name="After">The steps that must have ended well before this one starts.</param>
public sealed record StepDefinition(StepId Id, string Action, IReadOnlyList<StepId> After);
