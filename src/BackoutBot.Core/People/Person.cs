using BackoutBot.Core.Ids;

namespace BackoutBot.Core.People;

/// <summary>Somebody who can act in chat.</summary>
/// <param name="Id">The name that is the same on all platforms.</param>
/// <param name="DisplayName">The name to show.</param>
public sealed record Person(PersonId Id, string DisplayName);
