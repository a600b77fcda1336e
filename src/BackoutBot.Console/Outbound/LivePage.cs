using BackoutBot.Core.Ids;

namespace BackoutBot.Console.Outbound;

/// <summary>What a page that listens shows, and so wants to hear.</summary>
/// <param name="Viewer">Who looks.</param>
/// <param name="Channel">The channel that it shows; null where it shows no chat.</param>
/// <param name="Backout">The backout that it shows; null where it shows none.</param>
/// <param name="List">Whether it shows the list of backouts.</param>
internal sealed record LivePage(PersonId Viewer, string? Channel, BackoutId? Backout, bool List);
