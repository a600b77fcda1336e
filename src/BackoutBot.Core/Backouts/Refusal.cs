namespace BackoutBot.Core.Backouts;

/// <summary>Why something that was asked for was refused.</summary>
/// <param name="Code">For machines.</param>
/// <param name="Explanation">For the person who asked: what is wrong and what to do.</param>
public sealed record Refusal(RefusalCode Code, string Explanation);
