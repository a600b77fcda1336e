using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Halts;

/// <summary>One act on the halt, as it is kept for the auditors: entries are only ever added.</summary>
/// <param name="Number">Its place, counted from 1.</param>
/// <param name="At">When it was decided, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Basis">By what right, as seen at that moment.</param>
/// <param name="Act">What.</param>
/// <param name="Reason">Why; null where none was given.</param>
public sealed record HaltEntry(int Number, DateTimeOffset At, PersonId By, string Basis, HaltAct Act, string? Reason);

/// <summary>What an approver can do about the halt.</summary>
public enum HaltAct
{
    /// <summary>Halt; or, while a lift waits for its second approver, insist on the halt.</summary>
    Halt,

    /// <summary>Lift it, as one of two.</summary>
    Lift,

    /// <summary>Lift it, as the first of two: whoever wanted it lifted before may approve no longer.</summary>
    LiftAnew,
}
