using BackoutBot.Core.Chat;
using BackoutBot.Core.People;
using BackoutBot.Teams.Gate;
using BackoutBot.Teams.Inbound;
using BackoutBot.Teams.Outbound;
using BackoutBot.Teams.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackoutBot.Teams;

/// <summary>Adds Microsoft Teams to a host.</summary>
public static class TeamsRegistration
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Adds the chat platform and the directory <c>teams</c>, where the section <see cref="TeamsOptions.Section"/> has them enabled. The
    /// host brings <see cref="IThreads"/>, <see cref="IAdapterMemory"/>, <see cref="IAccounts"/>, <see cref="Core.Intake.IInbox"/>,
    /// <see cref="Core.Backouts.IBackoutReader"/>, <see cref="Core.Approvals.ILiveAuthority"/> and <see cref="Core.Services.IServiceCatalogue"/>.
    /// </summary>
    public static IHostApplicationBuilder AddTeams(this IHostApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        _ = services.AddOptions<TeamsOptions>().BindConfiguration(TeamsOptions.Section).ValidateOnStart();
        _ = services.AddSingleton<IValidateOptions<TeamsOptions>, TeamsOptionsValidator>();
        if (!IsEnabled(builder.Configuration))
        {
            return builder;
        }

        services.TryAddSingleton(TimeProvider.System);
        _ = services.AddHttpClient(TeamsTerms.HttpClient, client => client.Timeout = CallTimeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = ConnectionLifetime });
        _ = services
            .AddSingleton(provider => BotBuilderSetup.CreateAdapter(
                provider.GetRequiredService<IOptions<TeamsOptions>>(),
                provider.GetRequiredService<IHttpClientFactory>(),
                provider.GetRequiredService<ServiceUrls>(),
                provider.GetRequiredService<ILogger<CloudAdapter>>()))
            .AddSingleton<CloudAdapterBase>(provider => provider.GetRequiredService<CloudAdapter>())
            .AddSingleton<IBotFrameworkHttpAdapter>(provider => provider.GetRequiredService<CloudAdapter>())
            .AddSingleton<IBot, TeamsBot>()
            .AddSingleton<TeamsGate>()
            .AddSingleton<ServiceUrls>()
            .AddSingleton<TeamsEndpoint>()
            .AddSingleton<TeamsSender>()
            .AddSingleton<TeamsPlaces>()
            .AddSingleton<ConversationBook>()
            .AddSingleton<MessageReader>()
            .AddSingleton<ActionInvokes>()
            .AddSingleton<PersonalCard>()
            .AddSingleton<DoubleClicks>()
            .AddSingleton<Connector>()
            .AddSingleton<MessageWriter>()
            .AddSingleton<DeliveredPages>()
            .AddSingleton<GraphClient>()
            .AddSingleton<IPlatformDirectory, TeamsDirectory>()
            .AddSingleton<IChatPlatform, TeamsPlatform>();
        return builder;
    }

    /// <summary>Maps <c>/api/messages</c>, where Teams is enabled.</summary>
    public static WebApplication MapTeams(this WebApplication app)
    {
        if (IsEnabled(app.Configuration))
        {
            _ = app.MapPost("/api/messages", TeamsEndpoint.PostAsync).WithMetadata(new RequestSizeLimitAttribute(TeamsGate.LargestBody));
        }

        return app;
    }

    private static bool IsEnabled(IConfiguration configuration) => configuration.GetSection(TeamsOptions.Section).GetValue<bool>(nameof(TeamsOptions.Enabled));
}
