using BackoutBot.Core.Ids;
using Microsoft.AspNetCore.Http;

namespace BackoutBot.Console.People;

/// <summary>Knows nobody: what holds outside the sandbox until a real sign-in is configured.</summary>
internal sealed class NoIdentity : IConsoleIdentity
{
    public string Refusal =>
        "Console sign-in isn't configured, so the console is closed: it can't tell who you are, and what is done here counts as done by a person. " +
        "Use the chat platform that the bot is connected to.";

    public IReadOnlyList<PersonId> Switchable => [];

    public PersonId? Find(HttpContext context) => null;

    public void SwitchTo(HttpContext context, PersonId person) =>
        throw new ArgumentException($"Nobody can become '{person}': console sign-in isn't configured.", nameof(person));
}
