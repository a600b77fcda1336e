using System.Text.RegularExpressions;

namespace BackoutBot.PlanFiles;

/// <summary>
/// What a text must look like: one character at least, and what else is said here. The published schema is written from it, so it is said as a
/// schema can say it.
/// </summary>
/// <param name="What">What it is, with its article, such as <c>a region</c>.</param>
/// <param name="Pattern">A regular expression that is read alike by .NET and by ECMA-262, which schemas use; empty where any character will do.</param>
/// <param name="Fix">How to write it.</param>
public sealed record TextRule(string What, string Pattern, string Fix)
{
    // .NET's $ lets a line break follow, ECMA's does not.
    private readonly Regex _pattern = new(Pattern.EndsWith('$') ? Pattern[..^1] + @"\z" : Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>A regular expression, as a schema writes it; empty where any character will do.</summary>
    public string Pattern { get; } = Pattern;

    /// <summary>How many characters there may be; null where that does not matter.</summary>
    public int? MaxLength { get; init; }

    /// <summary>All texts that there are of the kind; null where they are not few.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Whether who reads the text holds it to <see cref="Values"/>, to say more of one that is wrong.</summary>
    public bool ReaderKnowsValues { get; init; }

    /// <summary>Whether the pattern alone would let an empty text pass.</summary>
    internal bool IsPatternOfNothing => _pattern.IsMatch(string.Empty);

    /// <summary>One of a few texts.</summary>
    public static TextRule OneOf(string what, IReadOnlyList<string> values) =>
        new(what, string.Empty, $"write one of {string.Join(", ", values)}") { Values = values };

    /// <summary>Whether a text is one.</summary>
    public bool Fits(string text) =>
        text.Length >= 1 && text.Length <= (MaxLength ?? int.MaxValue) && _pattern.IsMatch(text) && (Values is null || ReaderKnowsValues || Values.Contains(text, StringComparer.Ordinal));
}
