using BackoutBot.Console.Assets;
using BackoutBot.Console.Gate;
using BackoutBot.Console.Inbound;
using BackoutBot.Console.Outbound;
using BackoutBot.Console.Pages;
using BackoutBot.Console.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Console;

/// <summary>Maps the web console.</summary>
public static class ConsoleEndpoints
{
    /// <summary>Maps the pages <c>/</c>, <c>/backouts</c>, <c>/backouts/{id}</c> and <c>/inbox</c>, and what they need under <c>/console</c>.</summary>
    public static IEndpointRouteBuilder MapConsole(this IEndpointRouteBuilder endpoints)
    {
        var console = endpoints.MapGroup("").RequireConsoleVisitor();
        console.MapGet("/", ConsolePages.ChatAsync);
        console.MapGet("/backouts", ConsolePages.BackoutsAsync);
        console.MapGet("/backouts/{id}", ConsolePages.BackoutAsync);
        console.MapGet("/inbox", ConsolePages.InboxAsync);
        console.MapGet("/console/events", EventsEndpoint.Get);
        var limit = new RequestSizeLimitAttribute(SubmitEndpoint.LargestBody);
        console.MapPost("/console/submit", SubmitEndpoint.PostAsync).WithMetadata(limit);
        console.MapPost("/console/identity", IdentityEndpoint.PostAsync).WithMetadata(limit);
        endpoints.MapGet($"{ConsoleAssets.Path}/{{hash}}/{{name}}", ConsoleAssets.Serve);
        return endpoints;
    }

    /// <summary>
    /// Lets only requests of the console's own pages through to the endpoints, by a visitor whom the console knows: for what else
    /// the host offers to the console, such as the sandbox's <c>/sandbox/break-production</c>. The endpoints must be route handlers
    /// (delegates with parameters), since filters don't run for a bare <see cref="RequestDelegate"/>.
    /// </summary>
    public static TBuilder RequireConsoleVisitor<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilterFactory((factory, next) =>
        {
            var gate = factory.ApplicationServices.GetRequiredService<ConsoleGate>();
            return invocation => gate.InvokeAsync(invocation, next);
        });
}
