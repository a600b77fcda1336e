using System.Text.Json;
using BackoutBot.Console.Gate;
using Microsoft.AspNetCore.Http;

namespace BackoutBot.Console.People;

/// <summary>The sandbox's switcher.</summary>
internal static class IdentityEndpoint
{
    public static async Task<IResult> PostAsync(HttpContext context, IConsoleIdentity identity)
    {
        IdentityRequest? request;
        try
        {
            request = await context.Request.ReadFromJsonAsync(ConsoleJson.Default.IdentityRequest, context.RequestAborted);
        }
        catch (JsonException)
        {
            return ConsoleProblems.Invalid(["The body is not the JSON object that the console sends."]);
        }
        catch (BadHttpRequestException fault)
        {
            return ConsoleProblems.NotRead(fault);
        }

        var wanted = identity.Switchable.FirstOrDefault(person => person.Value == request?.Person);
        if (wanted == default)
        {
            return ConsoleProblems.Invalid([$"Nobody by that name is in the sandbox; there are {string.Join(", ", identity.Switchable)}."]);
        }

        identity.SwitchTo(context, wanted);
        return TypedResults.NoContent();
    }
}
