using BackoutBot.Core.Ids;

namespace BackoutBot.Console.Pages;

/// <summary>What every page says around its content.</summary>
/// <param name="Viewer">Who looks.</param>
/// <param name="Switchable">Whom the viewer may become; empty wherever identities are real.</param>
/// <param name="IsSandbox">Whether it is the sandbox: there, production can be broken by a button.</param>
/// <param name="Position">The chat log's position that the page shows; what comes later is pushed.</param>
/// <param name="Ban">Why nothing may be written to AWS now; null where it may.</param>
public sealed record PageFrame(PersonId Viewer, IReadOnlyList<PersonId> Switchable, bool IsSandbox, long Position, string? Ban);
