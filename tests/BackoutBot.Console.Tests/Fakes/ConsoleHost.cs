using System.Net.Http.Json;
using BackoutBot.Console.People;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Console.Tests.Fakes;

/// <summary>The console in a host of its own, on the in-memory server, with the ports in memory.</summary>
public sealed class ConsoleHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ConsoleHost(WebApplication app, DemoStory story, MemoryInbox inbox)
    {
        this.app = app;
        Story = story;
        Inbox = inbox;
    }

    public DemoStory Story { get; }

    public MemoryInbox Inbox { get; }

    public DemoCatalogue Catalogue => (DemoCatalogue)app.Services.GetRequiredService<IServiceCatalogue>();

    public MemoryChatLog Chat => Story.Chat;

    public IServiceProvider Services => app.Services;

    public static Task<ConsoleHost> StartAsync(string environment = "Sandbox", params string[] people) => StartAsync(environment, people, configure: _ => { });

    /// <summary>On the builder that the product's host begins with.</summary>
    public static async Task<ConsoleHost> StartAsync(string environment, string[] people, Action<WebApplicationBuilder> configure)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        if (environment == "Sandbox" && people.Length == 0)
        {
            people = ["alice", "bob", "carol", "dave"];
        }

        builder.Configuration.AddInMemoryCollection(people.Select((person, index) => KeyValuePair.Create($"Console:SandboxPeople:{index}", (string?)person)));
        var story = new DemoStory();
        var inbox = new MemoryInbox();
        builder.Services.AddSingleton<TimeProvider>(story.Time);
        builder.Services.AddSingleton<IChatLog>(story.Chat);
        builder.Services.AddSingleton<IBackoutReader>(story.Backouts);
        builder.Services.AddSingleton<IServiceCatalogue, DemoCatalogue>();
        builder.Services.AddSingleton<IWriteBan>(story.Backouts);
        builder.Services.AddSingleton<IInbox>(inbox);
        builder.Services.AddSingleton<IInboxReader>(inbox);
        builder.AddConsole();
        configure(builder);
        var app = builder.Build();
        app.MapConsole();
        app.MapPost("/sandbox/break-production", (HttpContext context) => TypedResults.Ok()).RequireConsoleVisitor();
        await app.StartAsync();
        return new ConsoleHost(app, story, inbox);
    }

    /// <summary>A browser that is nobody yet.</summary>
    public HttpClient Browser() => app.GetTestClient();

    /// <summary>A browser that acts as that person.</summary>
    public HttpClient As(string person)
    {
        var client = Browser();
        client.DefaultRequestHeaders.Add("Cookie", $"{SandboxIdentity.Cookie}={person}");
        client.DefaultRequestHeaders.Add("X-BackoutBot", "console");
        return client;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
