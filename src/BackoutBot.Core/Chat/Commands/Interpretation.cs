using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Chat.Commands;

/// <summary>What a person's submission amounts to.</summary>
public abstract record Interpretation
{
    private Interpretation()
    {
    }

    /// <summary>A command for one backout.</summary>
    public sealed record ToBackout(BackoutId Backout, PersonCommand Command) : Interpretation;

    /// <summary>A command for the open backout of a service; where none is open it opens one.</summary>
    public sealed record ToService(ServiceId Service, PersonCommand Command) : Interpretation;

    /// <summary>An answer, and nothing else.</summary>
    public sealed record Say(ChatMessage Message) : Interpretation;
}
