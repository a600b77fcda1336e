using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Actions;

/// <summary>Whether what a step brought about is still so, as it was read just now.</summary>
/// <param name="Step">The step.</param>
/// <param name="Amiss">What is otherwise, for people: one or more sentences; null where all is as the step left it.</param>
public sealed record StepVerification(StepId Step, string? Amiss);
