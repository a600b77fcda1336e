using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Services;

namespace BackoutBot.Core.Actions;

/// <summary>One attempt at one approved step.</summary>
/// <param name="Backout">The backout.</param>
/// <param name="Service">The service.</param>
/// <param name="Step">The step, as it was approved.</param>
/// <param name="Attempt">1 for the first try.</param>
/// <param name="Key">The attempt's deterministic key, written to the journal before the first call.</param>
/// <param name="Approvers">Who approved; carried to AWS as session tags.</param>
/// <param name="MayHaveActed">Whether an earlier call, of this attempt or one before, may have had its effect already.</param>
public sealed record StepExecution(
    BackoutId Backout,
    ServiceDefinition Service,
    PlanStep Step,
    int Attempt,
    IdempotencyKey Key,
    IReadOnlyList<PersonId> Approvers,
    bool MayHaveActed);
