using BackoutBot.Core.Intake;

namespace BackoutBot.Runtime.Storage;

/// <summary>Names an inbound message.</summary>
/// <param name="Source">The <see cref="InboxMessage.Source"/>.</param>
/// <param name="Key">The <see cref="InboxMessage.Key"/>, unique in its source.</param>
[GenerateSerializer]
[Immutable]
[Alias("inbox-key")]
public sealed record InboxKey([property: Id(0)] string Source, [property: Id(1)] string Key)
{
    /// <summary>The name of that message.</summary>
    public static InboxKey Of(InboxMessage message) => new(message.Source, message.Key);
}
