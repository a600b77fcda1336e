namespace BackoutBot.Benchmarks.Cards;

/// <summary>A card as an open page got it.</summary>
/// <param name="Backout">The backout.</param>
/// <param name="Alarms">The alarms that it names as active.</param>
/// <param name="At">When it was there, as a stopwatch's timestamp.</param>
internal sealed record CardSeen(string Backout, IReadOnlyList<string> Alarms, long At);
