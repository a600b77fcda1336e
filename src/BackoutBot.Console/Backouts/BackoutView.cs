using BackoutBot.Console.Rendering;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Steps;

namespace BackoutBot.Console.Backouts;

/// <summary>A backout as its page shows it.</summary>
/// <param name="History">Its state and journal.</param>
/// <param name="Card">Its live card.</param>
public sealed record BackoutView(BackoutHistory History, Card Card)
{
    /// <summary>The state.</summary>
    public BackoutState State => History.State;

    /// <summary>Every try at a step.</summary>
    public IReadOnlyList<StepAttempt> Attempts { get; } = StepAttempt.Of(History.Believed);

    /// <summary>The tries at a step of the plan that is up: what an earlier plan did by a step of the same name is told by the timeline.</summary>
    public IReadOnlyList<StepAttempt> AttemptsOf(StepState step) => [.. Attempts.Where(attempt => attempt.Step == step.Id).TakeLast(step.Attempt)];

    /// <summary>The latest post-mortem; null until it is written.</summary>
    public PostMortemWritten? PostMortem { get; } = History.Believed.Select(entry => entry.Event).OfType<PostMortemWritten>().LastOrDefault();

    /// <summary>The stations that it has passed through, by their place.</summary>
    public IReadOnlySet<int> Passed { get; } = History.Believed
        .Select(entry => entry.Event)
        .OfType<PhaseEntered>()
        .Select(moved => PhaseWords.Station(moved.From))
        .ToHashSet();
}
