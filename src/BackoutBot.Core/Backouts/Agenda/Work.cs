using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Backouts.Agenda;

/// <summary>Something that the bot has to do now for a backout, derived from its state alone, so that a crash loses none of it.</summary>
/// <param name="Name">Unique among what one backout has to do; stays the same until it is done.</param>
/// <param name="Repeats">Whether it is done again and again, at growing intervals, until the state moves on.</param>
public abstract record Work(string Name, bool Repeats)
{
    /// <summary>Capture the state to go back to, or find a kept one.</summary>
    public sealed record Capture() : Work("capture", Repeats: false);

    /// <summary>Check one item.</summary>
    public sealed record Check(ItemId Item) : Work($"check:{Item}", Repeats: false);

    /// <summary>Make the plan of that round.</summary>
    public sealed record MakePlan(int Round) : Work($"plan:{Round}", Repeats: false);

    /// <summary>Write down the intent of the next attempt at a step.</summary>
    public sealed record Intend(StepId Step, int Attempt) : Work($"intend:{Step}:{Attempt}", Repeats: false);

    /// <summary>Start an attempt whose intent is on disk; again where the provider said «not yet».</summary>
    public sealed record Begin(StepId Step, int Attempt, IdempotencyKey Key) : Work($"begin:{Step}:{Attempt}", Repeats: true);

    /// <summary>Look how far an attempt is.</summary>
    public sealed record Observe(StepId Step, int Attempt, IdempotencyKey Key, string Handle) : Work($"observe:{Step}:{Attempt}", Repeats: true);

    /// <summary>Run the validating checks.</summary>
    public sealed record Validate() : Work("validate", Repeats: true);

    /// <summary>Generate the post-mortem.</summary>
    public sealed record Review() : Work("review", Repeats: false);
}
