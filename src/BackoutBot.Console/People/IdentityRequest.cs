namespace BackoutBot.Console.People;

/// <summary>Whom the visitor wants to be.</summary>
/// <param name="Person">One of the sandbox's people.</param>
internal sealed record IdentityRequest(string? Person);
