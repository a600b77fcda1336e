using BackoutBot.Core.Ids;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BackoutBot.Console.People;

/// <summary>The sandbox's identities: a visitor is whom the cookie names, and may become any other of the sandbox's people.</summary>
internal sealed class SandboxIdentity(IOptions<ConsoleOptions> options) : IConsoleIdentity
{
    public const string Cookie = "backoutbot-sandbox-person";

    public string? Refusal => null;

    public IReadOnlyList<PersonId> Switchable { get; } = [.. options.Value.SandboxPeople.Select(PersonId.From)];

    public PersonId? Find(HttpContext context) =>
        context.Request.Cookies[Cookie] is { } name && Switchable.Contains(new PersonId(name)) ? new PersonId(name) : null;

    public void SwitchTo(HttpContext context, PersonId person)
    {
        if (!Switchable.Contains(person))
        {
            throw new ArgumentException($"'{person}' is not one of the sandbox's people.", nameof(person));
        }

        context.Response.Cookies.Append(Cookie, person.Value, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            Path = "/",
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
        });
    }
}
