using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Steps;

/// <summary>A step that can't begin, for what has to be read before can't be read.</summary>
/// <param name="Step">The step.</param>
/// <param name="Since">When that was first told, UTC.</param>
/// <param name="Reason">Why not, for people.</param>
public sealed record HeldUp(StepId Step, DateTimeOffset Since, string Reason);
