using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Approvals;

/// <summary>One approver's no to one plan.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Reason">Why.</param>
public sealed record Denial(PersonId By, DateTimeOffset At, string Reason);
