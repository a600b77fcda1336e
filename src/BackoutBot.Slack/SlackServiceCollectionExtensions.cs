using BackoutBot.Core.Chat;
using BackoutBot.Core.Intake;
using BackoutBot.Core.People;
using BackoutBot.Slack.Gate;
using BackoutBot.Slack.Inbound;
using BackoutBot.Slack.Inbound.SocketMode;
using BackoutBot.Slack.Outbound;
using BackoutBot.Slack.Outbound.Calls;
using BackoutBot.Slack.People;
using BackoutBot.Slack.Rendering;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SlackNet;
using SlackNet.AspNetCore;
using SlackNet.Blocks;

namespace BackoutBot.Slack;

/// <summary>Registers the Slack adapter.</summary>
public static class SlackServiceCollectionExtensions
{
    private const string HttpClientName = "slack";

    // An acknowledgement never waits for it; a click's look into the user groups does.
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Adds the chat platform <c>slack</c> where the section <c>Slack</c> enables it, and otherwise nothing but the section's check. The host
    /// brings <see cref="IInbox"/>, <see cref="IThreads"/>, <see cref="IAccounts"/>, <see cref="IDirectory"/>, <see cref="IAdapterMemory"/>
    /// and <see cref="Core.Backouts.IBackoutReader"/>; <see cref="SlackEndpoints.MapSlack"/> opens the endpoints.
    /// </summary>
    public static IHostApplicationBuilder AddSlack(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<SlackOptions>, SlackOptionsValidator>();
        services.AddOptions<SlackOptions>().BindConfiguration(SlackOptions.Section).ValidateOnStart();
        if (!builder.Configuration.GetSection(SlackOptions.Section).GetValue<bool>(nameof(SlackOptions.Enabled)))
        {
            return builder;
        }

        services.TryAddSingleton(TimeProvider.System);
        AddCalls(services);
        AddPeople(services);
        AddReceiving(services);
        AddDelivery(services);
        if (!string.IsNullOrEmpty(builder.Configuration[$"{SlackOptions.Section}:{nameof(SlackOptions.AppToken)}"]))
        {
            AddSocketMode(services);
        }

        return builder;
    }

    private static void AddCalls(IServiceCollection services)
    {
        services.AddHttpClient(HttpClientName, client => client.Timeout = CallTimeout)
            .AddHttpMessageHandler(provider => new SlackHttpGuard(ApiOf(provider)))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .RedactLoggedHeaders(["Authorization"]);
        services.AddSingleton<SlackThrottle>();
        services.AddSingleton<SlackCalls>();
    }

    private static void AddPeople(IServiceCollection services)
    {
        services.AddSingleton<SlackWorkspace>();
        services.AddHostedService(provider => provider.GetRequiredService<SlackWorkspace>());
        services.AddSingleton<SlackSenders>();
        services.AddSingleton<IPlatformDirectory, SlackDirectory>();
    }

    private static void AddReceiving(IServiceCollection services)
    {
        services.AddSingleton<SlackGate>();
        services.AddSingleton<SlackIntake>();
        services.AddSingleton<SlackReceiver>();
        services.AddSingleton<SlackEndpoint>();
        services.AddSingleton<SlackErrands>();
        services.AddHostedService(provider => provider.GetRequiredService<SlackErrands>());
        services.AddSingleton<IIntakeSource, NoteSource>();

        // No signing secret is given to SlackNet: the gate has checked the signature, by more than one secret while it is changed.
        services.AddSlackNet(slack => slack
            .UseJsonSettings(_ => Default.JsonSettings())
            .UseApiClient(provider => ClientOf(provider, SettingsOf(provider).BotToken))
            .RegisterEventHandler<Inbound.EventHandler>()
            .RegisterSlashCommandHandler<CommandHandler>(SlackActionIds.Command)
            .RegisterBlockActionHandler<ButtonAction, ButtonHandler>()
            .RegisterMessageShortcutHandler<ShortcutHandler>(SlackActionIds.NoteShortcut)
            .RegisterViewSubmissionHandler<DialogHandler>(SlackActionIds.Ask));
    }

    private static void AddDelivery(IServiceCollection services)
    {
        services.AddSingleton<SlackChannels>();
        services.AddSingleton<EarlierPost>();
        services.AddSingleton<IChatPlatform, SlackPlatform>();
    }

    private static void AddSocketMode(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton(provider => new SocketAddress(
            new SlackCalls(ClientOf(provider, SettingsOf(provider).AppToken), provider.GetRequiredService<SlackThrottle>()),
            provider.GetRequiredService<IOptions<SlackOptions>>()));
        services.AddHostedService<SlackSocket>();
    }

    // SlackNet's own retry would hold a delivery's lane for as long as Slack says; the outbox waits better.
    private static SlackApiClient ClientOf(IServiceProvider provider, string token)
    {
        var json = provider.GetRequiredService<SlackJsonSettings>();
        var clients = provider.GetRequiredService<IHttpClientFactory>();
        return new SlackApiClient(
            Default.Http(json, () => clients.CreateClient(HttpClientName)),
            new SlackUrls(Default.UrlBuilder(json), ApiOf(provider)),
            json,
            token)
        {
            DisableRetryOnRateLimit = true,
        };
    }

    private static Uri ApiOf(IServiceProvider provider) => new(SettingsOf(provider).ApiBaseUrl ?? SlackUrls.Api);

    private static SlackOptions SettingsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<SlackOptions>>().Value;
}
