using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Halts;
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

    /// <summary>A start towards a point that is still to be found by the name that was typed.</summary>
    /// <param name="Service">The service.</param>
    /// <param name="Name">The version, or the time of the point, as typed.</param>
    /// <param name="Start">The command, without the point.</param>
    /// <param name="Backout">The open backout that it was said to; null where it was not said to one.</param>
    public sealed record ToPoint(ServiceId Service, string Name, Start Start, BackoutId? Backout) : Interpretation;

    /// <summary>What is being deployed to the service is to be stopped, once it has been read what that is.</summary>
    /// <param name="Service">The service.</param>
    /// <param name="Person">Who asks.</param>
    /// <param name="Key">Unique for what must count once.</param>
    /// <param name="Reason">Why; null where none was given.</param>
    public sealed record ToStop(ServiceId Service, PersonId Person, CommandKey Key, string? Reason) : Interpretation;

    /// <summary>All that an ended backout did is to be put back, once it has been read what that is.</summary>
    /// <param name="Ended">The backout, as named.</param>
    /// <param name="Person">Who asks.</param>
    /// <param name="Key">Unique for what must count once.</param>
    /// <param name="Reason">Why; null where none was given.</param>
    public sealed record ToUndo(BackoutId Ended, PersonId Person, CommandKey Key, string? Reason) : Interpretation;

    /// <summary>The service's restore points are asked for.</summary>
    /// <param name="Service">The service.</param>
    /// <param name="Name">The one to hold against what is now, as typed; null lists them.</param>
    public sealed record ReadPoints(ServiceId Service, string? Name) : Interpretation;

    /// <summary>An ended backout is asked for; nothing is done.</summary>
    /// <param name="Ended">The backout, as named, or that of the thread.</param>
    /// <param name="Verb">What is asked for.</param>
    public sealed record ReadEnded(BackoutId Ended, string Verb) : Interpretation;

    /// <summary>Something about the halt, which concerns all services.</summary>
    /// <param name="Act">What is asked for.</param>
    /// <param name="Reason">Why; null where none was given.</param>
    public sealed record OnHalt(HaltAct Act, string? Reason) : Interpretation;

    /// <summary>An answer, and nothing else.</summary>
    public sealed record Say(ChatMessage Message) : Interpretation;
}
