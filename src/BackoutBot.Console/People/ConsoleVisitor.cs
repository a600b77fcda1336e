using BackoutBot.Core.Ids;
using Microsoft.AspNetCore.Http;

namespace BackoutBot.Console.People;

/// <summary>Who makes the request, as the gate found out; only there behind the gate.</summary>
internal sealed record ConsoleVisitor(PersonId Person)
{
    /// <summary>The visitor of a request that passed the gate.</summary>
    public static PersonId Of(HttpContext context) =>
        context.Features.Get<ConsoleVisitor>()?.Person
        ?? throw new InvalidOperationException("The endpoint stands outside the console's gate, so nobody knows who asks.");
}
