namespace BackoutBot.Core.RestorePoints;

/// <summary>Whether what a captured state needs to be gone back to is there: of a release, what it is deployed from. The reasons are clauses, such as <c>its bundle s3://… is gone</c>.</summary>
public abstract record Usability
{
    private Usability()
    {
    }

    /// <summary>It was seen to be there.</summary>
    /// <param name="Seen">What was seen, for people.</param>
    public sealed record Usable(string Seen) : Usability;

    /// <summary>It was seen to be gone, or to be of no use now.</summary>
    /// <param name="Reason">What is wrong and where, for people.</param>
    /// <param name="Fix">What to do about it.</param>
    public sealed record Unusable(string Reason, string Fix) : Usability;

    /// <summary>It could not be seen, so it may be there or not.</summary>
    /// <param name="Reason">What could not be seen and why, for people.</param>
    /// <param name="Fix">What to do about it.</param>
    public sealed record NotKnown(string Reason, string Fix) : Usability
    {
        /// <summary>Whether looking again can't tell, but a person may know.</summary>
        public bool IsForAPerson { get; init; }
    }

    /// <summary>It lies where nobody can be asked for it.</summary>
    /// <param name="Reason">Where it lies, for people.</param>
    public sealed record NotAsked(string Reason) : Usability;
}

/// <summary>What was seen of one resource's captured state.</summary>
/// <param name="Resource">The resource, in the words of the part that captured it.</param>
/// <param name="Usability">What was seen.</param>
public sealed record StateUsability(string Resource, Usability Usability);

/// <summary>What was seen of a restore point when it was to be offered. It holds for that moment and is kept nowhere.</summary>
/// <param name="States">What was seen of each state that needs something; empty where none does.</param>
public sealed record PointUsability(IReadOnlyList<StateUsability> States)
{
    /// <summary>Why it can't be gone back to now: a clause; null where nothing is known to prevent it.</summary>
    public string? WhyUnusable => States.Select(state => state.Usability).OfType<Usability.Unusable>().Select(unusable => unusable.Reason).Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } reasons
        ? string.Join(", and ", reasons)
        : null;

    /// <summary>What was seen, a sentence each, with what to do about it.</summary>
    public IEnumerable<string> InWords => States.Select(state => state.Usability switch
    {
        Usability.Usable usable => Sentence(usable.Seen),
        Usability.Unusable unusable => $"Can't be gone back to now: {Sentence(unusable.Reason, capital: false)} {unusable.Fix}",
        Usability.NotKnown unknown => $"{Sentence(unknown.Reason)} {unknown.Fix}",
        Usability.NotAsked unasked => Sentence(unasked.Reason),
        _ => throw new InvalidOperationException($"No words for {state.Usability.GetType().Name}."),
    }).Distinct(StringComparer.Ordinal);

    private static string Sentence(string clause, bool capital = true) => $"{(capital ? char.ToUpperInvariant(clause[0]) : clause[0])}{clause[1..]}.";
}
