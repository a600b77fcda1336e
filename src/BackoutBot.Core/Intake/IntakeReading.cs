using BackoutBot.Core.Signals;

namespace BackoutBot.Core.Intake;

/// <summary>What an inbound message means.</summary>
public abstract record IntakeReading
{
    private IntakeReading()
    {
    }

    /// <summary>An event about a resource.</summary>
    public sealed record Event(Signal Signal) : IntakeReading;

    /// <summary>A matter of the source's own, dealt with by the source: a subscription's confirmation, say.</summary>
    /// <param name="Note">What was done, for the operator.</param>
    public sealed record Handled(string Note) : IntakeReading;

    /// <summary>Not understood: kept and shown, never acted upon.</summary>
    /// <param name="Reason">Why not, for the operator.</param>
    public sealed record Unrecognised(string Reason) : IntakeReading;
}
