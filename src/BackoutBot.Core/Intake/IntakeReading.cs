using BackoutBot.Core.Ids;
using BackoutBot.Core.Signals;

namespace BackoutBot.Core.Intake;

/// <summary>What an inbound message means.</summary>
public abstract record IntakeReading
{
    private IntakeReading()
    {
    }

    /// <summary>What kind of thing it told of, in the plural, for whoever reads that nobody could do anything with it; null where that is not to be told. Written by others: escape it.</summary>
    public string? About { get; init; }

    /// <summary>Whether a plan file can list such things, so that they are heard of.</summary>
    public bool CanBeListed { get; init; } = true;

    /// <summary>The name of the way that it came by, such as a topic's; null where it has none.</summary>
    public string? Way { get; init; }

    /// <summary>The services that listen to the way that it came by.</summary>
    public IReadOnlyList<ServiceId> Listeners { get; init; } = [];

    /// <summary>An event about a resource.</summary>
    public sealed record Event(Signal Signal) : IntakeReading;

    /// <summary>A matter of the source's own, dealt with by the source: a subscription's confirmation, say.</summary>
    /// <param name="Note">What was done, for the operator.</param>
    public sealed record Handled(string Note) : IntakeReading;

    /// <summary>Not understood: kept and shown, never acted upon.</summary>
    /// <param name="Reason">Why not, for the operator.</param>
    public sealed record Unrecognised(string Reason) : IntakeReading;
}
