using BackoutBot.Core.Actions;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Services;
using BackoutBot.People;
using BackoutBot.Runtime;
using BackoutBot.Runtime.Tests.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Teams.Tests.Wire;

/// <summary>The adapter in a real web host, on Kestrel; by default with the real engine and store, in a scripted world.</summary>
public sealed class TeamsHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http;

    private TeamsHost(WebApplication app, FakeMicrosoft microsoft)
    {
        this.app = app;
        http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Client = new TeamsClient(http, microsoft);
    }

    public TeamsClient Client { get; }

    /// <summary>The settings of a bot in production.</summary>
    public static Dictionary<string, string?> Settings(string app) => new(StringComparer.Ordinal)
    {
        ["Teams:Enabled"] = "true",
        ["Teams:AppId"] = app,
        ["Teams:AppPassword"] = FakeEntra.Secret,
        ["Teams:TenantId"] = Cast.Tenant,
        ["Teams:Channels:#ops"] = Cast.Ops,
        ["Teams:Channels:#stakeholders"] = Cast.Stakeholders,
        ["Teams:ConsoleUrl"] = "https://backoutbot.shop.example/",
        ["People:alice:Accounts:0"] = $"teams:{Cast.Alice.ObjectId}",
    };

    /// <summary>With the engine, in the scripted world; the directory is Graph's.</summary>
    public static Task<TeamsHost> StartAsync(FakeMicrosoft microsoft, ScriptedWorld world, string directory)
    {
        world.Services = [ScriptedWorld.Describe("checkout-api") with { Approvals = new ApprovalPolicy([], [$"teams:{Cast.Approvers}"], 1, TimeSpan.FromMinutes(30)) }];
        return StartAsync(microsoft, builder =>
        {
            _ = builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Storage:DataDirectory"] = directory,
                ["Runtime:PollMin"] = "00:00:00.005",
                ["Runtime:PollMax"] = "00:00:00.050",
                ["Runtime:Settle"] = "00:00:00.050",
                ["Runtime:RestorePointInterval"] = "00:00:00",
                ["Runtime:SweepInterval"] = "00:00:00.100",
                ["Runtime:ShutdownGrace"] = "00:00:00.500",
            });
            _ = builder.Services.AddSingleton(world).AddSingleton<IServiceCatalogue, ScriptedCatalogue>().AddSingleton<IRollbackAction, ScriptedAction>();
            foreach (ChecklistItem item in Checklist.Items)
            {
                _ = builder.Services.AddSingleton<ICheck>(new ScriptedCheck(world, item.Id));
            }

            _ = builder.AddBackoutRuntime();
        });
    }

    /// <summary>With whatever the test brings in the place of the engine.</summary>
    public static async Task<TeamsHost> StartAsync(FakeMicrosoft microsoft, Action<WebApplicationBuilder> configure, string environment = "Production")
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        _ = builder.Configuration.AddInMemoryCollection(Settings(microsoft.Entra.App));
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        _ = builder.Logging.ClearProviders();
        configure(builder);
        _ = builder.AddPeople().AddTeams();
        _ = builder.Services.AddHttpClient(TeamsTerms.HttpClient).ConfigurePrimaryHttpMessageHandler(microsoft.Network);
        WebApplication app = builder.Build();
        _ = app.MapTeams();
        await app.StartAsync();
        return new TeamsHost(app, microsoft);
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(10));
        await app.StopAsync(patience.Token);
        await app.DisposeAsync();
    }
}
