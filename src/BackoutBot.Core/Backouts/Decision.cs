using BackoutBot.Core.Backouts.Events;

namespace BackoutBot.Core.Backouts;

/// <summary>What a command leads to: events to append, and a refusal to explain where it was refused.</summary>
/// <param name="Events">To append, all or none; may be empty.</param>
/// <param name="Refusal">Why it was refused; null where it was not.</param>
public sealed record Decision(IReadOnlyList<BackoutEvent> Events, Refusal? Refusal)
{
    /// <summary>Nothing happens.</summary>
    public static Decision Nothing { get; } = new([], null);
}
