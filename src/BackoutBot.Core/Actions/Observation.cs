using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Actions;

/// <summary>How far a started step is.</summary>
public abstract record Observation
{
    private Observation()
    {
    }

    /// <summary>It still runs.</summary>
    /// <param name="Percent">0 to 100.</param>
    /// <param name="Note">What happens now, for people.</param>
    public sealed record Running(int Percent, string Note) : Observation
    {
        /// <summary>
        /// Whether its change is made and was seen, and what is waited for lies with others, such as resolvers that keep an old answer. A step that
        /// takes something away does not wait for that.
        /// </summary>
        public bool IsSettling { get; init; }
    }

    /// <summary>It ended well.</summary>
    /// <param name="Note">What is the case now, for people.</param>
    /// <param name="Evidence">What was seen.</param>
    public sealed record Succeeded(string Note, IReadOnlyList<Evidence> Evidence) : Observation
    {
        /// <summary>Whether what the plan had left out of the step was seen to be as the step was to leave it, too.</summary>
        public bool IsWhole { get; init; }

        /// <summary>The attempt whose change this one stopped on its way, by its key; null where it stopped none that this bot had begun.</summary>
        public IdempotencyKey? Stopped { get; init; }
    }

    /// <summary>It ended badly.</summary>
    /// <param name="Reason">What is wrong and where, for people.</param>
    /// <param name="Fix">What to do about it.</param>
    public sealed record Failed(string Reason, string Fix) : Observation
    {
        /// <summary>What stands now of what the step puts up or takes away; null where that was not read.</summary>
        public SeenEffect? Stands { get; init; }
    }

    /// <summary>Could not be seen just now; look again later.</summary>
    /// <param name="Reason">Why not, for people.</param>
    public sealed record Unseen(string Reason) : Observation
    {
        /// <summary>Whether that may be over by itself, so that it is told only once it has lasted.</summary>
        public bool MayPass { get; init; }
    }
}
