using BackoutBot.Console;
using BackoutBot.Console.Tests.Fakes;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Teams.Tests.Wire;

/// <summary>The console as it is in production, where nobody can sign in.</summary>
internal static class ClosedConsole
{
    /// <summary>What its first page says.</summary>
    public static async Task<string> PageAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        _ = builder.Logging.ClearProviders();
        DemoStory story = new();
        MemoryInbox inbox = new();
        _ = builder.Services
            .AddSingleton<TimeProvider>(story.Time)
            .AddSingleton<IChatLog>(story.Chat)
            .AddSingleton<IBackoutReader>(story.Backouts)
            .AddSingleton<IWriteBan>(story.Backouts)
            .AddSingleton<IServiceCatalogue, DemoCatalogue>()
            .AddSingleton<IInbox>(inbox)
            .AddSingleton<IInboxReader>(inbox);
        _ = builder.AddConsole();
        await using WebApplication app = builder.Build();
        _ = app.MapConsole();
        await app.StartAsync();
        using HttpClient browser = new() { BaseAddress = new Uri(app.Urls.Single()) };
        using HttpResponseMessage page = await browser.GetAsync("/");
        return await page.Content.ReadAsStringAsync();
    }
}
