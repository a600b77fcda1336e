using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Backouts;

/// <summary>A command on its way to a backout.</summary>
/// <param name="Command">The command.</param>
/// <param name="Inbox">The inbound message that it came in, which is done when the command is; null for the bot's own reports.</param>
/// <param name="Since">When that came about which led to it, UTC.</param>
/// <param name="TraceParent">The trace that it belongs to; null where there is none.</param>
/// <param name="Authority">What the person who asks may do, asked right before; <see cref="Authority.None"/> for the bot's own reports.</param>
/// <param name="Routed">Whether its service sent it here: it may open the backout, and is sent on where the backout is closed.</param>
[GenerateSerializer]
[Immutable]
[Alias("command-envelope")]
public sealed record CommandEnvelope(
    [property: Id(0)] BackoutCommand Command,
    [property: Id(1)] InboxKey? Inbox,
    [property: Id(2)] DateTimeOffset Since,
    [property: Id(3)] string? TraceParent,
    [property: Id(4)] Authority Authority,
    [property: Id(5)] bool Routed);
