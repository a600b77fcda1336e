using BackoutBot.Core.Ids;

namespace BackoutBot.Runtime.Backouts;

/// <summary>What became of a command.</summary>
/// <param name="Fate">What became of it.</param>
/// <param name="Backout">The backout that it reached; null where none.</param>
/// <param name="Note">For people: why it was refused, or what there was to say; null where nothing.</param>
[GenerateSerializer]
[Immutable]
[Alias("command-receipt")]
public sealed record CommandReceipt(
    [property: Id(0)] CommandFate Fate,
    [property: Id(1)] BackoutId? Backout,
    [property: Id(2)] string? Note = null);

/// <summary>What became of a command.</summary>
public enum CommandFate
{
    /// <summary>Its events are on disk; its inbound message is done. A refusal that the journal keeps is an event too.</summary>
    Recorded,

    /// <summary>There was nothing to do, or it was done before.</summary>
    NothingToDo,

    /// <summary>It was refused and there is no journal to keep that: the note says why.</summary>
    Refused,

    /// <summary>The backout that it was sent to is closed, or another of the service is open: it is to be routed again.</summary>
    Elsewhere,
}
