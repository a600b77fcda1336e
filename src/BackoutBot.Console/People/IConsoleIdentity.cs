using BackoutBot.Core.Ids;
using Microsoft.AspNetCore.Http;

namespace BackoutBot.Console.People;

/// <summary>Says who a visitor of the console is. What it does not know is refused.</summary>
public interface IConsoleIdentity
{
    /// <summary>Why nobody can use the console as it is set up; null where it can be used.</summary>
    string? Refusal { get; }

    /// <summary>The people that a visitor may switch to; empty wherever identities are real.</summary>
    IReadOnlyList<PersonId> Switchable { get; }

    /// <summary>The person that the request proves to come from, or null where it proves none.</summary>
    PersonId? Find(HttpContext context);

    /// <summary>
    /// Makes the visitor that person from the next request on, and says so in the response. Only for one of
    /// <see cref="Switchable"/>; any other is an <see cref="ArgumentException"/>.
    /// </summary>
    void SwitchTo(HttpContext context, PersonId person);
}
