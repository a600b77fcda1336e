using BackoutBot.Console;
using BackoutBot.Runtime.Backouts;
using Microsoft.Extensions.Options;

namespace BackoutBot.Hosting.Sandbox;

/// <summary>Registers what exists in the sandbox only.</summary>
public static class SandboxRegistration
{
    /// <summary>In the sandbox, adds its story and its crash drills; elsewhere, sees that none of its settings is there.</summary>
    public static IHostApplicationBuilder AddSandbox(this IHostApplicationBuilder builder)
    {
        _ = builder.Services.AddSingleton<IValidateOptions<SandboxSettings>, SandboxSettingsValidator>();
        _ = builder.Services.AddOptions<SandboxSettings>().BindConfiguration(SandboxSettings.Section).ValidateOnStart();
        if (!builder.Environment.IsEnvironment(SandboxMode.Environment))
        {
            return builder;
        }

        _ = builder.Services.AddHttpClient<SandboxStory>((services, http) =>
            http.BaseAddress = services.GetRequiredService<IOptions<SandboxSettings>>().Value.Url);
        if (builder.Configuration[$"{SandboxSettings.Section}:{nameof(SandboxSettings.Crash)}"] is { } crash && CrashPoint.Parse(crash) is { } point)
        {
            _ = builder.Services.AddSingleton<IJournalObserver>(new CrashDrill(point));
        }

        return builder;
    }

    /// <summary>In the sandbox, maps <c>POST /sandbox/break-production</c> for the console's visitors.</summary>
    public static WebApplication MapSandbox(this WebApplication app)
    {
        if (app.Environment.IsEnvironment(SandboxMode.Environment))
        {
            _ = app.MapPost("/sandbox/break-production", (SandboxStory story, CancellationToken cancellationToken) => story.BreakProductionAsync(cancellationToken))
                .RequireConsoleVisitor();
        }

        return app;
    }
}
