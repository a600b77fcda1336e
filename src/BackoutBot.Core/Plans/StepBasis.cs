using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Plans;

/// <summary>What a step rests on, as it was read just now.</summary>
/// <param name="Step">The step.</param>
/// <param name="Facts">The facts that it was planned by.</param>
public sealed record StepBasis(StepId Step, IReadOnlyList<BasisFact> Facts);
