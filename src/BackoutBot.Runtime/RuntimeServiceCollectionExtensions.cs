using System.Net;
using System.Net.Sockets;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Runtime.Backouts;
using BackoutBot.Runtime.Diagnostics;
using BackoutBot.Runtime.Halts;
using BackoutBot.Runtime.Inbox;
using BackoutBot.Runtime.Outbox;
using BackoutBot.Runtime.Plans;
using BackoutBot.Runtime.Proposals;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Residues;
using BackoutBot.Runtime.RestorePoints;
using BackoutBot.Runtime.Stops;
using BackoutBot.Runtime.Storage;
using BackoutBot.Runtime.Storage.Sqlite;
using BackoutBot.Runtime.Sweep;
using BackoutBot.Runtime.Undos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;

namespace BackoutBot.Runtime;

/// <summary>Adds the durable engine to a host.</summary>
public static class RuntimeServiceCollectionExtensions
{
    /// <summary>
    /// Adds the store, the backouts, the inbox and the outbox. The host adds the services' catalogue, the directory, and any number of
    /// checks, actions, intake sources and chat platforms.
    /// </summary>
    public static IHostApplicationBuilder AddBackoutRuntime(this IHostApplicationBuilder builder) => builder.AddBackoutEngine().AddGrains().AddPumps();

    /// <summary>Adds what decides, remembers and does the work, without the grains and pumps that drive it.</summary>
    internal static IHostApplicationBuilder AddBackoutEngine(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section);
        builder.Services.AddOptions<RuntimeOptions>().BindConfiguration(RuntimeOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<RuntimeOptions>, RuntimeOptionsValidator>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<BackoutInstruments>();

        return builder.AddStore().AddBackouts();
    }

    private static IHostApplicationBuilder AddStore(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<StoreChanges>();
        builder.Services.AddSingleton<IStore>(services => new SqliteStore(
            services.GetRequiredService<IOptions<StorageOptions>>().Value,
            services.GetRequiredService<StoreChanges>()));
        builder.Services.AddSingleton<IInbox>(services => services.GetRequiredService<IStore>().Inbox);
        builder.Services.AddSingleton<IInboxReader>(services => services.GetRequiredService<IStore>().Inbox);
        builder.Services.AddSingleton<ReadOnlyStart>();
        builder.Services.AddSingleton<IWriteBan, WriteBan>();
        builder.Services.AddSingleton<MessageAddressing>();
        builder.Services.AddSingleton<BrokenJournals>();
        builder.Services.AddSingleton<BackoutStates>();
        builder.Services.AddSingleton<IBackoutReader, BackoutReader>();
        builder.Services.AddSingleton<IChatLog, ChatLog>();
        builder.Services.AddSingleton<IThreads, Threads>();
        builder.Services.AddSingleton<IInstallation, StoredInstallation>();
        builder.Services.AddSingleton(services => services.GetRequiredService<IStore>().Memory);
        builder.Services.AddHostedService<StoreStartup>();
        builder.Services.AddHealthChecks().AddCheck<JournalsHealthCheck>("journals");
        return builder;
    }

    private static IHostApplicationBuilder AddBackouts(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<IJournalObserver, NoJournalObserver>();
        builder.Services.AddSingleton<ILiveAuthority, DirectoryAuthority>();
        builder.Services.AddSingleton<BoundaryCounter>();
        builder.Services.AddSingleton<BackoutServices>();
        builder.Services.AddSingleton<StateCapture>();
        builder.Services.AddSingleton<UsabilityInquiry>();
        builder.Services.AddSingleton<RestorePointDesk>();
        builder.Services.AddSingleton<Leftovers>();
        builder.Services.AddSingleton<RestorePointChooser>();
        builder.Services.AddSingleton<LeftOpen>();
        builder.Services.AddSingleton<PlanMaker>();
        builder.Services.AddSingleton<WorkRunner>();
        return builder;
    }

    private static IHostApplicationBuilder AddGrains(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSerializer(serializer => serializer.AddJsonSerializer(CoreJson.IsCore, CoreJson.Options));
        builder.UseOrleans(silo =>
        {
            var port = builder.Configuration.GetValue<int>($"{RuntimeOptions.Section}:{nameof(RuntimeOptions.SiloPort)}");

            // An impossible port is left to the options' own validation, which says so in words.
            silo.UseLocalhostClustering(siloPort: port is > 0 and <= IPEndPoint.MaxPort ? port : FreePort(), serviceId: "backoutbot", clusterId: "backoutbot");

            // Nobody outside of this process calls grains.
            silo.Configure<EndpointOptions>(endpoints => endpoints.GatewayPort = 0);
        });
        return builder;
    }

    private static IHostApplicationBuilder AddPumps(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<HaltDesk>();
        builder.Services.AddSingleton<ProposalRenewal>();
        builder.Services.AddSingleton<ResidueWatch>();
        builder.Services.AddSingleton<StopDesk>();
        builder.Services.AddSingleton<UndoDesk>();
        builder.Services.AddSingleton<UnplacedNotice>();
        builder.Services.AddSingleton<InboxHandler>();
        builder.Services.AddHostedService<OutboxDispatcher>();
        builder.Services.AddHostedService<InboxPump>();
        builder.Services.AddHostedService<Sweeper>();
        builder.Services.AddHostedService<RestorePointKeeper>();
        return builder;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
