namespace BackoutBot.Core.Intake;

/// <summary>Something inbound, authenticated, as it is persisted before it is acknowledged.</summary>
/// <param name="Key">Unique per source for what must count once: SNS topic and message id, a chat event's id.</param>
/// <param name="Source">Where it came in, such as <c>sns</c> or <c>chat</c>; names the <see cref="IIntakeSource"/> that reads it.</param>
/// <param name="Body">The body as it came.</param>
/// <param name="ReceivedAt">When it came, UTC.</param>
/// <param name="TraceParent">The W3C trace context of the request that brought it; null where it had none.</param>
public sealed record InboxMessage(string Key, string Source, string Body, DateTimeOffset ReceivedAt, string? TraceParent);
