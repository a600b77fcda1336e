namespace BackoutBot.Core.Backouts;

/// <summary>One decision of the people in a backout, or what became of one, as thread and post-mortem say it.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Headline">What was decided and by whom: a sentence.</param>
/// <param name="Details">Why, in the person's own words, or what it rests on.</param>
public sealed record Decided(DateTimeOffset At, string Headline, IReadOnlyList<string> Details);
