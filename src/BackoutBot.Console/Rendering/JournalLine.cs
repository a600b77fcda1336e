namespace BackoutBot.Console.Rendering;

/// <summary>A journal entry in words.</summary>
/// <param name="Look">The icon and colour.</param>
/// <param name="Headline">What happened, in one sentence without the actor's name.</param>
/// <param name="Details">More, a line each.</param>
internal sealed record JournalLine(string Look, string Headline, IReadOnlyList<string> Details);
