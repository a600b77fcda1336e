using BackoutBot.Console.Gate;
using BackoutBot.Console.Inbound;
using BackoutBot.Console.Outbound;
using BackoutBot.Console.Pages;
using BackoutBot.Console.People;
using BackoutBot.Console.Rendering;
using BackoutBot.Core.Chat;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackoutBot.Console;

/// <summary>Adds the web console to a host.</summary>
public static class ConsoleServiceCollectionExtensions
{
    /// <summary>
    /// Adds the console and its chat platform <c>console</c>. The host brings the ports <see cref="IChatLog"/>,
    /// <see cref="Core.Intake.IInbox"/>, <see cref="Core.Backouts.IBackoutReader"/> and
    /// <see cref="Core.Services.IServiceCatalogue"/>. An <see cref="IConsoleIdentity"/> that was added before is kept; without one,
    /// the console is open in the sandbox environment only.
    /// </summary>
    public static IHostApplicationBuilder AddConsole(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<ConsoleOptions>, ConsoleOptionsValidator>();
        services.AddOptions<ConsoleOptions>().BindConfiguration(ConsoleOptions.Section).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        if (builder.Environment.IsSandbox())
        {
            services.TryAddSingleton<IConsoleIdentity, SandboxIdentity>();
        }
        else
        {
            services.TryAddSingleton<IConsoleIdentity, NoIdentity>();
        }

        services.AddSingleton<ConsoleRenderer>();
        services.AddSingleton<ChatTranscript>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<ConsolePages>();
        services.AddSingleton<SubmitEndpoint>();
        services.AddSingleton<ConsoleGate>();
        services.AddSingleton<IChatPlatform, ConsoleChatPlatform>();
        return builder;
    }
}
