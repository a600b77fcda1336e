using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Approvals;

/// <summary>One approver's yes to one plan.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Authority">By what right, as seen at the moment of the click.</param>
public sealed record Approval(PersonId By, DateTimeOffset At, string Authority);
